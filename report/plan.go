package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Plan is where the rows go in a schema that exists.
type Plan struct {
	Tables []PlanTable `json:"tables"`
	// Untouched are the tables of PostgreSQL that get no rows.
	Untouched []string `json:"untouched"`
	// Rows says what becomes of rows that are there already.
	Rows ExistingRows `json:"rows"`
}

// ExistingRows says what becomes of rows that are there already.
type ExistingRows string

// What may become of them.
const (
	Refused ExistingRows = "refused" // they end the load
	Emptied ExistingRows = "emptied"
	KeptOn  ExistingRows = "kept" // and rows with the same keys are passed over
)

// PlanTable is a table of SQLite with its counterpart.
type PlanTable struct {
	Name       string `json:"name"`
	PostgreSQL string `json:"postgresql"` // empty if it has none, or is left out
	Rule       string `json:"rule"`       // that found it
	Rows       int64  `json:"rows"`       // that go there
	// Why says why it has no counterpart.
	Why     string       `json:"why,omitempty"`
	Columns []PlanColumn `json:"columns"`
	// Filled are the columns that only PostgreSQL has.
	Filled []PlanFilled `json:"filled"`
	// History is the migration tool whose history it is: rows of PostgreSQL stay, and
	// SQLite's do not come then.
	History  string   `json:"history,omitempty"`
	Triggers []string `json:"triggers"` // that fire for the rows
}

// PlanColumn is a column of SQLite with its counterpart.
type PlanColumn struct {
	Name       string `json:"name"`
	Declared   string `json:"declared"`
	PostgreSQL string `json:"postgresql"` // empty if it has none, or is left out
	Type       string `json:"type"`
	Rule       string `json:"rule"`
	// How says how values are read, empty where they are written as they stand; of a
	// column without a counterpart, why.
	How string `json:"how,omitempty"`
}

// PlanFilled is a column that SQLite lacks.
type PlanFilled struct {
	Name string `json:"name"`
	Type string `json:"type"`
	By   string `json:"by"`
}

// plan lists where the rows go: all of it, as nothing else says it.
func (t *text) plan() {
	p := t.r.Plan
	if p == nil {
		return
	}
	loaded := 0
	for _, x := range p.Tables {
		if x.PostgreSQL != "" {
			loaded++
		}
	}
	t.head("Where the rows go (%d of %s):", loaded, diag.Count(int64(len(p.Tables)), "table"))
	for i := range p.Tables {
		t.planTable(&p.Tables[i])
	}
	if n := len(p.Untouched); n > 0 {
		t.line(2, "%s of PostgreSQL %s no rows: %s", diag.Count(int64(n), "table"), verb(int64(n), "gets", "get"), strings.Join(names(p.Untouched), ", "))
	}
	t.line(2, "%s", p.RowsThere())
}

// RowsThere says what becomes of rows that are there already.
func (p *Plan) RowsThere() string {
	return "Rows that are there already are not in the schema file. " + map[ExistingRows]string{
		Refused: "They end the load, and are named: --truncate removes them, --on-conflict-do-nothing keeps them.",
		Emptied: "They are removed, but for the history of a migration tool.",
		KeptOn:  "They stay, and rows of SQLite with the same keys are passed over.",
	}[p.Rows]
}

func (t *text) planTable(x *PlanTable) {
	if x.PostgreSQL == "" {
		t.line(2, "%s: %s", Name(x.Name), x.Why)
		return
	}
	t.line(2, "%s -> %s (%s%s)", Name(x.Name), Name(x.PostgreSQL), diag.Count(x.Rows, "row"), Unless(x.Rule, "exact"))
	if x.History != "" {
		t.line(4, "the history of %s: where PostgreSQL has rows in it, they stay, and these do not come", x.History)
	}
	var rows [][]string
	for _, c := range x.Columns {
		if c.PostgreSQL == "" {
			rows = append(rows, []string{Name(c.Name), c.Declared, "", "", c.How})
			continue
		}
		how := strings.TrimPrefix(c.How+Unless(c.Rule, "exact"), ", ")
		rows = append(rows, []string{Name(c.Name), c.Declared, "-> " + Name(c.PostgreSQL), c.Type, how})
	}
	for _, c := range x.Filled {
		rows = append(rows, []string{"", "", "   " + Name(c.Name), c.Type, c.By})
	}
	t.columns(4, rows)
	if len(x.Triggers) > 0 {
		t.line(4, "triggers that fire: %s", strings.Join(names(x.Triggers), ", "))
	}
}

func names(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = Name(s)
	}
	return out
}

// Unless is a rule behind a comma, but for the usual one.
func Unless(rule, usual string) string {
	if rule == "" || rule == usual {
		return ""
	}
	return ", " + rule
}

// maxColumn is how wide a column is made for its longest text, in characters.
const maxColumn = 32

// columns writes rows whose cells stand below each other.
func (t *text) columns(indent int, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			row[i] = diag.Escape(cell)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if n := utf8.RuneCountInString(row[i]); n <= maxColumn {
				widths[i] = max(widths[i], n)
			}
		}
	}
	for _, row := range rows {
		line := strings.Repeat(" ", indent)
		for i, cell := range row {
			if slices.ContainsFunc(row[i:], func(s string) bool { return s != "" }) {
				line += fmt.Sprintf("%-*s  ", widths[i], cell)
			}
		}
		t.w.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
