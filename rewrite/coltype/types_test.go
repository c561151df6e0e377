package coltype

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// examples are values that each encoding takes: there are some for all of them.
var examples = map[string][]parser.Value{
	"integer":             {integer("-5"), integer("0"), integer("9223372036854775807"), text("12")},
	"real":                {realv("0.1"), realv("2.0"), realv("1e999"), integer("3")},
	"decimal":             {realv("19.99"), integer("-9223372036854775808"), realv("1e21")},
	"numbers":             {integer("5"), realv("5.0"), realv("0.5")},
	"0-1":                 {integer("0"), integer("1")},
	"t-f":                 {text("t"), text("f")},
	"true-false":          {text("true"), text("false")},
	"truth":               {text("TRUE"), text("f"), integer("1")},
	"text":                {text("a\tb\\"), integer("5"), realv("1e20"), blob("6162")},
	"any":                 {text("it's"), realv("1e20"), integer("5")},
	"blob":                {blob("00fF"), text("it's")},
	"any-bytes":           {blob("00ff"), integer("5"), realv("1.5")},
	"raw-bytes":           {blob("00ff"), text("\xff")},
	"iso":                 {text("2024-02-29 12:34:56"), text("2024-02-29 12:34:56.5")},
	"iso-T":               {text("2024-02-29T12:34:56.5")},
	"iso-offset":          {text("2024-02-29 12:34:56+00")},
	"iso-any":             {text("2024-02-29"), text("2024-02-29T12:34"), text("2024-02-29 12:34:56.50+01:30")},
	"iso-words":           {text("2024-02-29 12:34:56.5 +0130 CET m=+0.012345678"), text("2024-02-29 12:34:56.1234567 +0000 UTC"), text("-infinity"), text("2024-02-29T12:34")},
	"digits-integer":      {integer("20240229123456")},
	"digits-text":         {text("20240229123456")},
	"date":                {text("2024-02-29")},
	"date-seconds":        {integer("1709164800"), integer("0")},
	"date-milliseconds":   {integer("1709164800000")},
	"date-microseconds":   {integer("1709164800000000")},
	"time":                {text("23:59:59.5")},
	"time-any":            {text("23:59"), text("23:59:59.50")},
	"iso-or-seconds":      {text("2024-02-29T12:34"), integer("1700000000")},
	"iso-or-milliseconds": {text("2024-02-29T12:34"), integer("1700000000123")},
	"iso-or-microseconds": {text("2024-02-29T12:34"), integer("1700000000123456")},
	"unix-seconds":        {integer("1700000000"), integer("0")},
	"unix-milliseconds":   {integer("1700000000123")},
	"unix-microseconds":   {integer("1700000000123456")},
	"uuid":                {text("6f1d0e9a-0000-4000-8000-0123456789ab")},
	"uuid-blob":           {blob("6F1d0e9a000040008000012345678901")},
	"uuid-text":           {text("{6F1D0E9A-0000-4000-8000-0123456789AB}")},
	"uuid-any":            {blob("6f1d0e9a000040008000012345678901"), text("6F1D0E9A00004000800001234567890A")},
	"address":             {text("10.0.0.1"), text("2001:db8::1"), text("192.168.0.0/24")},
	"jsonb":               {text(`{"a": "it's\n"}`), integer("5"), realv("2.5"), blob("7c17614b13311332")},
	"json":                {text(`{"a": "it's\n"}`), integer("5"), realv("2.5"), blob("7c17614b13311332")},
}

// allEncodings returns the encodings of all types, by name.
func allEncodings() []Encoding {
	var out []Encoding
	for _, t := range All() {
		if !slices.Contains(out, t.Encoding) {
			out = append(out, t.Encoding)
		}
	}
	slices.SortFunc(out, func(a, b Encoding) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// Each encoding has a name of its own, and values that the tests try.
func TestEncodingsAreNamed(t *testing.T) {
	named := map[string]Encoding{}
	for _, e := range allEncodings() {
		if other := named[e.Name()]; other != nil || e.Name() == "" {
			t.Errorf("%T and %T have the name %q", e, other, e.Name())
		}
		named[e.Name()] = e
		if len(examples[e.Name()]) == 0 {
			t.Errorf("%s has no examples", e.Name())
		}
	}
	for name := range examples {
		if named[name] == nil {
			t.Errorf("there are examples of %s, and no such encoding", name)
		}
	}
}

// Each declared type and each chain has a reason, and each chain ends in the type
// that holds all values.
func TestChains(t *testing.T) {
	names := map[string]bool{}
	for _, f := range families {
		for _, d := range f.declared {
			if names[d.name] || d.name != strings.ToUpper(d.name) || d.reason == "" {
				t.Errorf("%s is declared twice, not in upper case, or for no reason", d.name)
			}
			names[d.name] = true
			then, reason := d.of.Encoding.then()
			if len(then) == 0 || then[len(then)-1] != byteaAny || reason == "" {
				t.Errorf("the chain of %s ends in %+v, reason %q", d.name, then, reason)
			}
			if targets[d.of.Family()].name == "" {
				t.Errorf("%s is of type %s, which nobody can ask for", d.name, d.of.Final())
			}
		}
		for _, target := range f.targets {
			if len(target.chain)+len(target.other) == 0 || len(target.accepted) == 0 {
				t.Errorf("target %s has no chain, or no table takes it", target.name)
			}
			for _, ty := range slices.Concat(target.chain, target.other, target.lax) {
				if ty.Family() != target.name && !slices.Contains(target.lax, ty) {
					t.Errorf("target %s has type %s in its chain", target.name, ty.Final())
				}
			}
		}
	}
	for _, chain := range [][]Type{wordChain, untypedChain} {
		if chain[len(chain)-1] != byteaAny {
			t.Errorf("%+v does not end in a type for all values", chain)
		}
	}
}

// The types file tells all types from one another.
func TestForced(t *testing.T) {
	for _, ty := range All() {
		got, err := Forced(ty.Final(), ty.Encoding.Name())
		if err != nil || got.Encoding != ty.Encoding || got.Final() != ty.Final() || got.Limit != ty.Limit || got.Scale != ty.Scale {
			t.Errorf("%s with encoding %s is read back as %+v, %v", ty.Final(), ty.Encoding.Name(), got, err)
		}
	}
}

// allExamples returns the examples of all encodings, and values that few take.
func allExamples() []parser.Value {
	out := []parser.Value{text(""), text("05"), text("1e3"), text("0000-00-00"), text(`"\u0000"`), integer("2"), realv("-9223372036854775808.0"), realv("1e-7"), blob("ff"), blob("")}
	for _, e := range allEncodings() {
		out = append(out, examples[e.Name()]...)
	}
	return out
}

var affinities = []ast.Affinity{ast.NoAffinity, ast.TextAffinity, ast.NumericAffinity, ast.IntegerAffinity, ast.RealAffinity}

// declaredChains returns the chains of all declared types that have one of their
// own, with their affinities.
func declaredChains() [][]Type {
	names := []string{"", "WIBBLE", "INTEGER", "REAL", "TEXT", "BLOB", "VARCHAR(5)", "DECIMAL(5,2)"}
	for _, f := range families {
		for _, d := range f.declared {
			names = append(names, d.name)
		}
	}
	var out [][]Type
	for _, name := range names {
		affinity := ast.AffinityOf(name)
		out = append(out, WithAffinity(append(ChainOf(name, affinity), RawBytes), affinity))
	}
	return out
}

// What is written of a value has the canonical text of what SQLite holds.
func TestCanonical(t *testing.T) {
	tried := map[string]bool{}
	for _, chain := range declaredChains() {
		for _, ty := range chain {
			for _, v := range allExamples() {
				copied, fit := ty.Append(nil, &v)
				if !fit.OK() || fit == Changed && ty.SQL != "bytea" {
					continue
				}
				stored := ty.Stored(&v)
				tried[ty.Encoding.Name()] = true
				var buf []byte
				got, digits := ty.Canonical(stored.Text, copied, false, &buf)
				if want := canonical(&ty, stored); string(got) != want || digits != (ty.SQL == "bytea") {
					t.Errorf("%s (%s, affinity %d): %v %q is copied as %q, canonical %q (digits: %v), want %q", ty.SQL, ty.Encoding.Name(), ty.Affinity, v.Class, v.Text, copied, got, digits, want)
				}
			}
		}
	}
	for _, e := range allEncodings() {
		if !tried[e.Name()] {
			t.Errorf("%s was not tried", e.Name())
		}
	}
}

// canonical is the canonical text of a stored value in a type.
func canonical(t *Type, v *parser.Value) string {
	text := string(v.Text)
	switch {
	case v.Class == parser.Real && t.Encoding == jsonText{}:
		return string(appendShortest(nil, float(v.Text))) // a decimal, as jsonb has it
	case v.Class == parser.Real && t.Encoding == jsonbText{}:
		return strconv.FormatFloat(float(v.Text), 'f', -1, 64)
	case v.Class == parser.Real && t.IsText() && t.Affinity == ast.TextAffinity:
		text = string(parser.AppendReal(nil, float(v.Text)))
	case v.Class == parser.Real, v.Class == parser.Integer && t.Affinity == ast.RealAffinity:
		text = string(appendReal(nil, float(v.Text)))
	case v.Class == parser.Blob:
		return strings.ToLower(text)
	case t.Encoding == mixedUUID{}:
		return string(appendPrintedUUID(nil, v.Text))
	}
	if t.SQL == "bytea" {
		return hex.EncodeToString([]byte(text))
	}
	return text
}

// A column moves on along its chain: where a type holds all that one before it
// holds, the loaded values can be converted.
func TestConversions(t *testing.T) {
	never := map[string]string{
		"decimal to real":           "numeric may hold integers that a double does not",
		"unix-microseconds to real": "PostgreSQL would print them with an exponent",
		"date-microseconds to real": "PostgreSQL would print them with an exponent",

		"iso-or-seconds to iso-or-milliseconds":      "the integers among them are of another unit",
		"iso-or-seconds to iso-or-microseconds":      "the integers among them are of another unit",
		"iso-or-milliseconds to iso-or-microseconds": "the integers among them are of another unit",
	}
	for _, chain := range declaredChains() {
		for i := range chain {
			for j := i + 1; j < len(chain); j++ {
				from, to := &chain[i], &chain[j]
				_, ok := Convert(from, to, "c")
				move := from.Encoding.Name() + " to " + to.Encoding.Name()
				if !ok && never[move] == "" && holdsSame(from, to) {
					t.Errorf("%s: nothing converts %s to %s", move, describeType(*from), describeType(*to))
				}
			}
		}
	}
}

// holdsSame reports whether a type holds, as the same, the examples that another
// holds.
func holdsSame(from, to *Type) bool {
	for _, v := range allExamples() {
		a, fit := from.Append(nil, &v)
		if !fit.OK() || fit == Changed {
			continue
		}
		b, fit := to.Append(nil, &v)
		if !fit.OK() {
			return false
		}
		var bufA, bufB []byte
		stored := from.Stored(&v).Text
		textA, digitsA := from.Canonical(stored, a, false, &bufA)
		textB, digitsB := to.Canonical(stored, b, false, &bufB)
		if digitsA != digitsB || string(textA) != string(textB) {
			return false
		}
	}
	return true
}

var update = flag.Bool("update", false, "write testdata/types.txt anew")

// What there is to say of each encoding is in testdata/types.txt: whatever is
// forgotten or changed in one shows there.
func TestTypes(t *testing.T) {
	var out bytes.Buffer
	for _, e := range allEncodings() {
		describe(t, &out, e)
	}
	const file = "testdata/types.txt"
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(out.String(), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != line {
			t.Fatalf("%s, line %d:\n got %s\nwant %s\nIf it is meant: make golden", file, i+1, strings.Join(got[min(i, len(got)-1):min(i+1, len(got))], ""), line)
		}
	}
	if len(got) > strings.Count(string(want), "\n")+1 {
		t.Fatalf("%s lacks what begins with %s", file, got[strings.Count(string(want), "\n")+1])
	}
}

// describe writes all that there is to say of an encoding.
func describe(t *testing.T, out *bytes.Buffer, e Encoding) {
	say := func(what, format string, args ...any) {
		if line := fmt.Sprintf(format, args...); line != "" {
			fmt.Fprintf(out, "    %-10s %s\n", what, line)
		}
	}
	fmt.Fprintf(out, "%s\n", e.Name())
	var types []Type
	for _, ty := range All() {
		if ty.Encoding == e {
			types = append(types, ty)
			say("type", "%s", describeType(ty))
		}
	}
	ty := &types[max(0, slices.IndexFunc(types, func(t Type) bool { return t.Class == parser.Null }))]
	for _, f := range families {
		for _, d := range f.declared {
			if d.of.Encoding == e {
				say("declared", "%s: %s", d.name, d.reason)
			}
		}
		for _, target := range f.targets {
			for i, list := range [][]Type{target.chain, target.other, target.lax} {
				if slices.ContainsFunc(list, func(t Type) bool { return t.Encoding == e }) {
					say([]string{"forced", "types file", "default"}[i], "%s", target.name)
				}
			}
		}
	}
	then, reason := e.then()
	for i, next := range then {
		if i == 0 {
			say("then", "%s", reason)
		}
		say("", "%s %s", next.Encoding.Name(), describeType(next))
	}
	say("size", "%s", []string{"small", "medium", "unending"}[e.size()])
	say("accepted", "%s", strings.Join(ty.Accepted(), ", "))
	for _, v := range examples[e.Name()] {
		copied, fit := ty.Append(nil, &v)
		if !fit.OK() {
			t.Errorf("%s does not take its example %v %q", e.Name(), v.Class, v.Text)
		}
		var buf []byte
		text, digits := ty.Canonical(v.Text, copied, false, &buf)
		say("value", "%s %q -> COPY %q, fit %d, canonical %q, digits %v", v.Class, v.Text, copied, fit, text, digits)
		if v.Class == parser.Text || v.Class == parser.Blob {
			long := parser.Value{Class: v.Class, Open: true}
			chunk, fit := ty.AppendChunk(nil, &long, v.Text, true)
			say("", "as a chunk %q, fit %d", chunk, fit)
		}
		if x, ok := e.literal(ty, &v); ok {
			say("", "literal %s", show(t, x))
		}
		literal := append(literalOf(&v), ",                                        "...)
		dst := make([]byte, 2*len(literal)+Word)
		if n, read, class := ty.Fast()(ty, dst, literal); read > 0 {
			say("", "fast %q, class %s", dst[:n], class)
		}
	}
	say("canonical", "%s", show(t, ty.CanonicalExpr("c")))
	if x, ok := ty.TextOf("c"); ok {
		say("text", "%s", show(t, x))
	}
	for _, from := range allEncodings() {
		if x, ok := Convert(firstOf(from), ty, "c"); ok {
			how := "as it is"
			if x != nil {
				how = show(t, x)
			}
			say("from", "%s: %s", from.Name(), how)
		}
	}
	say("loses", "%s", ty.Normalises())
	say("queries", "%s", describeQuery(t, ty.InQueries(false)))
	say("in the end", "%s", describeQuery(t, ty.InQueries(true)))
	for _, classes := range [][]parser.Class{{parser.Integer}, {parser.Real}, {parser.Text}, {parser.Blob}, {parser.Integer, parser.Text}, {parser.Text, parser.Blob}} {
		bits, names := uint8(0), ""
		for _, c := range classes {
			bits, names = bits|1<<c, names+" "+c.String()
		}
		var of []ast.Affinity
		for i, a := range affinities {
			of = append(of, a)
			seen := describeQuery(t, ty.Loaded(a, bits))
			if i+1 < len(affinities) && describeQuery(t, ty.Loaded(affinities[i+1], bits)) == seen {
				continue
			}
			if seen != describeQuery(t, ty.InQueries(true)) {
				say("loaded", "of%s, affinities %d: %s", names, of, seen)
			}
			of = nil
		}
	}
	for _, kind := range []query.Kind{query.Integer, query.Real, query.Numeric, query.Bool, query.Text, query.Blob} {
		if w, ok := e.writes()[kind]; ok {
			say("writes", "kind %d: %s, spells %v", kind, show(t, w.as(pg.Name("x"), ty.Final())), w.spells)
		}
	}
	for _, other := range allEncodings() {
		if ty.Includes(firstOf(other)) && other != e {
			say("includes", "%s", other.Name())
		}
	}
	for class := parser.Integer; class <= parser.Blob; class++ {
		if ty.HoldsAll(class) {
			say("holds all", "%s", class)
		}
	}
}

// firstOf is the first type of an encoding.
func firstOf(e Encoding) *Type {
	all := All()
	return &all[slices.IndexFunc(all, func(t Type) bool { return t.Encoding == e })]
}

func describeType(t Type) string {
	s := t.SQL
	if t.After != "" {
		s += ", after the data " + t.After
	}
	if t.Forced {
		s += ", forced"
	}
	if t.Class != parser.Null {
		s += ", only " + t.Class.String()
	}
	return s
}

func describeQuery(t *testing.T, q query.Type) string {
	s := fmt.Sprintf("%s, kind %d", q.SQL, q.Kind)
	if q.Form != "" {
		s += ", form " + q.Form
	}
	if q.Read != nil {
		s += ": " + show(t, q.Read(pg.Name("c")))
	}
	if q.Helper != "" {
		s += ", helper " + q.Helper
	}
	if q.Lossy != "" {
		s += ", lossy: " + q.Lossy
	}
	if q.Unclassed {
		s += ", the class of a value too"
	}
	if q.Spelling != "" {
		s += ", in one spelling, without " + q.Spelling
	}
	return s
}

// literalOf is a value as a dump has it.
func literalOf(v *parser.Value) []byte {
	switch v.Class {
	case parser.Text:
		return []byte("'" + strings.ReplaceAll(string(v.Text), "'", "''") + "'")
	case parser.Blob:
		return []byte("x'" + string(v.Text) + "'")
	}
	return slices.Clone(v.Text)
}

type nothing struct{}

func (nothing) Check(string) error { return nil }

// show is an expression as it is written into a script.
func show(t *testing.T, x pg.Expr) string {
	t.Helper()
	var b bytes.Buffer
	w := emit.NewWriter(&b, nothing{})
	if err := w.Object(&pg.Object{Statement: &pg.CreateView{Name: "v", Query: &pg.Select{Columns: []pg.Result{{Expr: x}}}}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	_, s, _ := strings.Cut(b.String(), "SELECT")
	return strings.TrimSuffix(strings.Join(strings.Fields(s), " "), ";")
}
