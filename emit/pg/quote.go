package pg

import (
	"strconv"
	"strings"
)

// AppendIdent appends a name, quoted when PostgreSQL would otherwise fold or
// refuse it, as its own quote_ident() does.
// https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
func AppendIdent(dst []byte, name string) []byte {
	if plainIdent(name) {
		return append(dst, name...)
	}
	dst = append(dst, '"')
	for i := 0; i < len(name); i++ {
		if name[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, name[i])
	}
	return append(dst, '"')
}

// Ident is AppendIdent as a string.
func Ident(name string) string { return string(AppendIdent(nil, name)) }

func plainIdent(name string) bool {
	if name == "" || keywords[name] || name[0] >= '0' && name[0] <= '9' {
		return false
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}

// AppendLiteral appends text as a string literal. It means the text under
// standard_conforming_strings, which the script sets.
func AppendLiteral(dst []byte, text string) []byte {
	dst = append(dst, '\'')
	for i := 0; i < len(text); i++ {
		if text[i] == '\'' {
			dst = append(dst, '\'')
		}
		dst = append(dst, text[i])
	}
	return append(dst, '\'')
}

// AppendDollar appends text between dollar quotes whose tag the text does not
// contain: $sql$, $sql1$, ...
func AppendDollar(dst []byte, tag, text string) []byte {
	quote := "$" + tag + "$"
	// The text must not end in the beginning of the quote, either.
	for n := 1; strings.Contains(text+"$", quote); n++ {
		quote = "$" + tag + strconv.Itoa(n) + "$"
	}
	dst = append(dst, quote...)
	dst = append(dst, text...)
	return append(dst, quote...)
}

// keywords holds the words that cannot stand bare for every kind of name in
// some version from 13 to 18: pg_get_keywords() with a catcode other than U.
// https://www.postgresql.org/docs/current/sql-keywords-appendix.html
var keywords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		all analyse analyze and any array as asc asymmetric authorization
		between bigint binary bit boolean both case cast char character check
		coalesce collate collation column concurrently constraint create cross
		current_catalog current_date current_role current_schema current_time
		current_timestamp current_user dec decimal default deferrable desc
		distinct do else end except exists extract false fetch float for foreign
		freeze from full grant greatest group grouping having ilike in initially
		inner inout int integer intersect interval into is isnull join json
		json_array json_arrayagg json_exists json_object json_objectagg
		json_query json_scalar json_serialize json_table json_value lateral
		leading least left like limit localtime localtimestamp merge_action
		national natural nchar none normalize not notnull null nullif numeric
		offset on only or order out outer overlaps overlay placing position
		precision primary real references returning right row select session_user
		setof similar smallint some substring symmetric system_user table
		tablesample then time timestamp to trailing treat trim true union unique
		user using values varchar variadic verbose when where window with
		xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces
		xmlparse xmlpi xmlroot xmlserialize xmltable`) {
		m[w] = true
	}
	return m
}()
