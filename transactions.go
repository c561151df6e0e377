package sqlite2pg

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// transactions follows the dump's own transactions: a dump that opens one must close
// it. COMMIT is written only at the end of input, so that several dumps in one stream
// are one transaction.
type transactions struct {
	open       bool     // one was opened ...
	closed     bool     // ... and one closed
	savepoints []string // open, outermost first
}

// maxSavepoints is how many savepoints may be open: dumps open none or one.
const maxSavepoints = 1000

// isOpen reports whether the dump has left something open.
func (t *transactions) isOpen() bool { return t.open || len(t.savepoints) > 0 }

// follow takes a statement. complaint is what sqlite3 has complained of, "" for
// nothing.
func (t *transactions) follow(s *ast.Transaction, complaint string) error {
	switch s.Kind {
	case ast.Begin:
		t.open = true
	case ast.Commit:
		t.open, t.closed = false, true
		t.savepoints = t.savepoints[:0]
	case ast.Savepoint:
		if len(t.savepoints) == maxSavepoints {
			return refuse(&s.Head, "SAVEPOINT", fmt.Sprintf("%d are open", maxSavepoints))
		}
		t.savepoints = append(t.savepoints, s.Name)
	case ast.Release:
		for i, name := range t.savepoints {
			if name == s.Name {
				t.savepoints = t.savepoints[:i]
				t.closed = t.closed || i == 0
				break
			}
		}
	default:
		if s.Kind == ast.RollbackTo {
			return refuse(&s.Head, "ROLLBACK TO", "it takes back what is written already")
		}
		if complaint != "" {
			return diag.RollbackAfter(diag.Show(complaint)).At(s.Pos)
		}
		return diag.Rollback().At(s.Pos)
	}
	return nil
}
