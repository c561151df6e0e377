// Package diag holds what the tool has to say to people: errors, warnings and
// notes, each with a stable id, a place, what it is about and what to do next.
// All texts stand in one table (table.go). It knows nothing of SQL, and of no
// other package of this repository.
package diag

import "fmt"

// Message is an error, a warning or a note, made of a wording in the table. As an
// error it ends the run.
type Message struct {
	// ID is stable, and explained in docs/messages.md.
	ID       string
	Severity Severity
	// Pos is the place in the input; the zero Pos when there is none.
	Pos Pos
	// Object is what the message is about.
	Object Object
	// Text says what is wrong, without a capital or a full stop.
	Text string
	// Values is how many values it is about, where that is known at the end only; 0 for
	// one that says it in its text, or is not about values.
	Values int64
	// Hint says what to do next, or is empty.
	Hint string
	// Flags are options that settle it, ready for a file of flags; … stands for what
	// only the user knows. One of them is enough.
	Flags []string
	// Also are messages that came up together with this one, and ended the run with it.
	Also []*Message
}

// Severity says what a message does to the run.
type Severity uint8

const (
	Error   Severity = iota // ends the run: nothing is committed
	Warning                 // something of the schema or of a value's type is not as it was; --strict makes an error of it
	Note                    // nothing is lost or changed in meaning: --strict does not mind
)

func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// At returns the message with its place in the input.
func (m *Message) At(pos Pos) *Message {
	m.Pos = pos
	return m
}

// About returns the message with what it is about.
func (m *Message) About(o Object) *Message {
	m.Object = o
	return m
}

// Error returns place, object, text and id in one line.
func (m *Message) Error() string {
	s := m.Text + m.count()
	if o := m.Object.String(); o != "" {
		s = o + ": " + s
	}
	if m.Pos.IsValid() {
		s = m.Pos.String() + ": " + s
	}
	return fmt.Sprintf("%s [%s]", s, m.ID)
}

// count says how many values the message is about.
func (m *Message) count() string {
	if m.Values == 0 {
		return ""
	}
	return Format("; %d {value is|values are} in the way", m.Values)
}
