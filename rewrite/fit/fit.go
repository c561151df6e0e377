package fit

import (
	"strconv"
	"strings"
)

// Fit says whether a value could be written, and if not, why.
type Fit uint8

// What may be said of a value.
const (
	Fits    Fit = iota
	Rounded     // written, with fewer digits: counted
	Changed     // written, as what its bytes or its text say: counted

	// The rest is rejected.
	NotNull       // it is NULL
	NoReading     // it is nothing that the type has a reading for
	OutOfRange    // it is larger or smaller than the type holds
	TooLong       // it has more characters than the type holds
	TooManyDigits // it has more digits than the type keeps
	HasTime       // it is a date with a time of day
	NoLabel       // it is none of the labels
	OtherUnit     // it is of another unit than the column's other numbers
	BadText       // its bytes are no text in UTF-8
	HasNUL        // it is a text with a NUL character
	Ragged        // it is an array whose parts have different lengths
	TooLarge      // it is longer than what is held in memory, and must be seen whole
)

// OK reports whether the value is written.
func (f Fit) OK() bool { return f <= Changed }

// reasons say of a value why it is rejected.
var reasons = [...]string{
	Rounded:       "is rounded",
	Changed:       "is written as its text or its bytes",
	NotNull:       "is NULL, and the column is NOT NULL",
	NoReading:     "has no reading as %s",
	OutOfRange:    "is out of the range of %s",
	TooLong:       "is longer than %s allows",
	TooManyDigits: "has more digits than %s keeps",
	HasTime:       "has a time of day, and the column is a %s",
	NoLabel:       "is no label of %s",
	OtherUnit:     "is of another unit than the column's other numbers",
	BadText:       "is no text in UTF-8",
	HasNUL:        "holds a NUL character",
	Ragged:        "is no array: its parts have different lengths",
	TooLarge:      "is too large to be read as %s",
}

// Reason says why a value is rejected, for a message: "has no reading as date".
func (w *Writer) Reason(f Fit) string {
	text := strings.Replace(reasons[f], "%s", w.Type.String(), 1)
	if e, ok := w.encoder.(enum); ok && f == NoLabel {
		text += ", which has " + strings.Join(e.quoted(), ", ")
	}
	return text
}

// Hint says what lets a rejected value in, or is empty.
func (f Fit) Hint() string {
	switch f {
	case TooManyDigits:
		return "--round rounds such values, and counts them"
	case OtherUnit:
		return "--unit TABLE.COLUMN=s|ms|us says what the column's numbers are"
	}
	return ""
}

// Unit is what the numbers in a column of timestamps count since 1970.
type Unit uint8

// The units.
const (
	AnyUnit Unit = iota // as the size of the largest number tells
	Seconds
	Milliseconds
	Microseconds
	Nanoseconds
)

func (u Unit) String() string { return [...]string{"", "s", "ms", "us", "ns"}[u] }

// ParseUnit reads the words of --unit.
func ParseUnit(text string) (Unit, error) {
	for u := Seconds; u <= Nanoseconds; u++ {
		if text == u.String() {
			return u, nil
		}
	}
	return AnyUnit, strconv.ErrSyntax
}
