// Package diag holds what the tool has to say to people: errors and warnings
// with a stable id, a place, what they are about and what to do next.
package diag

import "fmt"

// Message is an error, a warning or a note. As an error it ends the run.
type Message struct {
	// Note is set when nothing is lost or changed in meaning: --strict does not
	// mind.
	Note bool
	// ID is stable, and explained in docs/messages.md.
	ID string
	// Pos is the place in the input; the zero Pos when there is none.
	Pos Pos
	// Object is what the message is about, such as `table "t", column "c",
	// row 5`, or empty.
	Object string
	// Text says what is wrong, without a capital or a full stop.
	Text string
	// Hint says what to do next, or is empty.
	Hint string
}

// Error returns place, object, text and id in one line.
func (m *Message) Error() string {
	s := m.Text
	if m.Object != "" {
		s = m.Object + ": " + s
	}
	if m.Pos.IsValid() {
		s = m.Pos.String() + ": " + s
	}
	return fmt.Sprintf("%s [%s]", s, m.ID)
}
