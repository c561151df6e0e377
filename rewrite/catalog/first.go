package catalog

// What is counted of the values of a column is said with the first of them.

// Counted is what values are counted for.
type Counted uint8

// What is counted.
const (
	ZeroDate Counted = iota // a date of zeros or an empty text became NULL
	Rounded                 // a timestamp has fewer digits
	Long                    // a value may be too long for an index
)

// firstOf is what the first value is kept of.
type firstOf struct {
	column *Column
	what   Counted
}

// NoteFirst takes note of a value of a column, if none has been noted.
func (a *Arrived) NoteFirst(c *Column, what Counted, value *Misfit) {
	if a.firsts == nil {
		a.firsts = map[firstOf]*Misfit{}
	}
	if of := (firstOf{c, what}); a.firsts[of] == nil {
		a.firsts[of] = value
	}
}

// First is the value that was noted, nil for none.
func (a *Arrived) First(c *Column, what Counted) *Misfit { return a.firsts[firstOf{c, what}] }
