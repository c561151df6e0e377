package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/report"
)

// rowsInTheWay is a database in which everything is that a check can foresee.
const rowsInTheWay = `
CREATE TABLE p(id INTEGER PRIMARY KEY, code TEXT UNIQUE, at DATETIME UNIQUE, u UUID UNIQUE, label TEXT COLLATE NOCASE);
CREATE UNIQUE INDEX p_label ON p(label COLLATE BINARY);
CREATE TABLE c(id INTEGER PRIMARY KEY, p INT REFERENCES p, code TEXT REFERENCES p(code), a INT, b INT, label TEXT COLLATE NOCASE REFERENCES p(label), FOREIGN KEY(a, b) REFERENCES two(a, b));
CREATE TABLE two(a INT, b INT, PRIMARY KEY(a, b));
CREATE TABLE self(id INTEGER PRIMARY KEY, up INT REFERENCES self);
CREATE TABLE "k ""1"""(a TEXT PRIMARY KEY, b, UNIQUE(b));
CREATE TABLE doc(j JSON PRIMARY KEY, t TIME UNIQUE);
INSERT INTO p VALUES(1,'A','2024-01-01 10:00:00','6f1d0e9a-0000-4000-8000-0123456789ab','l'),(2,'B','2024-01-01T10:00:00','6F1D0E9A-0000-4000-8000-0123456789AB','m'),(3,'C',NULL,NULL,NULL),(4,'D','2024-01-02T10:00:00',NULL,NULL);
INSERT INTO c VALUES(1,1,'A',1,2,'L'),(2,9,'b',1,NULL,'l'),(3,8,'Z',3,3,NULL),(4,NULL,NULL,NULL,NULL,NULL);
INSERT INTO two VALUES(1,2),(3,4);
INSERT INTO self VALUES(1,NULL),(2,1),(3,7);
INSERT INTO "k ""1""" VALUES(NULL,1),('x','1'),('y',NULL);
INSERT INTO doc VALUES('{"a":1}','10:00'),('{"a": 1}','10:00:00');
CREATE VIEW v AS SELECT nonsense(a) FROM c;
CREATE VIEW w AS SELECT count(*) AS n FROM c;
CREATE TRIGGER tr AFTER INSERT ON c BEGIN SELECT nonsense(1); END;
CREATE TRIGGER good AFTER INSERT ON c BEGIN INSERT INTO self(up) VALUES(NULL); END;
CREATE INDEX c_a ON c(a);
`

// TestCheckPredicts holds that what a check says of a database file is what its load
// then says: the same objects arrive, and the same rows are in the way.
func TestCheckPredicts(t *testing.T) {
	inputs := append(samples.Dumps(t), rowsInTheWay)
	corpus, _ := filepath.Glob("../../../shared/corpus/apps/*.sql")
	for _, file := range corpus {
		if !strings.Contains(filepath.Base(file), ".pg") {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, string(text))
		}
	}
	compared := make([]int, len(inputs))
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(inputs), func(t *testing.T, db *pgtest.Database, i int) {
			file := filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", i))
			cmd := exec.Command("sqlite3", "-init", "/dev/null", "-batch", "-bail", file)
			if r := run(t, cmd, strings.NewReader(inputs[i])); r.code != 0 || r.stderr != "" {
				return // it is not for this sqlite3, or no dump at all
			}
			if st, err := os.Stat(file); err != nil || st.Size() == 0 {
				return
			}
			kept := filepath.Join(t.TempDir(), fmt.Sprintf("%d.json", i))
			checked := command(t, nil, "--check", "--report", kept, file)
			full := command(t, nil, file)
			if (checked.code == 0) != (full.code == 0) {
				t.Errorf("%d: the check ends in %d, the translation in %d\n%s%s", i, checked.code, full.code, checked.stderr, full.stderr)
			}
			if full.code != 0 {
				return
			}
			var r report.Report
			text, err := os.ReadFile(kept)
			if err == nil {
				err = json.Unmarshal(text, &r)
			}
			if err != nil {
				t.Fatal(err)
			}
			reset(t, db)
			loaded := load(t, db, full.stdout)
			found := arrived(t, db)
			if loaded.Code != 0 && len(found) == 0 { // other tests hold that loads do not fail as a whole
				t.Logf("%d: the load failed: %.300s", i, loaded.Stderr)
				return
			}
			compared[i] = 1
			predicted, passed := predictedFor(&r), passedOver(loaded.Stderr)
			slices.Sort(predicted)
			slices.Sort(passed)
			if !slices.Equal(predicted, passed) {
				t.Errorf("%d: predicted %q\nthe load says %q\n%.3000s\n%.500s", i, predicted, passed, loaded.Stderr, inputs[i])
			}
			want := slices.DeleteFunc(foretold(&r), func(o string) bool { return refusedByServer(loaded.Stderr, o) })
			if !slices.Equal(found, want) {
				t.Errorf("%d: arrived %q\nforetold %q\n%.500s\n%.2000s", i, found, want, inputs[i], loaded.Stderr)
			}
		})
	})
	t.Cleanup(func() {
		n := 0
		for _, c := range compared {
			n += c
		}
		if t.Logf("%d of %d inputs compared", n, len(inputs)); n < 30 {
			t.Errorf("only %d of %d inputs were databases", n, len(inputs))
		}
	})
}

// predictedFor are the foreign keys and keys that the load is to pass over.
func predictedFor(r *report.Report) []string {
	out := []string{}
	for _, o := range r.Source.Orphans {
		out = append(out, fmt.Sprintf("foreign key of %s(%s)", o.Table, strings.Join(o.Columns, ",")))
	}
	for _, d := range r.Source.Duplicates {
		out = append(out, "key of "+d.Table)
	}
	for _, c := range r.NullKeys() {
		out = append(out, "key of "+c.Table.Name)
	}
	return out
}

var passedLine = regexp.MustCompile(`(?m)sqlite2pg: (foreign key|primary key|unique constraint|index) "(.*)" (?:of|on) table "(.*?)"(?:, which compares exactly and not by \w+)?: (?:left out|replaced by: (.*))`)

var foreignKeyColumns = regexp.MustCompile(`FOREIGN KEY \((.*?)\)`)

// passedOver are the foreign keys and keys that psql's warnings name. An index whose
// values are too long is no key that rows are in the way of.
func passedOver(stderr string) []string {
	out := []string{}
	for _, m := range passedLine.FindAllStringSubmatch(stderr, -1) {
		if strings.Contains(m[4], "md5(") || strings.Contains(m[4], "USING hash") {
			continue
		}
		if m[1] != "foreign key" {
			out = append(out, "key of "+m[3])
			continue
		}
		columns := foreignKeyColumns.FindStringSubmatch(m[4])[1]
		out = append(out, fmt.Sprintf("foreign key of %s(%s)", m[3], strings.ReplaceAll(strings.ReplaceAll(columns, ", ", ","), `"`, "")))
	}
	return out
}

// refusedByServer reports whether the server passed over an object because a generated column
// that it reads could not be computed of the rows: only PostgreSQL can see that.
func refusedByServer(stderr, object string) bool {
	kind, name, _ := strings.Cut(object, " ")
	return strings.Contains(stderr, "generated column") && strings.Contains(stderr, fmt.Sprintf("sqlite2pg: %s %q: left out", kind, name))
}

// arrived are the views, triggers and foreign keys of a database.
func arrived(t *testing.T, db *pgtest.Database) []string {
	out := []string{}
	for _, row := range db.Query(t, `
SELECT 'view ' || relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'table ' || relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'check ' || conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
UNION ALL SELECT 'foreign key ' || conname FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`) {
		out = append(out, *row[0])
	}
	slices.Sort(out)
	return out
}

func foretold(r *report.Report) []string {
	out := []string{}
	for _, o := range r.Objects {
		switch o.Kind {
		case "view", "trigger", "foreign key", "check":
			if o.Outcome != report.LeftOut {
				out = append(out, o.Kind+" "+o.PostgreSQL)
			}
		}
	}
	for _, x := range r.Tables {
		if x.Outcome != report.LeftOut {
			out = append(out, "table "+x.PostgreSQL)
		}
	}
	slices.Sort(out)
	return out
}
