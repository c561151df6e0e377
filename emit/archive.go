package emit

import (
	"io"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// Archive writes an archive in pg_dump's directory format. Objects become entries of its
// table of contents (entry.go), and the rows of a table files beside it. What an entry
// needs is said by name, since pg_restore -j restores entries in sessions of their own:
// none of them relies on what another has set, or made in pg_temp.
// It is large because all that an entry may need is found here when all have come.
type Archive struct {
	gate
	dir    *pgdump.Directory
	schema string
	// Sources puts the SQLite text of an object above it.
	Sources bool
	// Strict ends the restoring where the data or the server refuse anything.
	Strict bool

	what    Contents
	rows    []*ArchiveRows
	made    []made
	of      map[*pg.Object]*pgdump.Entry
	tables  map[string]*pgdump.Entry // by name
	helpers map[string]*pgdump.Entry // by signature
	// extensions are by name.
	extensions map[string]*pgdump.Entry
	hashed     *pgdump.Entry // that sees how the server hashes
	// compared are the entries that compare values, before any row is made or deleted.
	compared []*pgdump.Entry
	orphans  *pgdump.Entry // that deletes rows, nil for none
	// attempted is set where something may be passed over.
	attempted bool
}

// made is an entry, and the object that it is made of.
type made struct {
	entry  *pgdump.Entry
	object *pg.Object
	tables []string // whose rows it needs, beside those of its object
	all    bool     // it needs the rows of all tables
}

// defaultSchema is where an archive goes without a schema of the caller's: pg_restore
// knows no search_path but that of the archive.
const defaultSchema = "public"

// NewArchive returns an Archive in dir whose statements check accepts. schema is the one
// that all stands in, "" for public.
func NewArchive(dir *pgdump.Directory, check Checker, schema string) *Archive {
	if schema == "" {
		schema = defaultSchema
	}
	return &Archive{gate: gate{check}, dir: dir, schema: schema, of: map[*pg.Object]*pgdump.Entry{}, tables: map[string]*pgdump.Entry{}, helpers: map[string]*pgdump.Entry{}, extensions: map[string]*pgdump.Entry{}}
}

// ArchiveRows is COPY text for some columns of a table.
type ArchiveRows struct {
	*pgdump.Rows
	table   string
	columns []string
}

// Begin begins the archive.
func (a *Archive) Begin(what Contents) error {
	a.what = what
	return nil
}

// Comment is for those who read a script.
func (a *Archive) Comment(string) {}

// Rows returns what takes rows of a table. It may have several.
func (a *Archive) Rows(table pg.Qualified, columns []string) (Rows, error) {
	r := &ArchiveRows{Rows: a.dir.NewRows(), table: table.Name, columns: columns}
	if err := a.verify([]byte(a.copyOf(r))); err != nil {
		return nil, err
	}
	a.rows = append(a.rows, r)
	return r, nil
}

// Rewrite has the text of rows be what f makes of it.
func (a *Archive) Rewrite(rows Rows, f func(from io.Reader, to Rows) error) error {
	return rows.(*ArchiveRows).Rows.Rewrite(func(from io.Reader, to *pgdump.Rows) error { return f(from, to) })
}

// Read has f read the text of rows.
func (a *Archive) Read(rows Rows, f func(io.Reader) error) error {
	return rows.(*ArchiveRows).Rows.Read(f)
}

// EndRows does nothing: rows may go on at any time.
func (a *Archive) EndRows() {}

// Fail removes what there is.
func (a *Archive) Fail(string) { a.dir.Remove() }

// Flush returns the first error of a file.
func (a *Archive) Flush() error { return a.dir.Err() }

// Commit writes the table of contents.
func (a *Archive) Commit(Loaded) error {
	entries, first, err := a.head()
	if err != nil {
		return err
	}
	table, last, err := a.passedOver()
	if err != nil {
		return err
	}
	if table != nil {
		entries = append(entries, table)
	}
	data := a.data(first)
	a.link(data)
	entries = append(entries, data.entries...)
	for _, m := range a.made {
		entries = append(entries, m.entry)
	}
	if last != nil {
		last.Needs = slices.Clone(entries)
		entries = append(entries, last)
	}
	return a.dir.Commit(archiveName, entries)
}

// archiveName is the name of the database that pg_restore shows.
const archiveName = "sqlite2pg"

// rowEntries are the entries of rows.
type rowEntries struct {
	entries []*pgdump.Entry
	of      map[string][]*pgdump.Entry // by table
}

// data makes the entries of rows. Those of a table with several do not need it first:
// see pgdump.Entry.
func (a *Archive) data(first *pgdump.Entry) rowEntries {
	d := rowEntries{of: map[string][]*pgdump.Entry{}}
	for _, r := range a.rows {
		for _, file := range r.Files() {
			e := &pgdump.Entry{Section: pgdump.Data, Desc: "TABLE DATA", Tag: r.table, Schema: a.schema, Copy: a.copyOf(r) + ";\n", File: file}
			d.entries = append(d.entries, e)
			d.of[r.table] = append(d.of[r.table], e)
		}
	}
	for table, list := range d.of {
		for _, e := range list {
			if len(list) > 1 {
				e.Needs = append(e.Needs, first)
			}
			if t := a.tables[table]; t != nil {
				e.Needs = append(e.Needs, t)
			}
		}
	}
	return d
}

func (a *Archive) copyOf(r *ArchiveRows) string {
	text := append([]byte("COPY "), a.qualified(r.table)...)
	return string(append(appendList(append(text, ' '), r.columns), " FROM stdin"...))
}

func (a *Archive) qualified(name string) string {
	return pg.Qualified{Schema: a.schema, Name: name}.String()
}

// link says what the entries need: what their objects do, and with a table its rows.
func (a *Archive) link(d rowEntries) {
	for _, m := range a.made {
		needs := needsOf(m.entry)
		for _, e := range m.entry.Needs {
			needs.known[e] = true
		}
		if m.all {
			for _, e := range d.entries {
				needs.add(e)
			}
		}
		table := func(name string) {
			needs.add(a.tables[name])
			if m.entry.Section != pgdump.PreData {
				for _, e := range d.of[name] {
					needs.add(e)
				}
			}
		}
		for _, name := range m.tables {
			table(name)
		}
		if m.object == nil {
			continue
		}
		if m.object.Table != "" {
			table(m.object.Table)
		}
		for _, n := range m.object.Needs {
			if n.Kind == pg.KindTable {
				table(n.Name)
			} else {
				needs.add(a.of[n])
			}
		}
		if m.object.Kind == pg.KindForeignKey {
			needs.add(a.orphans)
		}
		needs.add(a.extensions[m.object.Extension])
		for _, f := range m.object.Helpers {
			needs.add(a.helpers[f.Name])
		}
	}
}

// needs collects what an entry needs, each once.
type needs struct {
	of    *pgdump.Entry
	known map[*pgdump.Entry]bool
}

func needsOf(e *pgdump.Entry) needs { return needs{e, map[*pgdump.Entry]bool{nil: true, e: true}} }

func (n needs) add(e *pgdump.Entry) {
	if !n.known[e] {
		n.known[e] = true
		n.of.Needs = append(n.of.Needs, e)
	}
}
