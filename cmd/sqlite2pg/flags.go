package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/pflag"
	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// flags are the command line.
// It is large because each option is a field.
type flags struct {
	input         string // "" or "-" is stdin
	file          string
	format        string
	compress      string
	gzip          int // the level that compress says, 0 for none
	schemaOnly    bool
	dataOnly      bool
	identifiers   catalog.Identifiers
	strict        bool
	allow         []string
	verbose       bool
	progress      bool
	quiet         bool
	version       bool
	help          bool
	cast          []string
	column        []string
	timestamps    string
	varchar       string
	badText       override.BadText
	zeroDates     string
	nocase        string
	comments      bool
	fts           plan.FTS
	serial        bool
	verify        bool
	acceptErrors  bool
	lockWait      string
	jobs          int
	patience      time.Duration // that lockWait says
	restrictKey   string
	types         string
	typesOut      string
	overrides     []override.Override
	deleteOrphans bool
	words         selection.Words
	selection     *selection.Wishes // that they say
	into          intoFlags
	schema        string
	citus         bool
	addColumn     []string
	added         []sqlite2pg.AddedColumn // that these say
	clean         bool
	ifExists      bool
	inserts       bool
	perInsert     int
	flagFile      string // read before the others are parsed
	reportFiles   []string
	checkOnly     bool
	given         []string // the options, as the report has them
}

// defaults are the flags of an empty command line.
func defaults() *flags {
	return &flags{identifiers: catalog.Preserve, badText: override.RejectBadText, fts: plan.FTSTable}
}

// flagSet has pflag set f by the table.
func flagSet(f *flags) *pflag.FlagSet {
	fs := pflag.NewFlagSet("sqlite2pg", pflag.ContinueOnError)
	fs.Usage = func() {}
	for _, o := range optionTable {
		switch to := o.to(f).(type) {
		case *bool:
			fs.BoolVarP(to, o.name, o.short, *to, o.text)
		case *int:
			fs.IntVarP(to, o.name, o.short, *to, o.text)
		case *[]string:
			fs.StringArrayVarP(to, o.name, o.short, *to, o.text)
		case *string:
			if o.values != nil {
				fs.VarP(&enum{o.values, to}, o.name, o.short, o.text)
			} else {
				fs.StringVarP(to, o.name, o.short, *to, o.text)
			}
		}
	}
	return fs
}

func parseFlags(args []string) (*flags, error) {
	f := defaults()
	fs := flagSet(f)
	args, err := withFlagFiles(args)
	if err != nil {
		return nil, err
	}
	if err := fs.Parse(args); err != nil {
		return nil, rephrase(err)
	}
	if f.schema, err = withStem(f.schema, fs.Arg(0)); err != nil {
		return nil, err
	}
	switch {
	case f.help, f.version:
		return f, nil
	case fs.NArg() > 1:
		for _, word := range fs.Args() {
			if isConnection(word) {
				return nil, fmt.Errorf("%s is a database of PostgreSQL: %s%s", diag.Show(word), intoPsql, "'"+word+"'")
			}
		}
		return nil, fmt.Errorf("one input at a time, not %d: translate each by itself; --schema keeps them apart in PostgreSQL", fs.NArg())
	case f.archive() && f.file == "":
		return nil, errors.New("--format=directory is written into a folder: --file names it")
	case f.compress != "" && !f.archive():
		return nil, errors.New("--compress goes with --format=directory")
	case f.archive() && f.onlyScript() != "":
		return nil, fmt.Errorf("--%s is for scripts: %s", f.onlyScript(), notArchived[f.onlyScript()])
	case f.schemaOnly && f.dataOnly:
		return nil, errors.New("--schema-only and --data-only exclude each other")
	case f.into.file != "" && f.schemaOnly:
		return nil, errors.New("--into loads rows: --schema-only does not go with it")
	case f.into.file == "" && f.into.needed() != "":
		return nil, fmt.Errorf("--%s goes with --into", f.into.needed())
	case f.into.file == "" && !f.dataOnly && (f.into.truncate || f.into.keep):
		return nil, errors.New("--truncate and --on-conflict-do-nothing go with --into or --data-only: --clean drops the tables that are there")
	case f.into.truncate && f.into.keep:
		return nil, errors.New("--truncate and --on-conflict-do-nothing exclude each other")
	case f.into.file != "" && f.schema != "":
		return nil, errors.New("--into takes the schemas of its file: --schema does not go with it")
	case f.into.file != "" && f.nocase != "":
		return nil, errors.New("--into takes the types of its file, citext too: --nocase does not go with it")
	case f.clean && (f.dataOnly || f.into.file != ""):
		return nil, errors.New("--clean drops tables, which the rows alone do not make again: --truncate empties them")
	case f.ifExists && !f.clean:
		return nil, errors.New("--if-exists goes with --clean")
	case f.citus && f.schema == "":
		return nil, errors.New("--citus goes with --schema, which names the tenant")
	case len(f.addColumn) > 0 && (f.into.file != "" || f.into.truncate || f.into.keep):
		return nil, errors.New("--add-column is for whole migrations, for --schema-only and for --data-only: --into, --truncate and --on-conflict-do-nothing do not go with it")
	case fs.Changed("schema") && !isSchemaName(f.schema):
		return nil, fmt.Errorf("--schema is a name of at most 63 bytes that does not begin with pg_, not %s", diag.Show(f.schema))
	case f.into.file == "-" && (fs.Arg(0) == "" || fs.Arg(0) == "-"):
		return nil, errors.New("--into - reads the schema from standard input: name the dump")
	case f.checkOnly && f.file != "":
		return nil, errors.New("--check writes no script: --file does not go with it, --report does")
	case f.deleteOrphans && (f.schemaOnly || f.dataOnly && f.into.rows() == pg.RefuseExisting) && f.into.file == "":
		return nil, errors.New("--delete-orphans is for whole migrations, for --into, and for --data-only with --truncate or --on-conflict-do-nothing")
	case fs.Changed("rows-per-insert") && f.perInsert < 1:
		return nil, errors.New("--rows-per-insert is a number from 1 on")
	case fs.Changed("jobs") && f.jobs < 1:
		return nil, errors.New("--jobs is a number from 1 on")
	case f.restrictKey != "" && f.rowsPerInsert() > 0:
		return nil, errors.New("--restrict-key is for psql, and --inserts writes nothing that only psql knows")
	case f.progress && f.quiet:
		return nil, errors.New("--progress and --quiet exclude each other")
	case f.verbose && f.quiet:
		return nil, errors.New("--verbose and --quiet exclude each other")
	case len(f.allow) > 0 && !f.strict:
		return nil, errors.New("--allow goes with --strict")
	case f.schemaOnly && f.verify:
		return nil, errors.New("--schema-only writes no rows that --verify could compare")
	}
	if strings.ContainsFunc(f.restrictKey, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') }) {
		return nil, fmt.Errorf("--restrict-key is of letters and digits, not %q", f.restrictKey)
	}
	for i, file := range f.reportFiles {
		if reportForm(file) == nil {
			return nil, fmt.Errorf("--report is a file that ends in .json or .html, not %s", diag.Show(file))
		}
		if file == f.file || file == f.typesOut || slices.Contains(f.reportFiles[:i], file) {
			return nil, fmt.Errorf("--report and another output have the same file, %s", diag.Show(file))
		}
	}
	if f.selection, err = selection.Parse(f.words); err != nil {
		return nil, err
	}
	if f.patience, err = patience(f.lockWait); err != nil {
		return nil, err
	}
	if f.gzip, err = gzipLevel(f.compress); err != nil {
		return nil, err
	}
	if err := f.parseAllow(); err != nil {
		return nil, err
	}
	f.given = given(fs)
	f.input = fs.Arg(0)
	return f, f.parseOverrides()
}

// patience is how long a locked database is waited for.
func patience(seconds string) (time.Duration, error) {
	if seconds == "" {
		return 10 * time.Second, nil
	}
	n, err := strconv.ParseUint(seconds, 10, 31)
	if err != nil {
		return 0, fmt.Errorf("--lock-wait is a number of seconds, not %s", diag.Show(seconds))
	}
	return time.Duration(n) * time.Second, nil
}

// given lists the options of a command line in the order of their names. The key of
// --restrict-key is for psql alone.
func given(fs *pflag.FlagSet) []string {
	list := []string{}
	fs.Visit(func(f *pflag.Flag) {
		switch v, several := f.Value.(pflag.SliceValue); {
		case several:
			for _, value := range v.GetSlice() {
				list = append(list, "--"+f.Name+"="+value)
			}
		case f.Value.Type() == "bool" || f.Name == "restrict-key":
			list = append(list, "--"+f.Name)
		default:
			list = append(list, "--"+f.Name+"="+f.Value.String())
		}
	})
	return list
}

// parseAllow takes the lists of --allow apart.
func (f *flags) parseAllow() error {
	var ids []string
	for _, list := range f.allow {
		for _, id := range strings.Split(list, ",") {
			id = strings.TrimSpace(id)
			if known := diag.Allowable(); !slices.Contains(known, id) {
				return fmt.Errorf("--allow is a list of ids of warnings, such as collation,widened, not %s%s", diag.Show(id), meant("", id, known))
			}
			ids = append(ids, id)
		}
	}
	f.allow = ids
	return nil
}

// elsewhere are options of other programs that people give, and what to do here.
var elsewhere = map[string]string{"o": "--file", "output": "--file"}

// connections are the options by which psql and pg_dump find a database.
var connections = []string{"d", "U", "p", "W", "w", "dbname", "host", "port", "username", "password", "no-password"}

// isConnection reports whether a word says where a PostgreSQL database is.
func isConnection(word string) bool {
	return strings.HasPrefix(word, "postgres://") || strings.HasPrefix(word, "postgresql://") || strings.Contains(word, "dbname=")
}

// intoPsql is what to do with what psql is to be told.
const intoPsql = "sqlite2pg writes a script, and psql loads it: sqlite2pg app.db | psql -X "

// rephrase says an error of pflag in our words, and what was probably meant.
func rephrase(err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		dashes := "--"
		if len(unknown.GetSpecifiedShortnames()) > 0 {
			dashes = "-"
		}
		switch other := elsewhere[name]; {
		case other != "":
			return fmt.Errorf("there is no option %s%s: did you mean %s?", dashes, name, other)
		case slices.Contains(connections, name):
			return fmt.Errorf("%s%s is an option of psql: %s%[1]s%[2]s VALUE", dashes, name, intoPsql)
		}
		var names []string
		for _, o := range optionTable {
			names = append(names, o.name)
		}
		if dashes == "-" {
			return fmt.Errorf("there is no option -%s", name)
		}
		return fmt.Errorf("there is no option --%s%s", name, meant("--", name, names))
	case errors.As(err, &missing):
		for _, o := range optionTable {
			if o.name == missing.GetFlag().Name {
				return fmt.Errorf("--%s needs a value: %s", o.name, o.synopsis())
			}
		}
	case errors.As(err, &invalid):
		switch invalid.GetFlag().Value.Type() {
		case "bool":
			return fmt.Errorf("--%s takes no value", invalid.GetFlag().Name)
		case "int":
			return fmt.Errorf("--%s is a number, not %s", invalid.GetFlag().Name, diag.Show(invalid.GetValue()))
		}
		return fmt.Errorf("--%s %w", invalid.GetFlag().Name, invalid.Unwrap())
	}
	return err
}

// parseOverrides reads the options that give types, the general ones first.
func (f *flags) parseOverrides() error {
	for _, s := range f.addColumn {
		a, err := parseAdded(s)
		if err != nil {
			return err
		}
		f.added = append(f.added, a)
	}
	if f.timestamps != "" {
		all, err := override.Timestamps(f.timestamps)
		if err != nil {
			return err
		}
		f.overrides = all
	}
	for _, s := range f.cast {
		r, err := override.ParseCast(s)
		if err != nil {
			return fmt.Errorf("--cast: %w", err)
		}
		f.overrides = append(f.overrides, r)
	}
	if f.types != "" {
		file, err := os.Open(f.types)
		if err != nil {
			return fmt.Errorf("--types: %w", err)
		}
		defer file.Close()
		list, err := override.ReadTypes(file)
		if err != nil {
			return fmt.Errorf("--types: %s: %w", f.types, err)
		}
		f.overrides = append(f.overrides, list...)
	}
	for _, s := range f.column {
		r, err := override.ParseColumn(s)
		if err != nil {
			return fmt.Errorf("--column: %w", err)
		}
		f.overrides = append(f.overrides, r)
	}
	return nil
}

// isSchemaName reports whether PostgreSQL takes the name of a schema. A search_path has
// a meaning of its own for "$user".
func isSchemaName(name string) bool {
	return name != "" && name != "$user" && len(name) <= 63 && utf8.ValidString(name) && !strings.HasPrefix(name, "pg_") && name != "information_schema" && !strings.Contains(name, "\x00")
}

// rowsPerInsert is how many rows an INSERT has, 0 for COPY.
func (f *flags) rowsPerInsert() int {
	if f.inserts && f.perInsert == 0 {
		return 1
	}
	return f.perInsert
}

func (f *flags) options() sqlite2pg.Options {
	o := sqlite2pg.Options{Identifiers: f.identifiers, Strict: f.strict, Allow: f.allow, Overrides: f.overrides, VarcharText: f.varchar != "", BadText: f.badText,
		Comments: f.comments, FTS: f.fts, Serial: f.serial, Verify: f.verify, DeleteOrphans: f.deleteOrphans, AcceptErrors: f.acceptErrors, RestrictKey: f.restrictKey,
		Schema: f.schema, Citus: f.citus, Added: f.added, Clean: f.clean, IfExists: f.ifExists, RowsPerInsert: f.rowsPerInsert(), Rows: f.into.rows(), Selection: f.selection, ZeroDates: f.zeroDates != "", Caseless: f.nocase != "", Gzip: f.gzip}
	switch {
	case f.schemaOnly:
		o.Part = sqlite2pg.SchemaOnly
	case f.dataOnly:
		o.Part = sqlite2pg.DataOnly
	}
	return o
}
