package emit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Checker says whether PostgreSQL's grammar accepts SQL text.
type Checker interface {
	// Check parses sql, which must be one statement. The bodies of DO blocks
	// and functions are parsed, too.
	Check(sql string) error
}

// gate is what each statement goes through before it is written.
type gate struct{ check Checker }

func (g gate) verify(text []byte) error {
	if !utf8.Valid(text) || strings.IndexByte(string(text), 0) >= 0 {
		return &Refused{SQL: string(text), Err: fmt.Errorf("invalid character")}
	}
	if err := g.check.Check(string(text)); err != nil {
		return &Refused{SQL: string(text), Err: err}
	}
	return nil
}

// Refused is the error of a statement that the Checker did not accept.
type Refused struct {
	SQL string
	Err error
}

func (e *Refused) Error() string { return fmt.Sprintf("%v in %s", e.Err, diag.Show(e.SQL)) }

// Unwrap returns the Checker's error.
func (e *Refused) Unwrap() error { return e.Err }
