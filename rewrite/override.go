package rewrite

import (
	"fmt"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"path"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Override is the user's word on a type: it stands above what is declared and
// what the data shows. A value that breaks it is an error.
type Override struct {
	// Table and Column are patterns (path.Match) for the names of a column;
	// both empty for an override by declared type.
	Table, Column string
	// exact is set when Table and Column are folded names, not patterns.
	exact bool
	used  bool
	// said is the option as the user gave it; "" if it is one of many that an
	// option means.
	said string
	// Declared is a declared type, with or without its arguments.
	Declared string
	// Type is the PostgreSQL type, as it was written.
	Type  string
	chain []coltype.Type
}

// ParseCast reads DECLARED=TYPE, such as DECIMAL=numeric(12,2).
func ParseCast(s string) (Override, error) {
	declared, ty := cutLast(s)
	chain, err := coltype.ForcedChain(ty)
	if err != nil || strings.TrimSpace(declared) == "" {
		return Override{}, fmt.Errorf("%q is not DECLARED=TYPE: %w", s, orForm(err))
	}
	return Override{Declared: normalType(declared), Type: ty, chain: chain, said: "--cast " + diag.Show(s)}, nil
}

// ParseColumn reads TABLE.COLUMN=TYPE, such as orders.total=numeric(12,2) or
// *.created_at=timestamptz.
func ParseColumn(s string) (Override, error) {
	name, ty := cutLast(s)
	table, column, ok := strings.Cut(name, ".")
	chain, err := coltype.ForcedChain(ty)
	if err == nil && (!ok || table == "" || column == "") {
		err = errForm
	}
	for _, pattern := range []string{table, column} {
		if _, perr := path.Match(pattern, ""); err == nil && perr != nil {
			err = perr
		}
	}
	if err != nil {
		return Override{}, fmt.Errorf("%q is not TABLE.COLUMN=TYPE: %w", s, err)
	}
	return Override{Table: lexer.Fold(table), Column: lexer.Fold(column), Type: ty, chain: chain, said: "--column " + diag.Show(s)}, nil
}

// cutLast cuts at the last =: a name may have one, a type has none.
func cutLast(s string) (name, ty string) {
	if i := strings.LastIndexByte(s, '='); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

var errForm = fmt.Errorf("a part is missing")

func orForm(err error) error {
	if err == nil {
		return errForm
	}
	return err
}

// normalType spells a declared type in one way: DECIMAL(10,2).
func normalType(declared string) string {
	return strings.ReplaceAll(strings.ToUpper(strings.Join(strings.Fields(declared), " ")), " (", "(")
}

// Chain returns the types that a column of a declared type may get, the best
// first.
func Chain(declared string) []coltype.Type {
	return NewSchema(Options{}, nil).chainFor("", "", declared, false)
}

// chainFor returns the chain of a column, with the affinity of its declared
// type. Columns of one declared type share theirs, unless the user has spoken.
func (s *Schema) chainFor(table, column, declared string, strict bool) []coltype.Type {
	affinity := ast.AffinityOf(declared)
	if strict && strings.EqualFold(declared, "ANY") {
		affinity = ast.NoAffinity
	}
	if chain := s.opts.forced(table, column, declared); chain != nil {
		return coltype.WithAffinity(chain, affinity)
	}
	key := declaration{declared, affinity}
	if s.chains[key] == nil {
		s.chains[key] = coltype.WithAffinity(s.opts.typesFor(declared, affinity), affinity)
	}
	return s.chains[key]
}

// declaration is a declared type with its affinity.
type declaration struct {
	declared string
	affinity ast.Affinity
}

// forced returns the user's word on a column, the last one first, or nil.
func (o *Options) forced(table, column, declared string) []coltype.Type {
	for _, byName := range []bool{true, false} { // a column's name is nearer than its type
		for i := len(o.Overrides) - 1; i >= 0; i-- {
			if r := &o.Overrides[i]; (r.exact || r.Column != "") == byName && r.matches(table, column, declared) {
				r.used = true
				return r.chain
			}
		}
	}
	return nil
}

// typesFor returns the chain of a declared type.
func (o *Options) typesFor(declared string, affinity ast.Affinity) []coltype.Type {
	chain := coltype.ChainOf(declared, affinity)
	if o.VarcharText && coltype.IsVarchar(declared) {
		chain = chain[1:]
	}
	if o.BadText == BytesOfBadText {
		chain = append(slices.Clone(chain), coltype.RawBytes)
	}
	return chain
}

func (r *Override) matches(table, column, declared string) bool {
	if r.exact {
		return r.Table == lexer.Fold(table) && r.Column == lexer.Fold(column)
	}
	if r.Column != "" {
		t, _ := path.Match(r.Table, lexer.Fold(table))
		c, _ := path.Match(r.Column, lexer.Fold(column))
		return t && c
	}
	return r.Declared == normalType(declared) || r.Declared == coltype.NameOf(declared)
}

// TimestampOverrides are what --timestamps=TYPE means: the same type for all
// columns that are declared as a date with a time.
func TimestampOverrides(ty string) ([]Override, error) {
	if ty == "integer" {
		ty = "bigint"
	}
	var out []Override
	for _, name := range coltype.DeclaredTimestamps() {
		r, err := ParseCast(name + "=" + ty)
		if err != nil {
			return nil, err
		}
		r.said = ""
		out = append(out, r)
	}
	return out, nil
}

// BadText says what becomes of text that PostgreSQL cannot hold: invalid
// UTF-8, and NUL characters.
type BadText string

// The words of --bad-text.
const (
	RefuseBadText  BadText = "error"   // the run stops
	ReplaceBadText BadText = "replace" // each bad byte becomes U+FFFD
	StripBadText   BadText = "strip"   // bad bytes are left out
	BytesOfBadText BadText = "bytea"   // the column becomes bytea
)

// Clean returns the text without what PostgreSQL cannot hold.
func (b BadText) Clean(text []byte) []byte {
	with := ""
	if b == ReplaceBadText {
		with = "\uFFFD"
	}
	valid := strings.ToValidUTF8(string(text), with)
	return []byte(strings.ReplaceAll(valid, "\x00", with))
}

// Cleans reports whether bad text goes on as other text.
func (b BadText) Cleans() bool { return b == ReplaceBadText || b == StripBadText }
