package coltype

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// A type that a column gets after the data may print its values otherwise than SQLite
// held them. In an archive it has that type from the beginning, and --verify compares
// what PostgreSQL prints then.

// printed is an encoding of such types: it appends what PostgreSQL prints of a value
// under the type after the data.
type printed interface {
	printed(dst, text []byte) []byte
}

// Reprints reports whether the type after the data prints values in its own way.
func (t *Type) Reprints() bool {
	_, ok := t.Encoding.(printed)
	return ok && t.After != ""
}

// Rounds reports whether the type after the data keeps less of values than Printed says,
// as timestamp(3) does.
func (t *Type) Rounds() bool { return t.After != t.Family() }

// Printed returns what PostgreSQL prints of a value under the type after the data. copied
// is the COPY text of it.
func (t *Type) Printed(copied []byte, buf *[]byte) []byte {
	var content []byte
	*buf = t.Encoding.(printed).printed((*buf)[:0], pg.CopyContent(copied, &content))
	return *buf
}

// PrintedExpr is the expression for the same.
func (t *Type) PrintedExpr(column pg.Name) pg.Expr {
	if t.After == "timestamptz" {
		return toText(&pg.Binary{Op: "AT TIME ZONE", L: column, R: pg.String("UTC")})
	}
	return toText(column)
}

func (anyTruth) printed(dst, text []byte) []byte {
	switch word := strings.ToLower(strings.Trim(string(text), " \t\n\f\r")); word[0] {
	case 't', '1', 'y':
		return append(dst, "true"...)
	default:
		return strconv.AppendBool(dst, word == "on")
	}
}

func (textUUID) printed(dst, text []byte) []byte { return appendPrintedUUID(dst, text) }

func (timeAny) printed(dst, text []byte) []byte {
	at, _ := readClock(text)
	return at.AppendFormat(dst, "15:04:05.999999")
}

func (isoAny) printed(dst, text []byte) []byte {
	at, offset := time.Time{}, time.Duration(0)
	if len(text) > len("2006-01-02") {
		at, offset = readClock(text[len("2006-01-02 "):])
	}
	day, _ := time.Parse(time.DateOnly, string(text[:len("2006-01-02")]))
	at = day.Add(at.Sub(at.Truncate(24 * time.Hour))).Add(clockOverflow(at)).Add(-offset)
	if at.Year() > 0 {
		return at.AppendFormat(dst, "2006-01-02 15:04:05.999999")
	}
	return fmt.Appendf(dst, "%04d%s BC", 1-at.Year(), at.Format("-01-02 15:04:05.999999"))
}

// clockOverflow is a day if a time of day was rounded to the end of its own.
func clockOverflow(at time.Time) time.Duration {
	if at.Day() > 1 {
		return 24 * time.Hour
	}
	return 0
}

// readClock reads HH:MM[:SS[.fff]] as a time of January 1 of the year 1, and the offset
// from UTC that follows it.
func readClock(text []byte) (at time.Time, offset time.Duration) {
	rest := string(text)
	number := func(skip, digits int) int {
		n, _ := strconv.Atoi(rest[skip : skip+digits])
		rest = rest[skip+digits:]
		return n
	}
	h, m := number(0, 2), number(1, 2)
	s, micros := 0, 0.0
	if strings.HasPrefix(rest, ":") {
		s = number(1, 2)
	}
	if strings.HasPrefix(rest, ".") {
		end := 1
		for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
			end++
		}
		fraction, _ := strconv.ParseFloat("0"+rest[:end], 64)
		micros = math.RoundToEven(fraction * 1e6) // as PostgreSQL's ParseFractionalSecond does it
		rest = rest[end:]
	}
	at = time.Date(1, 1, 1, h, m, s, int(micros)*1000, time.UTC)
	rest = strings.TrimPrefix(rest, " ")
	if rest == "" || rest == "Z" || rest == "z" {
		return at, 0
	}
	sign := rest[0]
	offset = time.Duration(number(1, 2)) * time.Hour
	if rest = strings.TrimPrefix(rest, ":"); rest != "" {
		offset += time.Duration(number(0, 2)) * time.Minute
	}
	if sign == '-' {
		offset = -offset
	}
	return at, offset
}

func (jsonText) printed(dst, text []byte) []byte { return appendJSONB(dst, text) }
