package fit

import "strconv"

// Fit says whether a value could be written, and if not, why.
type Fit uint8

// What may be said of a value.
const (
	Fits         Fit = iota
	Rounded          // written, with fewer digits: counted
	Changed          // written, as what its bytes or its text say: counted
	RepeatedKeys     // written, and jsonb keeps the last value of a key that stands twice: counted

	// The rest is rejected.
	NotNull       // it is NULL
	ZeroDate      // it stands for no date, and --zero-dates=null takes it
	Empty         // it is an empty text, which the type has no reading for
	NoReading     // it is nothing that the type has a reading for
	OutOfRange    // it is larger or smaller than the type holds
	TooLong       // it has more characters than the type holds
	TooManyDigits // it has more digits than the type keeps
	HasTime       // it is a date with a time of day
	NoLabel       // it is none of the labels
	OtherUnit     // it is of another unit than the column's other numbers
	NoUnit        // its size does not tell the unit
	Undecided     // it decides the unit, and only the first Writer may: see Fork
	BadText       // its bytes are no text in UTF-8
	HasNUL        // it is a text with a NUL character
	Ragged        // it is an array whose parts have different lengths
	PlainJSON     // it is JSON that jsonb refuses
	TooLarge      // it is longer than what is held in memory, and must be seen whole
)

// OK reports whether the value is written.
func (f Fit) OK() bool { return f <= RepeatedKeys }

// Unit is what the numbers in a column of timestamps count, since 1970 in most.
type Unit uint8

// The units.
const (
	AnyUnit Unit = iota // as the size of the largest number tells
	Seconds
	Milliseconds
	Microseconds
	Nanoseconds
	JulianDays // since noon of 4714-11-24 BC, as SQLite's julianday() counts
)

// word is the unit in a sentence.
func (u Unit) word() string {
	return [...]string{"this unit", "seconds", "milliseconds", "microseconds", "nanoseconds", "Julian days"}[u]
}

func (u Unit) String() string { return [...]string{"", "s", "ms", "us", "ns", "julian"}[u] }

// ParseUnit reads the words of --unit.
func ParseUnit(text string) (Unit, error) {
	for u := Seconds; u <= JulianDays; u++ {
		if text == u.String() {
			return u, nil
		}
	}
	return AnyUnit, strconv.ErrSyntax
}
