package rewrite

import (
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// The tables as expressions and queries see them: Schema is their Catalog. What
// a column has to say of itself depends on its encoding, and on whether the
// data is loaded: then it has the type it has in the end.

// Relation returns the table of a SQLite name as queries see it after the data,
// or nil.
func (s *Schema) Relation(name string) *query.Relation {
	if t := s.Table(name); t != nil {
		return t.inQueries()
	}
	if v := s.viewsByName[lexer.Fold(name)]; v != nil {
		if v.relation == nil {
			return &query.Relation{Name: v.source.Name.Text, View: true, Missing: "it refers to itself in a circle"}
		}
		return v.relation
	}
	for _, v := range s.virtuals {
		if lexer.Fold(v.source.Name.Text) == lexer.Fold(name) {
			return &query.Relation{Name: name, Missing: "it is a virtual table, which is not translated"}
		}
	}
	return nil
}

// inQueries is the table as queries see it in the end.
func (t *Table) inQueries() *query.Relation {
	if t.relation == nil {
		t.relation = t.seen(true)
	}
	return t.relation
}

// translator returns what translates queries over the schema as it is now.
func (s *Schema) translator() *query.Translator {
	return &query.Translator{Catalog: s, Helpers: &s.helpers, Name: func(taken map[string]int, name string) string {
		out, _ := s.rename(taken, name, func(n string) bool { return systemColumns[n] })
		return out
	}}
}

// seen is the table as queries see it: before the data under the types it is
// loaded under, or in the end.
func (t *Table) seen(end bool) *query.Relation {
	r := &query.Relation{Name: t.Source.Name.Text, PG: t.PG, NoRowid: t.Source.WithoutRowid}
	if t.Unwanted {
		r.Missing = "only a module of SQLite can read it"
	}
	of := map[*Column]*query.Column{}
	for _, c := range t.Columns {
		q := c.seenAs(end)
		q.Hidden = t.virtual != nil && t.virtual.family != rtreeModule && c == t.Rowid
		of[c] = q
		r.Columns = append(r.Columns, q)
	}
	if t.Rowid != nil {
		r.Rowid = of[t.Rowid]
	}
	r.OtherKeys = t.otherKeys
	for _, k := range t.unique {
		if !k.binary {
			r.OtherKeys = true
			continue
		}
		var key []*query.Column
		for _, c := range k.columns {
			key = append(key, of[c])
		}
		r.Unique = append(r.Unique, key)
		r.Primary = r.Primary || k.primary
	}
	return r
}

func (c *Column) seenAs(end bool) *query.Column {
	q := &query.Column{Name: c.Name, PG: c.PG, Affinity: ast.AffinityOf(c.declared), Collation: c.collation,
		NotNull: c.NotNull || c.Identity, Identity: c.Identity, Default: c.def, Generated: c.Generated}
	if c.Dropped {
		q.Missing = "it is a generated column that is left out"
	}
	q.Digits = max(int(c.digits), usualDigits)
	form := forms[c.Type.Encoding]
	if end && c.Type.Final != "" {
		if f, ok := finalForms[c.Type.Encoding]; ok {
			form = f
		}
	}
	q.Type = query.Type{SQL: c.Type.SQL, Kind: form.kind, Read: form.read, Form: form.name, Helper: form.helper, Lossy: form.lossy, Moment: form.moment}
	if end {
		q.Type.SQL = c.Type.final()
		q.Write = c.writer()
		c.adjust(&q.Type)
	}
	return q
}

// usualDigits is how long integers are taken to be, at least: rows come after
// the load, too.
const usualDigits = 9

// adjust says what the values that were loaded say of a type that holds several
// classes.
func (c *Column) adjust(ty *query.Type) {
	only := func(class parser.Class) bool { return c.classes == 1<<class }
	has := func(class parser.Class) bool { return c.classes&(1<<class) != 0 }
	affinity := ast.AffinityOf(c.declared)
	switch c.Type.Encoding {
	case encodeText, encodeAny:
		if ty.Kind = query.Mixed; affinity == ast.TextAffinity || !has(parser.Integer) && !has(parser.Real) {
			ty.Kind = query.Text
		}
	case encodeDouble:
		if affinity != ast.RealAffinity && has(parser.Integer) {
			ty.Kind, ty.Form = query.Numeric, "integers and reals"
			ty.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: asText(x), Type: "numeric"} }
			if affinity == ast.NoAffinity { // a whole number may be either
				ty.Lossy = "which of its whole numbers are integers"
			}
		}
	case encodeNumeric:
		if affinity == ast.RealAffinity {
			ty.Kind, ty.Form = query.Real, "reals"
			ty.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "double precision"} }
		}
	case encodeBytea, encodeByteaAny, encodeByteaRaw:
		switch {
		case only(parser.Text):
			*ty = query.Type{SQL: "bytea", Kind: query.Text, Form: "utf8", Helper: "sqlite_text(bytea)",
				Read: func(x pg.Expr) pg.Expr {
					return &pg.Call{Func: "convert_from", Args: []pg.Expr{x, pg.String("UTF8")}}
				}}
		case c.classes&^(1<<parser.Blob) != 0:
			ty.Form, ty.Read, ty.Lossy = "bytes", same, "which of its values were texts"
		}
	case encodeJSON:
		if has(parser.Integer) || has(parser.Real) {
			ty.Kind, ty.Lossy = query.Mixed, "which of its values were numbers"
		}
	case encodeMoment:
		if c.Type.Final == "timestamptz" {
			ty.Helper = "sqlite_utc(timestamptz)"
			ty.Read = func(x pg.Expr) pg.Expr {
				return moments("YYYY-MM-DD HH24:MI:SS")(&pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")})
			}
		}
	case encodeTimestamp:
		if c.longest <= len("2006-01-02 15:04:05") {
			ty.Read = formatted("YYYY-MM-DD HH24:MI:SS")
		}
	case encodeTimestampT:
		if c.longest <= len("2006-01-02 15:04:05") {
			ty.Read = formatted(`YYYY-MM-DD"T"HH24:MI:SS`)
		}
	}
}

func same(x pg.Expr) pg.Expr { return x }

// form says how an encoding is seen: package query's Type, but for the name.
type form struct {
	kind   query.Kind
	name   string
	read   func(pg.Expr) pg.Expr
	helper string
	lossy  string
	moment bool // see query.Type
}

func asText(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "text"} }

// formatted reads a date or time, whatever the session's DateStyle is.
func formatted(format string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Call{Func: "to_char", Args: []pg.Expr{x, pg.String(format)}}
	}
}

// moments reads a timestamp whose fraction of a second, if there is one, ends
// in no zero.
func moments(format string) func(pg.Expr) pg.Expr {
	whole := formatted(format + ".US")
	trim := func(x pg.Expr, c string) pg.Expr { return &pg.Call{Func: "rtrim", Args: []pg.Expr{x, pg.String(c)}} }
	return func(x pg.Expr) pg.Expr { return trim(trim(whole(x), "0"), ".") }
}

func word(no, yes string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Case{Whens: []pg.When{{Cond: x, Then: pg.String(yes)}, {Cond: &pg.Prefix{Op: "NOT", X: x}, Then: pg.String(no)}}}
	}
}

// epoch reads unix time in units of which factor make a second.
func epoch(factor int) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		seconds := pg.Expr(&pg.Call{Func: "date_part", Args: []pg.Expr{pg.String("epoch"), x}})
		if factor != 1 {
			seconds = &pg.Binary{Op: "*", L: seconds, R: pg.Number(strconv.Itoa(factor))}
		}
		return &pg.Cast{X: seconds, Type: "bigint"}
	}
}

// forms holds how the encodings are seen under the types they are loaded under.
var forms = map[Encoding]form{
	encodeText:        {kind: query.Text},
	encodeAny:         {kind: query.Mixed},
	encodeBigint:      {kind: query.Integer},
	encodeBoolean:     {kind: query.Bool},
	encodeDouble:      {kind: query.Real},
	encodeNumeric:     {kind: query.Numeric},
	encodeNumbers:     {kind: query.Numeric, name: "numbers", read: same, lossy: "which of its whole numbers are reals"},
	encodeBytea:       {kind: query.Blob},
	encodeByteaAny:    {kind: query.Blob},
	encodeByteaRaw:    {kind: query.Blob},
	encodeTimestamp:   {kind: query.Text, name: "timestamp", read: moments("YYYY-MM-DD HH24:MI:SS"), helper: "sqlite_text(timestamp)"},
	encodeTimestampT:  {kind: query.Text, name: "timestamp with T", read: moments(`YYYY-MM-DD"T"HH24:MI:SS`), helper: "sqlite_iso(timestamp)"},
	encodeTimestamptz: {kind: query.Text, name: "timestamptz", read: inUTC, helper: "sqlite_text(timestamptz)"},
	encodeDate:        {kind: query.Text, name: "date", read: formatted("YYYY-MM-DD"), helper: "sqlite_text(date)"},
	encodeTime:        {kind: query.Text, name: "time", read: asText},
	encodeUUID:        {kind: query.Text, name: "uuid", read: asText},
	encodeJSON:        {kind: query.Text, name: "json", read: asText},
	encodeBoolLetter:  {kind: query.Text, name: "t and f", read: word("f", "t")},
	encodeBoolWord:    {kind: query.Text, name: "true and false", read: word("false", "true")},
	encodeTruth:       {kind: query.Mixed},
	encodeMoment:      {kind: query.Text},
	encodeClock:       {kind: query.Text},
	encodeUUIDText:    {kind: query.Text},
	encodeSeconds:     {kind: query.Integer, name: "seconds", read: epoch(1)},
	encodeMillis:      {kind: query.Integer, name: "milliseconds", read: epoch(1000)},
	encodeMicros:      {kind: query.Integer, name: "microseconds", read: epoch(1000000)},
	encodeUUIDBlob:    {kind: query.Blob, name: "uuid of bytes", read: uuidBytes},
	encodeUUIDMixed:   {kind: query.Text, name: "uuid of texts and bytes", read: asText, lossy: "which of its values were blobs"},
}

// finalForms are for encodings that get another type after the data: it keeps
// the meaning, not the spelling.
var finalForms = map[Encoding]form{
	encodeJSON:     {kind: query.Text, name: "jsonb", read: asText, lossy: "blanks and the order of keys"},
	encodeTruth:    {kind: query.Text, name: "truth", read: asText, lossy: "how truth was written"},
	encodeMoment:   {kind: query.Text, name: "moment", read: moments("YYYY-MM-DD HH24:MI:SS"), helper: "sqlite_text(timestamp)", lossy: "how the moment was written", moment: true},
	encodeClock:    {kind: query.Text, name: "clock", read: asText, lossy: "how the time was written", moment: true},
	encodeUUIDText: {kind: query.Text, name: "uuid in any spelling", read: asText, lossy: "capitals, hyphens and braces"},
}

func inUTC(x pg.Expr) pg.Expr {
	return &pg.Binary{Op: "||", L: moments("YYYY-MM-DD HH24:MI:SS")(&pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")}), R: pg.String("+00")}
}

func uuidBytes(x pg.Expr) pg.Expr { return &pg.Call{Func: "uuid_send", Args: []pg.Expr{x}} }
