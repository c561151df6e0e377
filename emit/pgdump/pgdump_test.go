package pgdump

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// text returns what pg_restore reads of the rows in a file.
func text(t *testing.T, d *Directory, folder, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, name+d.suffix()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := d.reader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	rows, ok := strings.CutSuffix(string(all), end)
	if !ok {
		t.Errorf("%s does not end as COPY does: %q", name, all[max(0, len(all)-20):])
	}
	return rows
}

// commit writes an archive whose entries are all that is in rows.
func commit(t *testing.T, d *Directory, rows ...*Rows) {
	t.Helper()
	var entries []*Entry
	for _, r := range rows {
		for _, f := range r.Files() {
			entries = append(entries, &Entry{Section: Data, Desc: "TABLE DATA", Tag: "t", File: f})
		}
	}
	if err := d.Commit("db", entries); err != nil {
		t.Fatal(err)
	}
}

func create(t *testing.T, level int) (*Directory, string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "app.dump")
	d, err := Create(name, level)
	if err != nil {
		t.Fatal(err)
	}
	return d, name
}

// Rows of many tables by turns, in pieces of any size, arrive as they came, and the files
// are the same bytes however they were cut.
func TestRows(t *testing.T) {
	for _, level := range []int{0, 1, DefaultLevel} {
		var first map[string]string
		for _, piece := range []int{1000, 7, 300_000} {
			d, name := create(t, level)
			var rows []*Rows
			want := make([]bytes.Buffer, 16)
			for range want {
				rows = append(rows, d.NewRows())
			}
			for turn := range 5 {
				for i, r := range rows {
					lines := bytes.Repeat(fmt.Appendf(nil, "%d\tturn %d\n", i, turn), 1+3000*(i%7))
					want[i].Write(lines)
					for part := range slices.Chunk(lines, piece) {
						r.Append(part)
					}
				}
			}
			commit(t, d, rows...)
			got := map[string]string{}
			for i, r := range rows {
				files := r.Files()
				if len(files) != 1 || text(t, d, name, files[0]) != want[i].String() {
					t.Errorf("level %d, pieces of %d: the rows of table %d differ, in files %v", level, piece, i, files)
				}
				raw, _ := os.ReadFile(filepath.Join(name, files[0]+d.suffix()))
				got[files[0]] = string(raw)
			}
			if first == nil {
				first = got
			}
			for file := range first {
				if first[file] != got[file] {
					t.Errorf("level %d, pieces of %d: %s is other bytes", level, piece, file)
				}
			}
		}
	}
}

// A large table is in several files, each of whole rows.
func TestParts(t *testing.T) {
	for _, piece := range []int{1, 5000} {
		d, name := create(t, 0)
		d.partSize = 100
		r := d.NewRows()
		var want strings.Builder
		for i := range 100 {
			fmt.Fprintf(&want, "%d\trow\\n%s\n", i, strings.Repeat("x", i%50))
		}
		for part := range slices.Chunk([]byte(want.String()), piece) {
			r.Append(part)
		}
		commit(t, d, r)
		var got strings.Builder
		for _, f := range r.Files() {
			part := text(t, d, name, f)
			if part == "" || !strings.HasSuffix(part, "\n") || len(part) > 200 {
				t.Errorf("pieces of %d: a file has %.60q", piece, part)
			}
			got.WriteString(part)
		}
		if got.String() != want.String() || len(r.Files()) < 20 {
			t.Errorf("pieces of %d: %d files, %d bytes of %d", piece, len(r.Files()), got.Len(), want.Len())
		}
	}
}

// What is written once more takes the place of what was there.
func TestRewrite(t *testing.T) {
	for _, level := range []int{0, 1} {
		d, name := create(t, level)
		d.partSize = 1 << 20
		r, other := d.NewRows(), d.NewRows()
		line := []byte("a\tb\n")
		for range 700_000 {
			r.Append(line)
		}
		other.Append(line)
		err := r.Rewrite(func(from io.Reader, to *Rows) error {
			all, err := io.ReadAll(from)
			to.Append(bytes.ToUpper(all))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		commit(t, d, r, other)
		var got strings.Builder
		for _, f := range r.Files() {
			got.WriteString(text(t, d, name, f))
		}
		if got.String() != strings.Repeat("A\tB\n", 700_000) || text(t, d, name, other.Files()[0]) != "a\tb\n" {
			t.Errorf("level %d: %d bytes in %d files", level, got.Len(), len(r.Files()))
		}
		files, _ := os.ReadDir(name)
		if len(files) != len(r.Files())+2 { // the other rows, and the table of contents
			t.Errorf("level %d: the folder has %v", level, files)
		}
	}
}

// The table of contents is what WriteToc writes (pg_backup_archiver.c).
func TestTOC(t *testing.T) {
	a := &Entry{Section: PreData, Desc: "TABLE", Tag: "t", Schema: "public", Statement: "CREATE TABLE t ();\n", Drop: "DROP TABLE public.t;\n"}
	b := &Entry{Section: Data, Desc: "TABLE DATA", Tag: "t", Copy: "COPY t FROM stdin;\n", File: "1.dat", Needs: []*Entry{a}}
	var got strings.Builder
	if err := writeTOC(&got, "db", []*Entry{a, b}); err != nil {
		t.Fatal(err)
	}
	number := func(n byte) string { return "\x00" + string(n) + "\x00\x00\x00" }
	word := func(s string) string { return number(byte(len(s))) + s }
	const null = "\x01\x01\x00\x00\x00"
	want := "PGDMP\x01\x0e\x00\x04\x08\x03" + number(0) +
		number(0) + number(0) + number(0) + number(1) + number(0) + number(100) + number(0) + word("db") + word("13") + word("13") + number(2) +
		number(1) + number(0) + word("0") + word("0") + word("t") + word("TABLE") + number(2) + word("CREATE TABLE t ();\n") + word("DROP TABLE public.t;\n") +
		word("") + word("public") + word("") + word("heap") + word("") + word("false") + null + word("") +
		number(2) + number(1) + word("0") + word("0") + word("t") + word("TABLE DATA") + number(3) + word("") + word("") +
		word("COPY t FROM stdin;\n") + null + null + null + word("") + word("false") + word("1") + null + word("1.dat")
	if got.String() != want {
		t.Errorf("got  %q\nwant %q", got.String(), want)
	}
}

// An archive takes the place of an empty folder only, and leaves nothing when it is
// removed or cannot be written.
func TestFolder(t *testing.T) {
	in := t.TempDir()
	name := filepath.Join(in, "app.dump")
	there := func() (names []string) {
		list, err := os.ReadDir(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			names = append(names, e.Name())
		}
		return names
	}
	if err := os.Mkdir(name, 0o755); err != nil {
		t.Fatal(err)
	}
	d, err := Create(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	d.NewRows().Append([]byte("1\n"))
	d.Remove()
	if got := there(); !slices.Equal(got, []string{"app.dump"}) {
		t.Errorf("after Remove there are %v", got)
	}
	if d, err = Create(name, 0); err != nil {
		t.Fatal(err)
	}
	commit(t, d)
	if got := there(); !slices.Equal(got, []string{"app.dump"}) {
		t.Errorf("after Commit there are %v", got)
	}
	if _, err := Create(name, 0); err != ErrExists {
		t.Errorf("a folder with something in it: %v", err)
	}
	file := filepath.Join(in, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(file, 0); err != ErrExists {
		t.Errorf("a file: %v", err)
	}
	if d, err = Create(filepath.Join(in, "lost"), 0); err != nil {
		t.Fatal(err)
	}
	r := d.NewRows()
	r.Append([]byte("1\n"))
	if err := os.RemoveAll(d.path); err != nil {
		t.Fatal(err)
	}
	if err := d.Commit("db", []*Entry{{Section: Data, File: r.Files()[0]}}); err == nil {
		t.Error("rows that cannot be written are no error")
	}
	if got := there(); !slices.Equal(got, []string{"app.dump", "file"}) {
		t.Errorf("after an error there are %v", got)
	}
}

// A folder that is there stays, through a link, too: its mode is the owner's word, and it
// may be a mount. A new one has the mode that the umask leaves.
func TestFolderStays(t *testing.T) {
	in := t.TempDir()
	private := filepath.Join(in, "private")
	if err := os.Mkdir(private, 0o700); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(private)
	if err != nil {
		t.Fatal(err)
	}
	link, lost := filepath.Join(in, "link"), filepath.Join(in, "lost")
	for name, to := range map[string]string{link: private, lost: "nowhere"} {
		if err := os.Symlink(to, name); err != nil {
			if runtime.GOOS == "windows" {
				t.Skipf("Windows lets only some users make links: %v", err)
			}
			t.Fatal(err)
		}
	}
	for _, name := range []string{private, private + "/", private + "/.", link} {
		d, err := Create(name, 0)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r := d.NewRows()
		r.Append([]byte("1\n"))
		commit(t, d, r)
		list, err := os.ReadDir(private)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range list {
			got = append(got, e.Name())
			if err := os.Remove(filepath.Join(private, e.Name())); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(got, []string{"1.dat", tocName}) {
			t.Errorf("%s: there are %v", name, got)
		}
	}
	if after, err := os.Stat(private); err != nil || !os.SameFile(before, after) || after.Mode() != before.Mode() {
		t.Errorf("the folder is another: %v, %v", after.Mode(), err)
	}
	if at, err := os.Readlink(link); at != private {
		t.Errorf("the link is gone: %v", err)
	}
	if _, err := Create(lost, 0); err != ErrExists {
		t.Errorf("a link to nothing: %v", err)
	}
}

// Of two archives of one name, the second one to be complete is an error.
func TestFolderTwice(t *testing.T) {
	name := filepath.Join(t.TempDir(), "app.dump")
	first, err := Create(name+"/", 0)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Create(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	commit(t, second)
	if err := first.Commit("db", nil); err != ErrExists {
		t.Errorf("the other archive is there: %v", err)
	}
}
