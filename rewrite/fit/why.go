package fit

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/target"
)

// reasons say why a value is rejected, behind "does not fit type date: ".
var reasons = [...]string{
	Rounded:       "it is rounded",
	Changed:       "it is written as its text or its bytes",
	RepeatedKeys:  "a key stands twice in an object",
	NotNull:       "it is NULL",
	ZeroDate:      "it stands for no date",
	Empty:         "it is an empty text",
	NoReading:     "the type takes %s",
	OutOfRange:    "it is out of range",
	TooLong:       "it is too long",
	TooManyDigits: "it has more digits than the type keeps",
	HasTime:       "it has a time of day",
	NoLabel:       "the labels are %s",
	OtherUnit:     "it is no number of %s, which others of the column are",
	NoUnit:        "its size does not tell what it counts, nor from when: Windows and Chrome count from 1601, .NET from the year 1",
	BadText:       "its bytes are no text in UTF-8",
	HasNUL:        "it holds a NUL character",
	Ragged:        "its parts have different lengths",
	Undecided:     "it decides the unit",
	PlainJSON:     "jsonb has no \\u0000, no half of a surrogate pair and no number beyond numeric",
	TooLarge:      "a value of this type is seen whole, and it is too long for that",
}

// Reason says why a value is rejected, for a message: "it is out of range".
func (w *Writer) Reason(f Fit) string {
	what := w.family.takes
	switch e := w.encoder.(type) {
	case enum:
		if f == NoReading {
			f = NoLabel
		}
		what = strings.Join(e.quoted(), ", ")
	case *timestamp:
		if f == OtherUnit {
			what = e.unit.word()
		}
	}
	return strings.Replace(reasons[f], "%s", what, 1)
}

// Flags are the options that let a rejected value of a column in, or leave it out,
// ready for a file of flags; … stands for what only the user knows, and what stands
// behind # is another way. The names are SQLite's.
func (f Fit) Flags(table, column string) (flags []string) {
	name := table + "." + column
	switch f {
	case ZeroDate:
		flags = append(flags, "--zero-dates=null")
	case TooManyDigits:
		flags = append(flags, "--round")
	case OtherUnit, NoUnit:
		flags = append(flags, "--unit "+target.QuoteFlag(name+"=…"))
	}
	flags = append(flags, "--exclude-column "+target.QuoteFlag(name))
	if f == Empty {
		flags = append(flags, fmt.Sprintf("# or, in a copy of the SQLite file: UPDATE %s SET %[2]s = NULL WHERE %[2]s = '';", quoted(table), quoted(column)))
	}
	return flags
}

// quoted is a name as SQLite reads it.
func quoted(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
