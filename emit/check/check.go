// Package check asks PostgreSQL's own parser about SQL text. It is the only
// importer of pg_query, which needs cgo and a minute to compile; everything
// else is tested without it.
package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v5"
)

// Grammar is the grammar of PostgreSQL 16. The zero value is ready; it is safe
// for concurrent use.
type Grammar struct{}

// Check returns an error unless sql is exactly one statement that the grammar
// accepts. The PL/pgSQL in DO blocks, functions and procedures is checked, too.
//
// SplitWithParser is the grammar without the tree: on chains of tens of
// thousands of operators the functions that return trees overflow the C stack.
func (Grammar) Check(sql string) error {
	if strings.IndexByte(sql, 0) >= 0 {
		return errors.New("it holds a NUL character") // the C string would end there
	}
	parts, err := pgquery.SplitWithParser(sql, true)
	if err != nil {
		return err
	}
	if len(parts) != 1 {
		return fmt.Errorf("%d statements in place of one", len(parts))
	}
	if hasBody(sql) {
		_, err = pgquery.ParsePlPgSqlToJSON(sql)
	}
	return err
}

// Version is the release of PostgreSQL that the grammar is from, such as "16.1". It
// asks for the tree as JSON: the first one as protobuf takes 7 ms.
func (Grammar) Version() string {
	tree, err := pgquery.ParseToJSON("")
	if err != nil {
		return "unknown"
	}
	var of struct{ Version int }
	if err := json.Unmarshal([]byte(tree), &of); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%d.%d", of.Version/10000, of.Version%10000)
}

// hasBody reports whether a statement, perhaps after comments, may hold
// PL/pgSQL.
func hasBody(sql string) bool {
	for strings.HasPrefix(sql, "--") {
		_, sql, _ = strings.Cut(sql, "\n")
	}
	sql = strings.TrimPrefix(strings.Replace(sql, "CREATE OR REPLACE ", "CREATE ", 1), "CREATE ")
	return strings.HasPrefix(sql, "DO ") || strings.HasPrefix(sql, "FUNCTION ") || strings.HasPrefix(sql, "PROCEDURE ")
}
