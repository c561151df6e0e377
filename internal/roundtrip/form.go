package roundtrip

import (
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// form spells a value so that a value of SQLite and the one that stands for it in a PostgreSQL type
// are the same string. PostgreSQL's value goes the same way, as the text that it is printed as.
//
// A mixed column holds reals in SQLite. No one spelling of a real is the right one, so in such a
// column all that reads as a number of at most 17 digits is compared as a double.
func form(v value, typ string, mixed bool) string {
	if v.class == 'n' {
		return "null"
	}
	if v.class == 'b' {
		switch typ {
		case "bytea", "text", "varchar", "json", "jsonb":
		case "uuid":
			v.text = hex.EncodeToString([]byte(v.text))
		default:
			return "blob " + v.text // is no number or date, even if its bytes spell one
		}
	}
	f, ok := v.text, true
	switch typ {
	case "text", "varchar", "bytea":
		if number, isNumber := numberForm(v.text, true); mixed && isNumber {
			f = number
		}
	case "bpchar":
		f = strings.TrimRight(v.text, " ")
	case "json", "jsonb":
		f, ok = jsonForm(v.text)
	case "uuid":
		f = strings.NewReplacer("-", "", "{", "", "}", "").Replace(strings.ToLower(v.text))
	case "bool":
		f, ok = boolForm(v.text)
	case "int2", "int4", "int8":
		f, ok = numberForm(v.text, false)
	case "numeric":
		f, ok = numberForm(v.text, mixed)
	case "float4", "float8":
		f, ok = doubleForm(v.text)
	case "date", "timestamp", "timestamptz":
		switch m := fourteen.FindStringSubmatch(v.text); {
		case m != nil:
			f, ok = instantForm(m[1] + "-" + m[2] + "-" + m[3] + " " + m[4] + ":" + m[5] + ":" + m[6])
		case v.class == 'i':
			f, ok = epochForm(v.text)
		default:
			f, ok = instantForm(printedByGo.ReplaceAllString(v.text, "$1"))
		}
	case "time":
		f, ok = timeForm(v.text)
	}
	if !ok {
		return "word " + v.text // such as infinity, or what the type can't stand for
	}
	return "value " + f
}

func boolForm(text string) (string, bool) {
	switch strings.ToLower(text) {
	case "1", "t", "true", "y", "yes", "on":
		return "true", true
	case "0", "f", "false", "n", "no", "off":
		return "false", true
	}
	return "", false
}

func doubleForm(text string) (string, bool) {
	f, err := strconv.ParseFloat(text, 64)
	if f == 0 {
		f = 0 // SQLite's dump forgets the sign of zero
	}
	return "double " + strconv.FormatFloat(f, 'g', -1, 64), err == nil
}

var decimal = regexp.MustCompile(`^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$`)

// numberForm spells a number exactly, or as its double if that is enough for the caller and for its digits.
func numberForm(text string, double bool) (string, bool) {
	m := decimal.FindStringSubmatch(text)
	if m == nil {
		if strings.HasPrefix(strings.TrimPrefix(text, "-"), "Inf") {
			return doubleForm(text)
		}
		return "", false
	}
	sign, digits := strings.TrimPrefix(m[1], "+"), strings.TrimLeft(m[2]+m[3], "0")
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return "0", true
	}
	if double && len(significant) <= 17 {
		return doubleForm(text)
	}
	exponent, _ := strconv.Atoi(m[4]) // none is 0
	exponent += len(digits) - len(significant) - len(m[3])
	return sign + significant + "e" + strconv.Itoa(exponent), true
}

var instant = regexp.MustCompile(`^(\d{4,6})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?` +
	` ?(?:Z|z|UTC|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)?$`)

var (
	fourteen    = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$`)
	printedByGo = regexp.MustCompile(`^(\d{4}-\S+ \S+ [+-]\d{4}) \S+( m=\S+)?$`)
)

// instantForm reads a date, or a date and time, as a point in time. Without an offset it is UTC.
func instantForm(text string) (string, bool) {
	m := instant.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	n := make([]int, len(m))
	for i := range m {
		n[i], _ = strconv.Atoi(m[i]) // what is left out is 0
	}
	day := time.Date(n[1], time.Month(n[2]), n[3], 0, 0, 0, 0, time.UTC)
	if day.Day() != n[3] || int(day.Month()) != n[2] {
		return "", false // no such day
	}
	offset := time.Duration(n[9])*time.Hour + time.Duration(n[10])*time.Minute + time.Duration(n[11])*time.Second
	if m[8] == "-" {
		offset = -offset
	}
	at := day.Add(time.Duration(n[4])*time.Hour + time.Duration(n[5])*time.Minute + time.Duration(n[6])*time.Second - offset)
	return at.Format("2006-01-02T15:04:05") + fraction(m[7]), true
}

// epochForm reads a count of seconds, milliseconds or microseconds since 1970, by its size.
func epochForm(text string) (string, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return "", false
	}
	var at time.Time
	switch size := max(n, -n); {
	case size < 1e11:
		at = time.Unix(n, 0)
	case size < 1e14:
		at = time.UnixMilli(n)
	default:
		at = time.UnixMicro(n)
	}
	return at.UTC().Format("2006-01-02T15:04:05.999999"), true
}

var clock = regexp.MustCompile(`^(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?$`)

func timeForm(text string) (string, bool) {
	m := clock.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	if m[2] == "" {
		m[2] = "00"
	}
	return m[1] + ":" + m[2] + fraction(m[3]), true
}

// fraction spells the digits of a fraction of a second without the zeros at its end.
func fraction(digits string) string {
	if digits = strings.TrimRight(digits, "0"); digits == "" {
		return ""
	}
	return "." + digits
}

// jsonForm spells a JSON text without spaces, its keys in order, and its numbers in one spelling.
func jsonForm(text string) (string, bool) {
	var v any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if !json.Valid([]byte(text)) || d.Decode(&v) != nil {
		return "", false
	}
	out, err := json.Marshal(oneSpelling(v))
	return string(out), err == nil
}

func oneSpelling(v any) any {
	switch v := v.(type) {
	case json.Number:
		f, _ := numberForm(v.String(), false)
		return json.Number(f)
	case []any:
		for i := range v {
			v[i] = oneSpelling(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = oneSpelling(v[k])
		}
	}
	return v
}
