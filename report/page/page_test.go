package page_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/report"
	"github.com/sqlite2pg/sqlite2pg/report/page"
)

// hostile has names and values that would run, or end what they stand in, if they were
// taken for anything but text.
const hostile = `BEGIN;
CREATE TABLE "<script>document.title='owned'</script>"(id INTEGER PRIMARY KEY, "<img src=x onerror=document.title='owned'>" TEXT, "</text></svg><script>document.title='owned'</script>" TEXT, "&lt;b&gt;" INT, "--></style><script>alert(1)</script>" TEXT DEFAULT '</pre><script>document.title="owned"</script>');
CREATE TABLE "a""b' onload=alert(1) {{.}} ${x}"(id INTEGER PRIMARY KEY, p INT REFERENCES "<script>document.title='owned'</script>"(id), "javascript:alert(1)" TEXT, "]]>" TEXT);
CREATE TABLE " "(" " TEXT, "" INT, "` + "\u202e" + `evil" TEXT, "` + "\x01" + `" TEXT);
INSERT INTO "a""b' onload=alert(1) {{.}} ${x}" VALUES(1,7,'<svg/onload=document.title="owned">',x'ff');
INSERT INTO "<script>document.title='owned'</script>" VALUES(1,'<script>document.title="owned"</script>','{"a":1}','not a number <script>document.title="owned"</script>',NULL);
CREATE VIEW "<iframe src=javascript:alert(1)>" AS SELECT "<script>"(1) /* </details><script>document.title="owned"</script> */;
COMMIT;
`

// reportOf checks a dump.
func reportOf(t *testing.T, dump string) *report.Report {
	t.Helper()
	run, _ := sqlite2pg.Translate(context.Background(), strings.NewReader(dump), io.Discard, sqlite2pg.Options{Check: true})
	d := run.Details()
	d.Input.Name = `</title><script>document.title="owned"</script>`
	d.Options = []string{`--column=<script>document.title="owned"</script>`}
	return d
}

func write(t *testing.T, r *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := page.Write(context.Background(), r, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// elements are those that a page of ours has.
var elements = regexp.MustCompile(`(?i)<(/?)([a-z!?][a-z0-9]*)`)

const known = " !doctype html head meta title style body h1 h2 h3 p b br ul li div table tr th td details summary pre code span dl dt dd figure svg g polygon path text !-- "

// TestHostileNames holds that no name or text of a dump becomes an element, in the page
// or in the picture, and that the page asks for nothing from anywhere.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	html := write(t, reportOf(t, hostile))
	for _, m := range elements.FindAllStringSubmatch(strings.ReplaceAll(html, "<!--", ""), -1) {
		if !strings.Contains(known, " "+strings.ToLower(m[2])+" ") {
			t.Errorf("the page has an element %s", m[0])
		}
	}
	for _, bad := range []string{"<script", "javascript:alert(1)\"", " onload=\"", "href=", "src=\"", "url(", "@import"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	if !strings.Contains(html, "<svg") || !strings.Contains(html, "&lt;script&gt;document.title=") {
		t.Error("the page has no picture, or not the name of the table")
	}
}

// TestPlan holds that the page says where each column of --into goes, and what converts its values.
func TestPlan(t *testing.T) {
	t.Parallel()
	r := reportOf(t, hostile)
	r.Plan = &report.Plan{Rows: report.Refused, Untouched: []string{"auth.group"}, Tables: []report.PlanTable{
		{Name: "user", PostgreSQL: "public.auth_user", Rule: "--map", Rows: 12, Columns: []report.PlanColumn{
			{Name: "joined", Declared: "TEXT", PostgreSQL: "date_joined", Type: "timestamp with time zone", Rule: "--map", How: "unix seconds"}, {Name: "old", Declared: "INT", How: "it holds nothing"}},
			Filled: []report.PlanFilled{{Name: "is_active", Type: "boolean", By: "its DEFAULT"}}, Triggers: []string{"fill"}},
		{Name: "<script>gone</script>", Why: "it is empty"}}}
	html := write(t, r)
	for _, want := range []string{"Where the rows go", "<b>user</b> &rarr; <b>public.auth_user</b>", "12 rows, --map", "<td>date_joined</td><td><code>timestamp with time zone</code></td><td>unix seconds, --map</td>",
		"it holds nothing", "<td>is_active</td><td><code>boolean</code></td><td>its DEFAULT</td>", "Triggers that fire: fill", "&lt;script&gt;gone&lt;/script&gt;</b> <span class=\"tag left-out\">stays</span> it is empty",
		"1 table of PostgreSQL without rows from here: auth.group", "They end the load, and are named"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q:\n%s", want, html[strings.Index(html, "id=\"plan\""):][:2000])
		}
	}
}

// Pages of all samples can be written, and are the same twice.
func TestSamples(t *testing.T) {
	t.Parallel()
	for i, dump := range samples.Dumps(t) {
		if i%40 != 0 { // each picture takes Graphviz a second
			continue
		}
		r := reportOf(t, dump)
		html := write(t, r)
		if again := write(t, r); html != again {
			t.Errorf("%.80s: another page the second time", dump)
		}
		if !strings.HasSuffix(html, "</html>\n") || len(r.Tables) > 0 && strings.Contains(html, "There is no picture") {
			t.Errorf("%.80s: the page has no end or no picture:\n%.300s", dump, html[strings.Index(html, "The schema"):])
		}
	}
}

// TestLargeSchema holds that a picture has a bound, and says so.
func TestLargeSchema(t *testing.T) {
	t.Parallel()
	var dump strings.Builder
	dump.WriteString("BEGIN;\n")
	for i := range 500 {
		fmt.Fprintf(&dump, "CREATE TABLE t%d(id INTEGER PRIMARY KEY, a INT REFERENCES t%d, b INT REFERENCES t%d, c INT REFERENCES t%d", i, i/2, i*7%500, i*13%500)
		for j := range 30 {
			fmt.Fprintf(&dump, ", column_%d TEXT", j)
		}
		dump.WriteString(");\n")
	}
	dump.WriteString("COMMIT;\n")
	r := reportOf(t, dump.String())
	begin := time.Now()
	html := write(t, r)
	t.Logf("500 tables: %v", time.Since(begin))
	if m := regexp.MustCompile(`(\d+) of 500 tables: those with the most foreign keys`).FindStringSubmatch(html); m == nil {
		t.Errorf("the page does not say what is drawn: %.300s", html[strings.Index(html, "The schema"):])
	}
}

// TestBrowser opens pages in a real browser: nothing runs, nothing fails, and the picture
// is there, with its size.
func TestBrowser(t *testing.T) {
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && chromium == "" {
			chromium = path
		}
	}
	if chromium == "" { // a browser is large, and no other test needs one
		t.Skip("there is no chromium: apt-get install chromium")
	}
	for name, dump := range map[string]string{"hostile": hostile, "bookshop": samples.Dumps(t)[len(samples.Dumps(t))-1]} {
		file := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(file, []byte(write(t, reportOf(t, dump))), 0o644); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
		defer stop()
		cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom", "file://"+file)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		dom, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, stderr.String())
		}
		if m := regexp.MustCompile(`(?m)^.*(CONSOLE|Refused|Uncaught).*$`).FindString(stderr.String()); m != "" {
			t.Errorf("%s: the browser says %s", name, m)
		}
		title := regexp.MustCompile(`<title>(.*?)</title>`).FindSubmatch(dom)
		if title == nil || !strings.HasPrefix(string(title[1]), "sqlite2pg: ") {
			t.Errorf("%s: the title is %q: something ran", name, title)
		}
		for _, want := range []string{"<figure><svg ", "</svg>", `<h2 id="tables">`, `<h2 id="run">`} {
			if !bytes.Contains(dom, []byte(want)) {
				t.Errorf("%s: the page in the browser lacks %s", name, want)
			}
		}
		for _, bad := range []string{"<script", "<img", "<iframe", "parsererror"} {
			if bytes.Contains(dom, []byte(bad)) {
				t.Errorf("%s: the page in the browser has %s", name, bad)
			}
		}
	}
}
