package coltype

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// textParts say what of a text is in the way of a date or a time. What stands in brackets
// is counted.
var textParts = sync.OnceValue(func() []textPart {
	const day = `^\d{4}-\d\d-\d\d`
	out := []textPart{
		{pattern: `^\s*$`, says: "is empty"},
		{pattern: `^0000-00-00`, says: "is a date of zeros"},
		{pattern: `^\d{4}-W\d\d`, says: "is a week date"},
		{pattern: `^\d{4}-\d{3}([ T]|$)`, says: "is an ordinal date"},
		{pattern: `(?i)^` + day[1:] + `.*\b[ap]m$`, says: "has a time of twelve hours"},
		{pattern: day + `.*[A-Za-z]{2,}`, says: "has words behind its date"},
		{pattern: `(?:` + day + `[ T]|^)\d\d:\d\d:\d\d\.(\d{7,})`, says: "has %s digits of a second", counts: true},
		{pattern: `^[A-Z][a-z]{2,}, `, says: "is a date as mail has it"},
		{pattern: `^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`, says: "begins with a day or a month"},
		{pattern: day + `([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?( ?(Z|[+-]\d\d(:?\d\d)?))?$`, says: "has a day or a time that there is not"},
	}
	for i := range out {
		out[i].compiled = regexp.MustCompile(out[i].pattern)
	}
	return out
})

type textPart struct {
	pattern, says string
	counts        bool // the characters in brackets
	compiled      *regexp.Regexp
}

// countWords are the numbers from 7 on.
var countWords = []string{"seven", "eight", "nine", "ten", "eleven", "twelve"}

// inWords is a number of at least 7.
func inWords(n int) string {
	if n -= 7; n < len(countWords) {
		return countWords[n]
	}
	return strconv.Itoa(n + 7)
}

// Part says which part of a value is in the way of a type of dates or times, "" where
// there is nothing to say. before, if it is not nil, is the type that held the values
// before it; zeros is set if they were nothing but 0.
func (t *Type) Part(v *parser.Value, before *Type, zeros bool) string {
	if !t.Temporal() || v.Open {
		return ""
	}
	beside := ""
	switch {
	case before == nil:
	case zeros && before.UnixUnit() != "":
		beside = "0"
	default:
		beside = before.holding()
	}
	v = t.Stored(v)
	if t.Family() == "time" && (v.Class == parser.Integer || v.Class == parser.Real) {
		return "is a number, which may count anything"
	}
	switch v.Class {
	case parser.Text:
		switch iso, ok := parseISO(v.Text); {
		case ok && beside != "" && beside != "texts":
			return "is a text where the rows before have " + beside
		case ok && iso.clock && t.Family() == "date":
			return "has a time of day"
		case ok && iso.date && t.Family() == "time":
			return "has a date"
		}
		for _, p := range textParts() {
			m := p.compiled.FindSubmatch(v.Text)
			switch {
			case m == nil:
			case p.counts:
				return fmt.Sprintf(p.says, inWords(len(m[1])))
			default:
				return p.says
			}
		}
	case parser.Integer:
		n, _ := strconv.ParseInt(str(v.Text), 10, 64)
		unit := unitOf(n)
		switch {
		case n == 0:
			return "is no time"
		case unit == "":
			return "is no Unix time from 1973 to 2100"
		case before != nil && before.midnightsOf(unit):
			return "is no midnight"
		case beside != "":
			return "is a Unix time in " + unit + " where the rows before have " + beside
		}
	case parser.Real:
		if f := float(v.Text); f > 1_721_000 && f < 5_373_485 { // the years 0 to 9999
			return "is a Julian day"
		}
		return "is a number with a fraction"
	}
	return ""
}

// midnightsOf reports whether the type holds the midnights of Unix times of a unit.
func (t *Type) midnightsOf(unit string) bool {
	days, ok := t.Encoding.(unixDays)
	return ok && days.unix.unit == unit
}

// unitOf is the unit in which an integer is a Unix time, "" for none.
func unitOf(n int64) string {
	for _, t := range []*Type{&unixSeconds, &unixMillis, &unixMicros} {
		if u := t.Encoding.(unixTime); n >= firstUnix*u.perSecond && n <= lastUnix*u.perSecond {
			return u.unit
		}
	}
	return ""
}

// holding says what values a type of dates and times has held.
func (t *Type) holding() string {
	switch e := t.Encoding.(type) {
	case isoTimestamp, isoT, isoOffset, isoAny, isoWords, isoDate, isoTime, timeAny:
		return "texts"
	case fourteenDigits:
		return "times of 14 digits"
	case unixDays:
		return "Unix times in " + e.unix.unit
	case unixTime:
		return "Unix times in " + e.unit
	case isoOrUnix:
		return "texts and Unix times in " + e.unix.unit
	}
	return ""
}
