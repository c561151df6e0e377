package e2e

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// A meaning is a kind of questions of which SQLite and PostgreSQL must think alike: whose collation counts, whose affinity.
type meaning struct {
	name   string // of the variables that make the test longer: name_ROUNDS, name_SEED
	tables string
	query  func(generator) string // one that SQLite takes; it is ordered if it ends in an ORDER BY of its own
	least  int                    // of 100 queries so many are translated
	flags  []string               // of the translation
}

// compare asks both databases random queries, queriesOfRound a round. What is reported is not compared.
func (m meaning) compare(t *testing.T) {
	t.Helper()
	const queriesOfRound = 400
	first, rounds := seeds(m.name, 1)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		compared, reasons := 0, map[string]int{}
		for seed := first; seed < first+rounds; seed++ {
			g := generator{Rand: rand.New(rand.NewPCG(uint64(seed), 13))}
			var list []*viewCase
			for i := range queriesOfRound {
				q := m.query(g)
				list = append(list, &viewCase{name: fmt.Sprintf("q%d", i), query: q, ordered: strings.HasPrefix(q, "SELECT id FROM c ORDER BY")})
			}
			compared += compareViews(t, db, fmt.Sprintf("seed %d", seed), m.tables, list, reasons, m.flags...)
		}
		var why []string
		for r, n := range reasons {
			why = append(why, fmt.Sprintf("%5d %s", n, r))
		}
		sort.Sort(sort.Reverse(sort.StringSlice(why)))
		t.Logf("%d queries compared; not translated:\n%s", compared, strings.Join(why, "\n"))
		if compared < m.least*rounds*queriesOfRound/100 {
			t.Errorf("only %d queries of %d were translated", compared, rounds*queriesOfRound)
		}
	})
}

// compareViews makes views of queries, over tables, and compares what they hold in both databases. It returns how many
// it could compare, and counts the reasons why others were not translated.
func compareViews(t *testing.T, db *pgtest.Database, about, tables string, list []*viewCase, reasons map[string]int, flags ...string) int {
	t.Helper()
	var script strings.Builder
	script.WriteString(tables)
	for _, v := range list {
		fmt.Fprintf(&script, "CREATE VIEW %s AS %s;\n", v.name, v.query)
	}
	file := database(t, script.String())
	reset(t, db)
	out := command(t, strings.NewReader(dump(t, file)), flags...)
	if out.code != 0 {
		t.Fatalf("%s: sqlite2pg: exit code %d\n%s", about, out.code, out.stderr)
	}
	got := load(t, db, out.stdout)
	refuses := map[string]string{}
	for _, m := range refusedView.FindAllStringSubmatch(got.Stderr, -1) {
		refuses[m[1]] = m[2]
	}
	if got.Code != 0 && len(refuses) == 0 {
		t.Fatalf("%s: psql: exit code %d: %s", about, got.Code, got.Stderr)
	}
	left := map[string]string{}
	for _, m := range regexp.MustCompile(`view "(q\d+)": is not translated: (.*)`).FindAllStringSubmatch(out.stderr, -1) {
		left[m[1]] = m[2]
	}
	var compared []*viewCase
	for _, v := range list {
		v.want = about + ": " + viewOf(out.stdout, v.name)
		if why, ok := refuses[v.name]; ok {
			t.Errorf("%s: PostgreSQL refuses it: %s\n%s", v.query, why, v.want)
		} else if why, ok := left[v.name]; ok {
			reasons[why]++
		} else {
			compared = append(compared, v)
		}
	}
	askSQLite(t, file, compared)
	askPostgreSQL(t, db, compared)
	return len(compared)
}

var refusedView = regexp.MustCompile(`view "(q\d+)": left out\nDETAIL: +([^\n]*)`)
