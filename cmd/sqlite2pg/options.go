package main

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// option is one option of the command line.
type option struct {
	name   string
	short  string // a letter, or ""
	value  string // the word for its value in the help, "" for a switch
	group  group
	text   string   // one line for the help: what it does
	more   string   // whole sentences for the reference, Markdown
	values []choice // the values it may have; nil for any
	// to returns what the option sets: a *bool for a switch, a *string, an *int, or a
	// *[]string for an option that may be given several times. The default is what it
	// holds before.
	to func(*flags) any
}

// choice is a value of an option that has a fixed list of them.
type choice struct{ word, text string }

// group is a heading of the help.
type group string

// The groups, in the order of the help.
const (
	inputOptions  group = "Input"
	whatOptions   group = "What is written"
	intoOptions   group = "Into the schema that an application made"
	typeOptions   group = "Types"
	valueOptions  group = "Values"
	safetyOptions group = "Safety"
	outputOptions group = "Output"
	otherOptions  group = "Help"
)

var groups = []group{inputOptions, whatOptions, intoOptions, typeOptions, valueOptions, safetyOptions, outputOptions, otherOptions}

// optionTable has all options: parsing, the help and docs/options.md come
// from it. The words are pg_dump's where it has them:
// https://www.postgresql.org/docs/current/app-pgdump.html
var optionTable = []option{
	{name: "accept-errors", group: inputOptions, text: "read on behind damage, and where sqlite3 met it",
		more: "Of a damaged database, the rows that can be reached are read. `sqlite3` writes `/****** CORRUPTION ERROR *******/` and the like where it cannot read a page. Such a dump stops the run without this option, and is reported with it.",
		to:   func(f *flags) any { return &f.acceptErrors }},
	{name: "lock-wait", value: "SECONDS", group: inputOptions, text: "how long to wait for a locked database: 10",
		more: "Another program that writes to the database may hold a lock on it.",
		to:   func(f *flags) any { return &f.lockWait }},
	{name: "jobs", short: "j", value: "N", group: inputOptions, text: "use at most N cores: all of them",
		more: "The rows of a large table of a database file are read ahead, by several connections from three cores on, and rows of a large dump that is a file are translated side by side. The script is the same.",
		to:   func(f *flags) any { return &f.jobs }},

	{name: "schema-only", short: "s", group: whatOptions, text: "write the schema without rows, made to be read",
		more: "Constraints stand in CREATE TABLE. What is not translated follows as comments.",
		to:   func(f *flags) any { return &f.schemaOnly }},
	{name: "data-only", short: "a", group: whatOptions, text: "write the rows only, for tables that exist",
		more: "The script compares the columns of the tables first, and stops before any row if they differ. It drops the foreign keys and disables the triggers for the load, and puts both back. Where the tables may have rows: `--truncate` or `--on-conflict-do-nothing`.",
		to:   func(f *flags) any { return &f.dataOnly }},
	{name: "table", short: "t", value: "PATTERN", group: whatOptions, text: "write these tables and views only (repeatable)",
		more: "Patterns are those of pg_dump: `*` and `?` match any characters, and any one. Indexes and triggers come with their table. See [A part of a database](selection.md).",
		to:   func(f *flags) any { return &f.words.Table }},
	{name: "exclude-table", short: "T", value: "PATTERN", group: whatOptions, text: "leave tables and views out (repeatable)",
		more: "What needs them, such as foreign keys and views, is left out with them and reported. `--exclude-table` stands above `--table`.",
		to:   func(f *flags) any { return &f.words.ExcludeTable }},
	{name: "exclude-table-data", value: "PATTERN", group: whatOptions, text: "write these tables without rows (repeatable)",
		more: "Their columns get the declared types, and their identity columns go on behind the highest key in SQLite.",
		to:   func(f *flags) any { return &f.words.ExcludeTableData }},
	{name: "exclude-column", value: "TABLE.COLUMN", group: whatOptions, text: "leave columns out (repeatable)",
		more: "Both parts are patterns: `users.password`, `*.secret_*`. Keys, indexes, checks and generated columns that need a column are left out with it, and reported.",
		to:   func(f *flags) any { return &f.words.ExcludeColumn }},
	{name: "schema", short: "n", value: "NAME", group: whatOptions, text: "schema in PostgreSQL for all that is written",
		more: "It is made if it is not there. Views and triggers find their tables in it, whatever the search_path of a session is. Without it, what is written goes where the search_path of the session that loads it says, mostly to `public`. `{stem}` in the name stands for the name of the input file, without its folder and its ending, in lower case, and with `_` for what is neither letter nor digit: `-n 'tenant_{stem}'` makes `tenant_acme_corp` of `/data/Acme Corp.db`.",
		to:   func(f *flags) any { return &f.schema }},
	{name: "citus", group: whatOptions, text: "make the schema a tenant of a Citus database",
		more: "With `--schema`: the schema and all of its tables live on one server of a database that [Citus](https://www.citusdata.com) 12 or newer distributes. docs/fleets.md says how thousands of SQLite files are loaded so.",
		to:   func(f *flags) any { return &f.citus }},
	{name: "add-column", value: "TABLE.COLUMN=TYPE:VALUE", group: whatOptions, text: "a column with one value for all rows (repeatable)",
		more: "`--add-column '*.tenant_id=integer:42'` puts a column into every table, first in each, and first in each primary key, unique key and foreign key. So the databases of many tenants fit into one set of tables: the first with the schema, the others with `--data-only`. Views and triggers are left out, since they do not know of the column. docs/fleets.md has an example.",
		to:   func(f *flags) any { return &f.addColumn }},
	{name: "clean", short: "c", group: whatOptions, text: "drop what is there of the tables and views first",
		more: "They are dropped in the transaction of the load. What is not there is a warning of PostgreSQL. Where something else needs a table that is to be dropped, the load ends and nothing has changed.",
		to:   func(f *flags) any { return &f.clean }},
	{name: "if-exists", group: whatOptions, text: "with --clean, say nothing of what is not there",
		more: "It is for a script that is loaded for the first time as well as again.",
		to:   func(f *flags) any { return &f.ifExists }},
	{name: "inserts", group: whatOptions, text: "write INSERT statements, and nothing but SQL",
		more: "It is for programs other than psql, such as web consoles and those that use JDBC. They have to run all statements in one session, and in order. Loading takes several times as long as with COPY.",
		to:   func(f *flags) any { return &f.inserts }},
	{name: "rows-per-insert", value: "N", group: whatOptions, text: "as --inserts, with N rows in a statement",
		more: "With more rows a statement, loading is faster. `--inserts` has one.",
		to:   func(f *flags) any { return &f.perInsert }},
	{name: "identifiers", value: "STYLE", group: whatOptions, text: "how names are spelled",
		more: "Give the same style to `--schema-only` and `--data-only`. Names that PostgreSQL cannot take, such as those of more than 63 bytes, are changed in every style, and reported.",
		values: []choice{{string(catalog.Preserve), "as in SQLite: a table `OrderItems` must be written `\"OrderItems\"` in PostgreSQL"},
			{string(catalog.Lower), "in lower case, `orderitems`, which needs no quotes"},
			{string(catalog.Snake), "with underscores, `order_items`, which needs no quotes"}},
		to: func(f *flags) any { return (*string)(&f.identifiers) }},
	{name: "serial", group: whatOptions, text: "keys are serial, with a sequence, not identities",
		more: "The sequence of a key is called TABLE_COLUMN_seq, the column has nextval() as its DEFAULT and owns it, as the type `bigserial` makes it. It is for applications whose later migrations name it: MediaWiki's, Django's before 4.1, Rails'.",
		to:   func(f *flags) any { return &f.serial }},
	{name: "fts", value: "KIND", group: whatOptions, text: "what full-text tables become",
		more: "MATCH, ranking and tokenizers do not arrive.",
		values: []choice{{string(plan.FTSTable), "a plain table with the content"},
			{string(plan.FTSTsvector), "besides, a column of type `tsvector` and a GIN index to search in"}},
		to: func(f *flags) any { return (*string)(&f.fts) }},
	{name: "comments", group: whatOptions, text: "put the SQLite text of each object above it",
		more: "The text stands in the script as a comment.",
		to:   func(f *flags) any { return &f.comments }},

	{name: "into", value: "FILE", group: intoOptions, text: "fit the rows to what pg_dump --schema-only printed",
		more: "FILE is a file, a named pipe such as `<(pg_dump --schema-only app)`, or `-` for standard input. Rows only are written: `--into` implies `--data-only`. See [Into the schema that your application made](into.md).",
		to:   func(f *flags) any { return &f.into.file }},
	{name: "map", value: "SQLITE=POSTGRESQL", group: intoOptions, text: "counterpart of a table or column (repeatable)",
		more: "For example `--map user=app_user`, `--map log=audit.entries` or `--map user.name=login`.",
		to:   func(f *flags) any { return &f.into.maps }},
	{name: "set", value: "TABLE.COLUMN=VALUE", group: intoOptions, text: "value of a column that SQLite lacks (repeatable)",
		more: "All rows get it.",
		to:   func(f *flags) any { return &f.into.set }},
	{name: "truncate", group: intoOptions, text: "remove the rows that are there",
		more: "They go in the transaction of the load. It goes with `--data-only`, too. Rows in the history of a migration tool stay.",
		to:   func(f *flags) any { return &f.into.truncate }},
	{name: "on-conflict-do-nothing", group: intoOptions, text: "keep the rows that are there",
		more: "Rows with the same key as one of them are passed over. It goes with `--data-only`, too.",
		to:   func(f *flags) any { return &f.into.keep }},
	{name: "unit", value: "TABLE.COLUMN=UNIT", group: intoOptions, text: "unit of numbers: s, ms, us, ns, julian (repeatable)",
		more: "Numbers in columns of dates and timestamps are unix times, or Julian days. Without it, the size of the numbers tells the unit.",
		to:   func(f *flags) any { return &f.into.units }},
	{name: "time-zone", value: "NAME", group: intoOptions, text: "zone of texts without an offset in timestamptz",
		more: "For example `Europe/Vienna`. Without it they are in UTC.",
		to:   func(f *flags) any { return &f.into.zone }},
	{name: "round", group: intoOptions, text: "let digits go that a column does not keep",
		more: "What is rounded is counted. Without it, such a value is an error.",
		to:   func(f *flags) any { return &f.into.round }},
	{name: "history", value: "TABLE", group: intoOptions, text: "a migration tool's own table, or none (repeatable)",
		more: "Where PostgreSQL has rows in such a table, they stay, and SQLite's do not come. `--history none` switches the built-in list off.",
		to:   func(f *flags) any { return &f.into.history }},
	{name: "fire-trigger", value: "TABLE.NAME", group: intoOptions, text: "have a trigger fire for the rows (repeatable)",
		more: "Triggers that fill a column which SQLite lacks fire without it.",
		to:   func(f *flags) any { return &f.into.fire }},
	{name: "hold-trigger", value: "TABLE.NAME", group: intoOptions, text: "keep a trigger from firing (repeatable)",
		more: "It is for triggers that would fire because they fill a column which SQLite lacks.",
		to:   func(f *flags) any { return &f.into.hold }},

	{name: "cast", value: "DECLARED=TYPE", group: typeOptions, text: "PostgreSQL type for a declared type (repeatable)",
		more: "For example `--cast 'DECIMAL=numeric(12,2)'`. A value that does not fit is an error. With `--cast INTEGER=integer`, or `smallint`, keys too are of that type, and a value that is larger widens its column, with a warning.",
		to:   func(f *flags) any { return &f.cast }},
	{name: "column", value: "TABLE.COLUMN=TYPE", group: typeOptions, text: "PostgreSQL type for a column (repeatable)",
		more: "For example `--column 'orders.total=numeric(12,2)'` or `--column '*.created_at=timestamptz'`: `*` and `?` match several names. A value that does not fit is an error.",
		to:   func(f *flags) any { return &f.column }},
	{name: "timestamps", value: "TYPE", group: typeOptions, text: "type of columns declared DATETIME or TIMESTAMP",
		more: "Without it, the values of a column decide. A value that does not fit is an error.",
		values: []choice{{"timestamp", "without an offset from UTC"}, {"timestamptz", "with an offset; values without one are taken as UTC"},
			{"text", "as they are written"}, {"integer", "`bigint`, for unix time that stays a number"}},
		to: func(f *flags) any { return &f.timestamps }},
	{name: "varchar", value: "TYPE", group: typeOptions, text: "type of columns declared VARCHAR(n) or CHAR(n)",
		more:   "Without it they become `varchar(n)`, or `text` where a value is longer than n.",
		values: []choice{{"text", "a text of any length"}},
		to:     func(f *flags) any { return &f.varchar }},
	{name: "nocase", value: "TYPE", group: typeOptions, text: "the type of COLLATE NOCASE columns",
		more:   "Without it they are `text`, and case does not count in keys and indexes only. See [Text](text.md#text-whose-case-does-not-count).",
		values: []choice{{"citext", "of the extension citext, which the script creates"}},
		to:     func(f *flags) any { return &f.nocase }},
	{name: "types", value: "FILE", group: typeOptions, text: "read the types of columns from FILE",
		more: "FILE is what `--types-out` wrote. A value that does not fit is an error.",
		to:   func(f *flags) any { return &f.types }},
	{name: "types-out", value: "FILE", group: typeOptions, text: "write the types of columns to FILE, for --types",
		more: "The file has a line for each column: table, column, type, encoding and reason, with tabs between them.",
		to:   func(f *flags) any { return &f.typesOut }},

	{name: "delete-orphans", group: valueOptions, text: "leave rows out whose parent is missing",
		more: "SQLite files often have such rows. They are deleted in the script, again until none is left. Without it, they leave a foreign key NOT VALID, and end a load with `--into`. What is left out is said with its number and the first rows.",
		to:   func(f *flags) any { return &f.deleteOrphans }},
	{name: "zero-dates", value: "ACTION", group: valueOptions, text: "0000-00-00 and empty texts among dates",
		more:   "Without it, such a value makes text of its column. A NOT NULL column with such values is not NOT NULL any more. What became NULL is counted. See [Dates and times](dates.md).",
		values: []choice{{"null", "make NULL of them in columns of dates and times"}},
		to:     func(f *flags) any { return &f.zeroDates }},
	{name: "bad-text", value: "ACTION", group: valueOptions, text: "text that PostgreSQL cannot hold",
		more: "That is invalid UTF-8, and text with NUL characters.",
		values: []choice{{string(override.RejectBadText), "stop, and say where it stands"},
			{string(override.ReplaceBadText), "put U+FFFD in the place of each bad byte, and count the texts"},
			{string(override.StripBadText), "leave the bad bytes out, and count the texts"},
			{string(override.BytesOfBadText), "make the column `bytea`"}},
		to: func(f *flags) any { return (*string)(&f.badText) }},

	{name: "check", group: safetyOptions, text: "say what will happen, and write nothing",
		more: "Everything is read and translated as for a script, and standard output has what a person decides by. See [Check before you move](check.md).",
		to:   func(f *flags) any { return &f.checkOnly }},
	{name: "verify", group: safetyOptions, text: "compare all values in PostgreSQL before COMMIT",
		more: "The script has PostgreSQL hash what it stored, and compares that with what was written. Nothing is committed if they differ.",
		to:   func(f *flags) any { return &f.verify }},
	{name: "strict", group: safetyOptions, text: "take a warning as a failure: commit nothing",
		more: "Notes are no warnings. What the rows or the server refuse while the script loads, such as a foreign key of rows without a parent, ends the load, too.",
		to:   func(f *flags) any { return &f.strict }},
	{name: "allow", value: "ID,...", group: safetyOptions, text: "with --strict, warnings that are no failure (repeatable)",
		more: "The ids stand in brackets at the end of a warning: `--strict --allow collation,renamed`. `passed-over` is what the rows or the server refuse while the script loads.",
		to:   func(f *flags) any { return &f.allow }},
	{name: "restrict-key", value: "KEY", group: safetyOptions, text: "have psql refuse its own commands in the script",
		more: "KEY is of letters and digits. The script begins with `\\restrict KEY`, which psql knows since August 2025.",
		to:   func(f *flags) any { return &f.restrictKey }},

	{name: "file", short: "f", value: "FILE", group: outputOptions, text: "write the script, or the archive, to FILE",
		more: "FILE appears when it is complete, or not at all. The folder of an archive must be empty, or not there.",
		to:   func(f *flags) any { return &f.file }},
	{name: "format", short: "F", value: "FORMAT", group: outputOptions, text: "a script, or an archive for pg_restore",
		more: "See [Large databases](large.md).",
		values: []choice{{"plain", "a script for psql"}, {"p", "the same"},
			{"directory", "pg_dump's directory format, which `pg_restore -j` loads by several sessions at once: `--file` names the folder"}, {"d", "the same"}},
		to: func(f *flags) any { return &f.format }},
	{name: "compress", short: "Z", value: "METHOD", group: outputOptions, text: "compress an archive: gzip, gzip:LEVEL, none",
		more: "LEVEL is from 1 to 9. Without it the files of an archive are not compressed.",
		to:   func(f *flags) any { return &f.compress }},
	{name: "verbose", short: "v", group: outputOptions, text: "say all warnings and notes, each by itself",
		more: "Without it, notes are counted only, warnings of one kind about a table are one line, and where there would be more than ten lines of a kind, there are five and a count.",
		to:   func(f *flags) any { return &f.verbose }},
	{name: "progress", group: outputOptions, text: "say how far the run is, also where nobody looks",
		more: "On a terminal a line shows it without this option. Elsewhere a line is written every ten seconds. SIGUSR1 asks for one such line at any time.",
		to:   func(f *flags) any { return &f.progress }},
	{name: "quiet", short: "q", group: outputOptions, text: "say nothing if all is well",
		more: "Warnings and errors are said.",
		to:   func(f *flags) any { return &f.quiet }},

	{name: "report", value: "FILE", group: outputOptions, text: "keep all that is known of the run in FILE (repeatable)",
		more: "FILE ends in `.json` or `.html`: give both for both. It is written of a run that fails, too. See [The report](report.md).",
		to:   func(f *flags) any { return &f.reportFiles }},

	{name: "flags", value: "FILE", group: otherOptions, text: "read options from FILE, one a line",
		more: "Lines that begin with `#` are comments. Options of the command line stand above those of the file.",
		to:   func(f *flags) any { return &f.flagFile }},
	{name: "help", short: "h", group: otherOptions, text: "print this help",
		to: func(f *flags) any { return &f.help }},
	{name: "version", group: otherOptions, text: "print the version, the commit and the grammar",
		more: "Scripts of the same version, input and options are the same bytes. The grammar is PostgreSQL's own, with which each statement is checked before it is written.",
		to:   func(f *flags) any { return &f.version }},
}
