package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/fit"
	"github.com/sqlite2pg/sqlite2pg/target"
	"github.com/sqlite2pg/sqlite2pg/target/read"
)

// intoFlags are the options of a load into tables that exist.
type intoFlags struct {
	file       string
	maps       []string
	set        []string
	truncate   bool
	keep       bool
	units      []string
	zone       string
	round      bool
	history    []string
	fire, hold []string
}

// wishes reads the schema file and the options that go with it. It returns nil if
// there is none.
func (f *intoFlags) wishes(stdin io.Reader) (*sqlite2pg.Into, error) {
	in := &sqlite2pg.Into{Rows: f.rows(), Round: f.round, Fire: f.fire, Hold: f.hold, Units: map[string]fit.Unit{}}
	for _, s := range f.maps {
		from, to, ok := strings.Cut(s, "=")
		if !ok || from == "" || to == "" {
			return nil, fmt.Errorf("--map is SQLITE=POSTGRESQL, such as user=app_user or user.name=login, not %s", diag.Show(s))
		}
		in.Names.Map = append(in.Names.Map, target.Mapping{SQLite: from, PG: to})
	}
	for _, s := range f.set {
		column, value, ok := strings.Cut(s, "=")
		if !ok || !strings.Contains(column, ".") {
			return nil, fmt.Errorf("--set is TABLE.COLUMN=VALUE, not %s", diag.Show(s))
		}
		in.Names.Set = append(in.Names.Set, target.Setting{Column: column, Value: value})
	}
	for _, s := range f.units {
		column, word, ok := strings.Cut(s, "=")
		unit, err := fit.ParseUnit(word)
		if err != nil || !ok || !strings.Contains(column, ".") {
			return nil, fmt.Errorf("--unit is TABLE.COLUMN=s, ms, us, ns or julian, not %s", diag.Show(s))
		}
		in.Units[column] = unit
	}
	for _, s := range f.history {
		if s == "none" {
			in.History.None = true
		} else {
			in.History.Tables = append(in.History.Tables, s)
		}
	}
	if f.zone != "" {
		zone, err := time.LoadLocation(f.zone)
		if err != nil || f.zone == "Local" {
			return nil, fmt.Errorf("--time-zone is a name such as Europe/Vienna, not %s", diag.Show(f.zone))
		}
		in.Zone = zone
	}
	schema, err := f.schema(stdin)
	in.Schema = schema
	return in, err
}

// rows says what becomes of rows that are there already.
func (f *intoFlags) rows() pg.ExistingRows {
	switch {
	case f.truncate:
		return pg.EmptyFirst
	case f.keep:
		return pg.KeepExisting
	}
	return pg.RefuseExisting
}

// schema reads what pg_dump --schema-only printed.
func (f *intoFlags) schema(stdin io.Reader) (*target.Catalog, error) {
	in := stdin
	if f.file != "-" {
		file, err := os.Open(f.file)
		if err != nil {
			return nil, fmt.Errorf("--into: %w", err)
		}
		defer file.Close()
		in = file
	}
	schema, err := read.Schema(in)
	var wrong *target.Error
	if errors.As(err, &wrong) {
		m := diag.IntoSchema(wrong.Text, wrong.Hint)
		if wrong.Line > 0 {
			m = diag.IntoSchema(fmt.Sprintf("line %d: %s", wrong.Line, wrong.Text), wrong.Hint)
		}
		return nil, m.About(diag.Named("--into", f.file))
	}
	return schema, err
}

// needed names an option that has no meaning without --into, "" if none is given.
func (f *intoFlags) needed() string {
	for name, given := range map[string]bool{"map": len(f.maps) > 0, "set": len(f.set) > 0,
		"unit": len(f.units) > 0, "time-zone": f.zone != "", "round": f.round,
		"history": len(f.history) > 0, "fire-trigger": len(f.fire) > 0, "hold-trigger": len(f.hold) > 0} {
		if given {
			return name
		}
	}
	return ""
}
