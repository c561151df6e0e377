package coltype

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// A message about a value of dates or times names the part that is in the way.
func TestPart(t *testing.T) {
	for _, c := range []struct {
		of     *Type
		v      parser.Value
		before *Type
		zeros  bool
		want   string
	}{
		{&Timestamp, text("2024-01-02 03:04:05.1234567890"), nil, false, "has ten digits of a second"},
		{&clock, text("03:04:05.123456789"), nil, false, "has nine digits of a second"},
		{&timestamptz, text("2024-01-02T03:04:05.1234567890123Z"), nil, false, "has 13 digits of a second"},
		{&Timestamp, text(" "), &Timestamp, false, "is empty"},
		{&Date, text("0000-00-00"), &Date, false, "is a date of zeros"},
		{&Timestamp, text("2024-W01-2"), nil, false, "is a week date"},
		{&Timestamp, text("2024-002"), nil, false, "is an ordinal date"},
		{&Timestamp, text("Tue, 02 Jan 2024 03:04:05 GMT"), nil, false, "is a date as mail has it"},
		{&Timestamp, text("02.01.2024 03:04"), nil, false, "begins with a day or a month"},
		{&Date, text("1/2/24"), nil, false, "begins with a day or a month"},
		{&Timestamp, text("2024-01-02 03:04:05 PM"), nil, false, "has a time of twelve hours"},
		{&Timestamp, text("2024-02-30 10:00:00"), nil, false, "has a day or a time that there is not"},
		{&Timestamp, text("2024-01-02 24:00:00Z"), nil, false, "has a day or a time that there is not"},
		{&clock, text("2000-01-01 07:30:00"), nil, false, "has a date"},
		{&Timestamp, text("2024-01-02 03:04:05 Europe/Berlin"), nil, false, "has words behind its date"},
		{&Timestamp, text("n/a"), nil, false, ""},
		{&Timestamp, integer("1700000000123"), &Timestamp, false, "is a Unix time in milliseconds where the rows before have texts"},
		{&Timestamp, integer("1700000000"), &textOrMillis, false, "is a Unix time in seconds where the rows before have texts and Unix times in milliseconds"},
		{&Timestamp, integer("1700000000"), &unixMicros, false, "is a Unix time in seconds where the rows before have Unix times in microseconds"},
		{&Timestamp, text("2024-01-02"), &unixSeconds, true, "is a text where the rows before have 0"},
		{&Timestamp, integer("0"), &Timestamp, false, "is no time"},
		{&Timestamp, integer("5"), nil, false, "is no Unix time from 1973 to 2100"},
		{&Timestamp, realv("2460000.5"), nil, false, "is a Julian day"},
		{&Timestamp, realv("0.25"), nil, false, "is a number with a fraction"},
		{&Date, integer("1700000000123"), &unixDaysMillis, false, "is no midnight"},
		{&Date, integer("1700000000"), &unixDaysMillis, false, "is a Unix time in seconds where the rows before have Unix times in milliseconds"},
		{&Date, text("2024-01-02 00:00:00"), &Date, false, "has a time of day"},
		{&clock, integer("1700000000"), nil, false, "is a number, which may count anything"},
		{&Timestamp, blob("00"), nil, false, ""},
		{&Bigint, text("x"), nil, false, ""},
	} {
		if got := c.of.Part(&c.v, c.before, c.zeros); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.of.SQL, c.v.Text, got, c.want)
		}
	}
}
