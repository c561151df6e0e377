package coltype

import (
	"bytes"
	"math"
	"strconv"
	"time"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// unixUnits are how many units of a unix time make a second, the largest unit
// first. A number is in the first one in which no number of its column is later
// than the year 5138: seconds have up to 11 digits, milliseconds up to 14.
var unixUnits = []int64{1, 1e3, 1e6, 1e9}

// maxUnix is the first number of seconds that is too large for a unix time.
const maxUnix = 100_000_000_000

// point is a date with a time, in microseconds since 1970-01-01 in its own zone.
type point struct {
	micros   int64
	offset   int64 // microseconds east of UTC
	zoned    bool  // the text has an offset
	infinite int   // -1 or 1 for infinity
	rounded  bool  // the fraction had more digits than a microsecond has
}

const microsPerDay = 24 * 60 * 60 * 1_000_000

// utc is the point in UTC. A text without an offset is in zone.
func (p point) utc(zone *time.Location) int64 {
	if !p.zoned && zone != nil {
		local := time.UnixMicro(p.micros).UTC()
		at := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), zone)
		return at.UnixMicro()
	}
	return p.micros - p.offset
}

// pointOf reads a value as a date with a time: an ISO 8601 text in any of its
// spellings, YYYYMMDDHHMMSS, infinity, or a unix time in the column's unit.
func pointOf(x *existing, v *parser.Value) (p point, ok bool) {
	class, text := asNumber(v)
	if class == parser.Text {
		return parsePoint(bytes.TrimSpace(textOf(v)))
	}
	if len(text) == len("20060102150405") {
		if p, ok = parsePoint(text); ok {
			return p, true
		}
	}
	unit := max(x.Unit, 1)
	if class == parser.Integer {
		n, err := strconv.ParseInt(str(text), 10, 64)
		limit := int64(math.MaxInt64)
		if unit < 1e9 {
			limit = maxUnix * unit
		}
		if err != nil || n >= limit || n <= -limit {
			return p, false
		}
		if unit > 1_000_000 {
			per := unit / 1_000_000
			p.micros = int64(math.RoundToEven(float64(n) / float64(per)))
			p.rounded = n%per != 0
			if p.rounded {
				p.micros = (n + per/2) / per
				if n < 0 {
					p.micros = (n - per/2) / per
				}
			} else {
				p.micros = n / per
			}
			return p, true
		}
		p.micros = n * (1_000_000 / unit)
		return p, true
	}
	f := float(text)
	if math.Abs(f) >= maxUnix*float64(unit) || f != f {
		return p, false
	}
	micros := f * (1e6 / float64(unit))
	p.micros = int64(math.RoundToEven(micros))
	return p, true
}

// parsePoint reads the texts of pointOf.
func parsePoint(s []byte) (p point, ok bool) {
	switch string(s) {
	case "infinity", "+infinity":
		return point{infinite: 1}, true
	case "-infinity":
		return point{infinite: -1}, true
	}
	if len(s) == 14 && allDigits(s) { // as MediaWiki writes it
		d := digits{s: s}
		return d.point(d.number(4, ""), d.number(2, ""), d.number(2, ""), "")
	}
	width, sign := 4, 1
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	for width < 6 && width < len(s) && s[width] >= '0' && s[width] <= '9' {
		width++
	}
	rest, bc := bytes.CutSuffix(s, []byte(" BC"))
	d := digits{s: rest}
	year := sign * d.number(width, "")
	if bc {
		year = 1 - year
	}
	return d.point(year, d.number(2, "-"), d.number(2, "-"), ":")
}

// point reads what follows a date: a time, and an offset.
func (d *digits) point(year, month, day int, colon string) (p point, ok bool) {
	if d.bad || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || year < -4712 || year > 294_275 {
		return p, false
	}
	p.micros = daysFrom1970(year, month, day) * microsPerDay
	if len(d.s) == 0 {
		return p, true
	}
	if colon != "" {
		if d.s[0] != ' ' && d.s[0] != 'T' {
			return p, false
		}
		d.s = d.s[1:]
	}
	micros, rounded, ok := d.clock(colon)
	if !ok {
		return p, false
	}
	p.micros, p.rounded = p.micros+micros, rounded
	return d.offset(p)
}

// clock reads a time of day, to the minute at least.
func (d *digits) clock(colon string) (micros int64, rounded, ok bool) {
	h, mi, s := d.number(2, ""), d.number(2, colon), 0
	if len(d.s) > 0 && (colon == "" || d.s[0] == ':') {
		s = d.number(2, colon)
	}
	if d.bad || h > 23 || mi > 59 || s > 59 {
		return 0, false, false
	}
	micros = int64((h*60+mi)*60+s) * 1_000_000
	if len(d.s) > 1 && d.s[0] == '.' {
		n := 1
		for n < len(d.s) && d.s[n] >= '0' && d.s[n] <= '9' {
			n++
		}
		if n == 1 {
			return 0, false, false
		}
		// As PostgreSQL does it: https://www.postgresql.org/docs/current/datatype-datetime.html
		f := float(d.s[:n])
		fraction := math.RoundToEven(f * 1e6)
		rounded = len(bytes.TrimRight(d.s[1:n], "0")) > maxFraction
		micros += int64(fraction)
		d.s = d.s[n:]
	}
	return micros, rounded, true
}

// offset reads Z, UTC, ±HH, ±HHMM, ±HH:MM or ±HH:MM:SS, perhaps after a space, and
// UTC after it as Go writes it. Nothing may follow.
func (d *digits) offset(p point) (point, bool) {
	s := bytes.TrimPrefix(d.s, []byte{' '})
	switch string(s) {
	case "":
		return p, len(d.s) == 0
	case "Z", "z", "UTC", "GMT":
		p.zoned = true
		return p, true
	}
	s = bytes.TrimSuffix(s, []byte(" UTC"))
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return p, false
	}
	o := digits{s: s[1:]}
	h, mi, sec := o.number(2, ""), 0, 0
	for _, to := range []*int{&mi, &sec} {
		if len(o.s) == 0 {
			break
		}
		sep := ""
		if o.s[0] == ':' {
			sep = ":"
		}
		*to = o.number(2, sep)
	}
	if o.bad || len(o.s) > 0 || h > 15 || mi > 59 || sec > 59 {
		return p, false
	}
	p.zoned = true
	if p.offset = int64((h*60+mi)*60+sec) * 1_000_000; s[0] == '-' {
		p.offset = -p.offset
	}
	return p, true
}

func allDigits(s []byte) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// daysFrom1970 counts days of the Gregorian calendar, before its time, too.
func daysFrom1970(year, month, day int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	inEra := y - era*400
	inYear := (153*((m+9)%12)+2)/5 + int64(day) - 1
	return era*146097 + inEra*365 + inEra/4 - inEra/100 + inYear - 719468
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// appendDay appends a day as PostgreSQL prints it; bc tells that BC must follow.
func appendDay(dst []byte, days int64) (out []byte, bc bool) {
	z := days + 719468
	era := floorDiv(z, 146097)
	inEra := z - era*146097
	years := (inEra - inEra/1460 + inEra/36524 - inEra/146096) / 365
	year := years + era*400
	inYear := inEra - (365*years + years/4 - years/100)
	mp := (5*inYear + 2) / 153
	day, month := inYear-(153*mp+2)/5+1, mp+3
	if month > 12 {
		month, year = month-12, year+1
	}
	if bc = year <= 0; bc {
		year = 1 - year
	}
	dst = appendPadded(dst, year, 4)
	dst = appendPadded(append(dst, '-'), month, 2)
	return appendPadded(append(dst, '-'), day, 2), bc
}

func appendPadded(dst []byte, n int64, width int) []byte {
	var buf [20]byte
	text := strconv.AppendInt(buf[:0], n, 10)
	for range width - len(text) {
		dst = append(dst, '0')
	}
	return append(dst, text...)
}

// appendTimeOfDay appends a time as PostgreSQL prints it.
func appendTimeOfDay(dst []byte, micros int64) []byte {
	s := micros / 1_000_000
	dst = appendPadded(dst, s/3600, 2)
	dst = appendPadded(append(dst, ':'), s/60%60, 2)
	dst = appendPadded(append(dst, ':'), s%60, 2)
	if f := micros % 1_000_000; f != 0 {
		dst = appendPadded(append(dst, '.'), f, 6)
		dst = bytes.TrimRight(dst, "0")
	}
	return dst
}

// appendPoint appends a date with a time, and an offset, as PostgreSQL prints them.
func appendPoint(dst []byte, micros int64, offset string) []byte {
	days := floorDiv(micros, microsPerDay)
	dst, bc := appendDay(dst, days)
	dst = append(appendTimeOfDay(append(dst, ' '), micros-days*microsPerDay), offset...)
	if bc {
		dst = append(dst, " BC"...)
	}
	return dst
}

func appendInfinite(dst []byte, sign int) []byte {
	if sign < 0 {
		dst = append(dst, '-')
	}
	return append(dst, "infinity"...)
}

// exactTo makes micros have no more digits than the type keeps. Digits of a
// microsecond that are not kept must be zeros, or may be rounded.
func (x *existing) exactTo(micros int64) (int64, Fit) {
	p := maxFraction
	if len(x.Mods) > 0 {
		p = min(p, x.Mods[0])
	}
	unit := int64(math.Pow10(maxFraction - p))
	if micros%unit == 0 {
		return micros, Fits
	}
	if !x.Round {
		return micros, Misfit
	}
	return floorDiv(micros+unit/2, unit) * unit, Changed
}

// writeTimestamp writes a date with a time. One that has an offset is in UTC.
func writeTimestamp(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	p, ok := pointOf(x, v)
	switch {
	case !ok:
		return dst, Misfit
	case p.infinite != 0:
		return appendInfinite(dst, p.infinite), Fits
	}
	micros, fit := x.exactTo(p.micros - p.offset)
	if fit == Misfit {
		return dst, Misfit
	}
	return appendPoint(dst, micros, ""), p.fit(fit)
}

// fit counts the points that were rounded.
func (p point) fit(fit Fit) Fit {
	if p.rounded {
		return Changed
	}
	return fit
}

// writeTimestamptz writes a date with a time in UTC.
func writeTimestamptz(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	p, ok := pointOf(x, v)
	switch {
	case !ok:
		return dst, Misfit
	case p.infinite != 0:
		return appendInfinite(dst, p.infinite), Fits
	}
	micros := p.micros - p.offset
	if v.Class == parser.Text {
		micros = p.utc(x.Zone)
	}
	micros, fit := x.exactTo(micros)
	if fit == Misfit {
		return dst, Misfit
	}
	return appendPoint(dst, micros, "+00"), p.fit(fit)
}

// writeDate writes a day: of a date with a time midnight only.
func writeDate(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	p, ok := pointOf(x, v)
	switch {
	case !ok || p.micros%microsPerDay != 0:
		return dst, Misfit
	case p.infinite != 0:
		return appendInfinite(dst, p.infinite), Fits
	}
	dst, bc := appendDay(dst, floorDiv(p.micros, microsPerDay))
	if bc {
		dst = append(dst, " BC"...)
	}
	return dst, Fits
}

// meaninglessDays are those that programs write before a time of day: ActiveRecord,
// GORM, .NET and programs that write a time as one of 1970.
var meaninglessDays = []int64{0, daysFrom1970(2000, 1, 1), daysFrom1970(1, 1, 1), daysFrom1970(0, 1, 1)}

// writeTime writes a time of day.
func writeTime(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text && v.Class != parser.Blob {
		return dst, Misfit
	}
	text := bytes.TrimSpace(textOf(v))
	d := digits{s: text}
	micros, rounded, ok := d.clock(":")
	if !ok || len(d.s) > 0 {
		p, ok := parsePoint(text)
		if !ok || p.infinite != 0 {
			return dst, Misfit
		}
		days := floorDiv(p.micros, microsPerDay)
		known := false
		for _, day := range meaninglessDays {
			known = known || day == days
		}
		if !known {
			return dst, Misfit
		}
		micros, rounded = p.micros-days*microsPerDay, p.rounded
	}
	micros, fit := x.exactTo(micros)
	if fit == Misfit {
		return dst, Misfit
	}
	return appendTimeOfDay(dst, micros), point{rounded: rounded}.fit(fit)
}

// writeInterval writes microseconds, as Django has them, and [-][d.]hh:mm:ss[.f], as
// .NET does. Other texts are left to PostgreSQL's reading.
func writeInterval(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Integer {
		n, err := strconv.ParseInt(str(v.Text), 10, 64)
		if err != nil {
			return dst, Misfit
		}
		return appendSpan(dst, n), Fits
	}
	if v.Class == parser.Real {
		return dst, Misfit
	}
	text := bytes.TrimSpace(textOf(v))
	if micros, rounded, ok := parseSpan(text); ok {
		return appendSpan(dst, micros), point{rounded: rounded}.fit(Fits)
	}
	if !looksLikeInterval(text) {
		return dst, Misfit
	}
	return append(dst, text...), Fits
}

// parseSpan reads [-][d.]hh:mm:ss[.f].
func parseSpan(s []byte) (micros int64, rounded, ok bool) {
	rest, negative := bytes.CutPrefix(s, []byte{'-'})
	days := int64(0)
	if i := bytes.IndexByte(rest, '.'); i > 0 && i < bytes.IndexByte(rest, ':') {
		n, err := strconv.ParseInt(str(rest[:i]), 10, 32)
		if err != nil || !allDigits(rest[:i]) {
			return 0, false, false
		}
		days, rest = n, rest[i+1:]
	}
	d := digits{s: rest}
	micros, rounded, ok = d.clock(":")
	if !ok || len(d.s) > 0 || bytes.Count(rest, []byte{':'}) != 2 {
		return 0, false, false
	}
	if micros += days * microsPerDay; negative {
		micros = -micros
	}
	return micros, rounded, true
}

// appendSpan appends so many microseconds as days and a time.
func appendSpan(dst []byte, micros int64) []byte {
	days, rest := micros/microsPerDay, micros%microsPerDay
	dst = append(strconv.AppendInt(dst, days, 10), " days "...)
	if rest < 0 {
		dst, rest = append(dst, '-'), -rest
	}
	return appendTimeOfDay(dst, rest)
}

// looksLikeInterval reports whether a text may be an interval for PostgreSQL: words
// for units, or ISO 8601's P1DT2H.
func looksLikeInterval(s []byte) bool {
	digit := false
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digit = true
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', bytes.IndexByte([]byte(" +-.:@"), c) >= 0:
		default:
			return false
		}
	}
	return digit && len(s) < 200
}
