package override

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/fit"
)

// The types file holds what was decided, one line a column, to be reviewed and
// kept: table, column, type, encoding and reason, with a tab between them.
// Names stand as in SQLite, in double quotes where they hold what would be
// misread. Given back, it decides: a value that breaks it is an error.

// Decision is the type of a column, and why it has it.
type Decision struct {
	Table, Column  string // as in SQLite
	Type, Encoding string
	Reason         string
}

// typesHeader begins a types file.
const typesHeader = "# table\tcolumn\ttype\tencoding\treason\n"

// WriteTypes writes a types file.
func WriteTypes(w io.Writer, types iter.Seq[Decision]) error {
	out := bufio.NewWriter(w)
	out.WriteString(typesHeader)
	for d := range types {
		out.WriteString(Line(d) + "\n")
	}
	return out.Flush()
}

// Line is a decision as a line of a types file, without its end.
func Line(d Decision) string {
	return fmt.Sprintf("%s\t%s\t%s\t%s\t%s", fileName(d.Table), fileName(d.Column), d.Type, d.Encoding, diag.Escape(d.Reason))
}

// fileName quotes a name that is not plain, as Go does.
func fileName(name string) string {
	if q := strconv.Quote(name); q[1:len(q)-1] != name || name == "" || name[0] == '#' {
		return q
	}
	return name
}

// ReadTypes reads a types file. Errors name the line.
func ReadTypes(r io.Reader) ([]Override, error) {
	var out []Override
	lines := map[[2]string]int{}
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		text := strings.TrimSuffix(in.Text(), "\r")
		if text == "" || text[0] == '#' {
			continue
		}
		o, err := readDecision(strings.Split(text, "\t"))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		name := [2]string{o.Table, o.Column}
		if lines[name] > 0 {
			return nil, fmt.Errorf("line %d: line %d has the same table and column", line, lines[name])
		}
		lines[name] = line
		out = append(out, o)
	}
	return out, in.Err()
}

func readDecision(fields []string) (Override, error) {
	if len(fields) < 4 {
		return Override{}, fmt.Errorf("table, column, type and encoding are wanted, with a tab between them")
	}
	var names [2]string
	for i := range names {
		names[i] = fields[i]
		if strings.HasPrefix(fields[i], `"`) {
			var err error
			if names[i], err = strconv.Unquote(fields[i]); err != nil {
				return Override{}, fmt.Errorf("the name %s is not rightly quoted", diag.Show(fields[i]))
			}
		}
	}
	o := Override{FromFile: true, Table: lexer.Fold(names[0]), Column: lexer.Fold(names[1]), Type: fields[2]}
	if a, ok := fit.Ask(fields[2]); ok && fields[3] == coltype.InputEncoding {
		o.asked = a
		return o, nil
	}
	t, err := coltype.Forced(fields[2], fields[3])
	o.chain = []coltype.Type{t}
	return o, err
}
