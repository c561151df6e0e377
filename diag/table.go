package diag

// Parts of texts and hints that several messages share.
const (
	anotherType  = "fix the value in SQLite, or give the column a type that holds all its values: --column=TABLE.COLUMN=%s"
	badText      = "fix the value in SQLite, or use --bad-text=replace, strip or bytea"
	carried      = "its SQLite text is a comment at the end of the script"
	collationOf  = "COLLATE %s is kept in keys and indexes only: comparisons in queries are exact in PostgreSQL"
	cutOff       = "the dump is cut off: make it again, and check its exit code and disk space"
	dumpErrors   = "rows or objects may be missing: try `sqlite3 app.db .recover`, or load what there is with --accept-errors"
	emptyInput   = "sqlite3 writes nothing when it fails: check its messages, and the name of the database"
	ifRead       = "if sqlite3 reads the file, translate the database that it makes: " + newDatabase
	integrity    = "see what `sqlite3 FILE 'PRAGMA integrity_check'` says"
	literalRows  = "a dump has INSERT ... VALUES with literal values; " + ifRead
	literals     = "the values of a dump are literals, or replace(), unistr(), char() and jsonb() of them; " + ifRead
	makeAgain    = "the dump is damaged, cut off or was edited: make it again"
	missingEnd   = "is a semicolon or a quote missing? make the dump again"
	movedColumn  = "the generated column moves to the end of the table: "
	nameColumns  = "name the columns in INSERT and SELECT"
	newDatabase  = "sqlite3 new.db < FILE, then sqlite2pg new.db"
	noMatch      = "MATCH, ranking, snippets and tokenizers are not translated"
	noTokens     = "tokenizers are not translated"
	notCarried   = "is not translated: %s"
	quoteMissing = "is a quote missing before it? make the dump again"
	reportIt     = "please report this: it is a bug in sqlite2pg"
	rollback     = "rows or objects are missing: try `sqlite3 app.db .recover`, or load what there is: write COMMIT for ROLLBACK, and give --accept-errors"
	sameDatabase = "make the dump again; if schema and rows come from two files, take both from the same database"
	search       = "search the tsvector with @@ and to_tsquery('simple', ...)"
	tsvector     = "--fts=tsvector makes a full-text index in PostgreSQL"
)

// The table of messages, sorted by id. The variables are the functions that
// make them: the types are those of the values that the text takes, and then
// the hint. Names and values of the input go through Show or Escape before.
//
// docs/messages.md explains each id.
var (
	AddedTaken    = text1[string]("added-column", Error, "it has a column %s, which --add-column adds", "choose another name")
	AddedToParent = text1[string]("added-column", Error, "its foreign key refers to table %s, which gets a column of --add-column that this table does not get", "add the column to both, or to the table alone that refers")
	AddedToNone   = text1[string]("added-column", Error, "--add-column: there is no table %s in the dump", "see how the name is spelled; * stands for all tables")

	Arity = text2[int, int]("arity", Error, "%d {value|values} for %d {column|columns}", sameDatabase)

	BadBlob = text0("bad-blob", Error, "a blob literal must be an even number of hex digits, and nothing else", makeAgain)

	BadCharacter = text1[string]("bad-character", Error, "character %s is not part of SQL",
		"the input is damaged, or is not SQL text in UTF-8: look at that place, or make the dump again")
	BadBackslash = text1[string]("bad-character", Error, "character %s is not part of SQL",
		"a backslash means nothing in SQLite: is the file for another database, or a script for psql?")

	BadInsert = text2[string, string]("bad-insert", Error, "INSERT: %s was expected, not %s", literalRows)
	// BadInsertName is what stands behind a table's name in quotes.
	BadInsertName = text2[string, string]("bad-insert", Error, "INSERT: %s was expected, not %s",
		"the table's name seems to have a quote in it that the program which wrote the dump did not double: double it, or dump with sqlite3")
	BadInsertRow = text1[string]("bad-insert", Error, `after a row of VALUES, "," or ";" was expected, not %s`, literalRows)

	BadNumber = text1[string]("bad-number", Error, "unrecognized token %s", makeAgain)

	TextsChanged = text2[int64, string]("bad-text", Warning, "%d {text was|texts were} changed by --bad-text=%s", "")

	BadValue = text2[string, string]("bad-value", Error, "%s was expected, not %s", literals)
	// BadValueText is what stands behind a text.
	BadValueText = text2[string, string]("bad-value", Error, "%s was expected, not %s",
		"a quote inside a text must be doubled (''), and a backslash before it means nothing: fix the text, or dump with sqlite3")
	BadHex       = text1[string]("bad-value", Error, "hex literal too big: %s", literals)
	BadNesting   = text1[int]("bad-value", Error, "calls are nested more than %d deep", literals)
	BadEscape    = text0("bad-value", Error, "unistr() has an invalid Unicode escape", literals)
	BadCharCall  = text0("bad-value", Error, "char() in VALUES needs integers", literals)
	BadJSONBCall = text0("bad-value", Error, "jsonb() in VALUES needs a text", literals)
	BadJSONB     = text1[string]("bad-value", Error, "the argument of jsonb() in VALUES is not valid: %s", literals)

	BytesAsText = text1[string]("bytes-as-text", Note, "reads bytes of %s as text, which ends at a NUL character: SQLite's functions end it there, and || does not", "")

	CapitalsFold  = text1[int64]("citext-capitals", Warning, "%d {text has a capital letter|texts have capital letters} beyond ASCII: to NOCASE É and é are two letters, to citext they are one where the database's collation knows them", "look for texts that are the same now: docs/text.md has the query")
	CaselessChild = text0("citext-child", Warning, "it becomes citext, as the key is that it refers to: its case does not count any more", "compare column::text where it has to")

	CitusIdentity = text1[string]("citus", Error, "a key does not fit type %s, and Citus changes no type of an identity", "choose the type from the beginning: --column TABLE.COLUMN=bigint")
	CitusTrigger  = text1[string]("citus", Note, "keys that it draws for table %s come from the range of the server where it runs: each is given once, and they are large", "")

	BlobsToUUID   = text1[int64]("class-changed", Warning, "%d {blob became the UUID that it holds|blobs became the UUIDs that they hold}", "")
	BlobsToJSON   = text1[int64]("class-changed", Warning, "%d {blob became the JSON that it holds|blobs became the JSON that they hold}", "")
	BlobsToText   = text1[int64]("class-changed", Warning, "%d {blob became the text that it holds|blobs became the texts that they hold}", "")
	TextsToNumber = text1[int64]("class-changed", Warning, "%d {text became the number that it holds|texts became the numbers that they hold}", "")
	ValuesToBytes = text1[int64]("class-changed", Warning, "%d {value became the bytes of its text|values became the bytes of their texts}", "")

	OwnCollation = text1[string]("collation", Warning, "COLLATE %s is the application's own: PostgreSQL compares exactly, also in keys and indexes", "where a collation of PostgreSQL does the same, one of ICU for example, give it to the column")
	NoCase       = text1[string]("collation", Warning, collationOf, "write lower(column COLLATE \"C\") in comparisons where case must not count: that is the expression that its indexes serve")
	RTrim        = text1[string]("collation", Warning, collationOf, "write rtrim(column, ' ') in comparisons where spaces at the end must not count: that is the expression that its indexes serve")

	CoreDataTime = text1[string]("core-data-time", Warning, "it counts seconds since 2001, as Core Data does: the column becomes %s, not timestamp",
		"timestamp '2001-01-01' + column * interval '1 second' is the time in UTC")

	DamagedInput = text2[string, string]("damaged-input", Error, "the %s input is damaged: %s", "make the file again")
	InputCutOff  = text1[string]("damaged-input", Error, "the %s input is cut off", "make the file again, and check its size")
	LargeWindow  = text0("damaged-input", Error, "the zstd input needs more than 8 MiB of memory to decompress (--long or --ultra)",
		"zstd -dc --long=31 FILE | sqlite2pg")

	DatabaseDamaged         = text1[string]("database-damaged", Error, "SQLite cannot read the database: %s", integrity+"; --accept-errors reads what can be read")
	DatabaseDamagedAccepted = text2[string, int]("database-damaged", Warning, "SQLite cannot read the database: %s; rows may be missing at %d {place|places}, and the others are translated all the same: --accept-errors",
		integrity)

	DatabaseFile = text0("database-file", Error, "the input is a database file, not a dump", "run: sqlite2pg FILE, or: sqlite3 FILE .dump | sqlite2pg")

	PackedDatabase = text0("database-file", Error, "the input is a database file that is compressed, not a dump", "decompress it, with gunzip or zstd -d, and name the result: sqlite2pg app.db")

	DatabaseLocked = text0("database-locked", Error, "another program writes to the database", "end that program, or wait longer: --lock-wait")
	DatabaseWait   = text1[int]("database-locked", Note, "another program writes to the database: waiting for at most %d {second|seconds}", "")

	DefaultChanged = text3[string, string, string]("default-changed", Warning, "its DEFAULT, %s, does not fit type %s and becomes %s", "")

	DefaultLeftOut = text1[string]("default-left-out", Warning, "its DEFAULT is left out: %s", "")

	DefaultLost = text0("default-lost", Error, "INSERT leaves the column to its DEFAULT, which cannot be translated",
		"load the dump into SQLite and translate the dump of that: "+newDatabase)

	DumpErrors         = text1[string]("dump-errors", Error, "sqlite3 met an error while it wrote the dump: %s", dumpErrors)
	DumpErrorsAccepted = text1[string]("dump-errors", Warning, "sqlite3 met an error while it wrote the dump: %s; what it wrote is translated all the same: --accept-errors",
		dumpErrors)

	ColumnNamedTwice = text0("duplicate-column", Error, "INSERT names the column twice", sameDatabase)
	DuplicateColumn  = text0("duplicate-column", Error, "the table has two columns of that name", "rename one of them in SQLite")

	DuplicateTable = text1[int]("duplicate-table", Error, "a table of that name was created at line %d already", "translate one dump at a time")

	EmptyInput  = text0("empty-input", Error, "the input is empty", emptyInput)
	NoStatement = text0("empty-input", Error, "the input holds no statement", emptyInput)

	// ActionNeverTaken takes DELETE or UPDATE, and two actions.
	ActionNeverTaken = text3[string, string, string]("foreign-key-action", Note, "its ON %s %s is never taken, as another foreign key over the same columns acts first: that one's %s is", "")

	GeneratedLeftOut = text1[string]("generated-left-out", Warning, "the generated column is left out: %s", "")

	GeneratedMayFail = text0("generated-moved", Warning,
		movedColumn+"its expression may fail on a value, which must not end the load", nameColumns)
	GeneratedMoved = text0("generated-moved", Warning,
		movedColumn+"the data decided the type of a column that it reads", nameColumns)

	HasHistory = text1[string]("history", Note, "is the migration history of %s: the application may not start on tables that it has not made itself",
		"have it make its own tables in PostgreSQL, and load the rows: sqlite2pg --into <(pg_dump --schema-only app) (docs/into.md)")

	HotJournal = text0("hot-journal", Error, "a transaction on the database did not end, and its journal is to be rolled back first",
		"a file that is only read is not changed: open it once with the application or with sqlite3; of a copy, copy FILE-journal, too")
	HotWAL = text0("hot-journal", Error, "the write-ahead log of the database is to be recovered first",
		"a file that is only read is not changed: open it once with the application or with sqlite3; of a copy, copy FILE-wal, too")

	IdentityFull = text0("identity-full", Warning, "the highest possible key is in use: the next insert without a key will fail", "")

	IndexLeftOut = text1[string]("index-left-out", Warning, notCarried, carried)

	// IndexRowTooLong and IndexRowsTooLong are of what the load tries first. The other two are
	// of rows that go into tables whose indexes stand. They take what the values are in.
	IndexRowTooLong = text3[int64, int, string]("index-row-too-long", Warning, "%d {value is|values are} longer than the %d {byte|bytes} that %s holds: unless compression makes room, the load makes another index in its place",
		"all rows arrive, and WARNING says what stands in its place; shorten the values in SQLite to have it as it was")
	IndexRowsTooLong = text3[int, int, string]("index-row-too-long", Warning, "its values may have %d {byte|bytes} together, more than the %d that %s holds: unless compression makes room, the load makes another index in its place",
		"all rows arrive, and WARNING says what stands in its place")
	StandingIndexTooLong = text3[int64, int, string]("index-row-too-long", Warning, "%d {value is|values are} longer than the %d {byte|bytes} that %s holds: unless compression makes room, it refuses the rows, and nothing is committed",
		"drop it before the load, or shorten the values in SQLite")
	StandingIndexesTooLong = text3[int, int, string]("index-row-too-long", Warning, "its values may have %d {byte|bytes} together, more than the %d that %s holds: unless compression makes room, it refuses the rows, and nothing is committed",
		"drop it before the load, or shorten the values in SQLite")

	IndexShortened = text2[int, int]("index-shortened", Warning, "PostgreSQL allows %d columns in an index: it holds the first ones of its %d", "")

	// Inferred is of the value that ruled out the types before.
	Inferred       = text2[string, string]("inferred", Note, "%s decides the type: the column becomes %s", "")
	InferredOffset = text1[string]("inferred", Note, "%s has an offset from UTC: the column becomes timestamptz", "")

	InsertOr = text1[string]("insert-or", Warning,
		"INSERT OR %s is treated as INSERT: rows with the same key are all loaded, and psql reports the key", "")

	Instants = text1[string]("instants", Note, "compares and reads %s as instants: SQLite does so by the texts, which are not all written in one way", "")

	Internal = text2[int64, int64]("internal", Error, "%d of its first %d {row was|rows were} written", reportIt)

	IntoHistory = text1[string]("into-history", Note, "is the history of %s: where PostgreSQL has rows in it, they stay, and these do not come", "")

	IntoOtherKind = text0("into-left-out", Warning, "is left out: PostgreSQL searches in another way", "")

	// IntoNames and IntoSchema are worded where names are matched, and the schema read.
	IntoNames = text2[string, string]("into-names", Error, "%s", "%s")

	IntoSchema = text2[string, string]("into-schema", Error, "%s", "%s")

	IntoFires          = text1[string]("into-trigger", Warning, "the triggers that fill columns which SQLite lacks fire for its rows: %s", "--hold-trigger TABLE.NAME keeps one from it")
	IntoFiresAsked     = text1[string]("into-trigger", Note, "these triggers fire for its rows, as --fire-trigger says: %s", "")
	IntoHolds          = text3[string, string, string]("into-trigger", Warning, "trigger %s writes to table %s, which SQLite lacks: it does not fire for the rows", "--fire-trigger %s has it fire, --hold-trigger says that it shall not")
	IntoUnknownTrigger = text2[string, string]("into-trigger", Warning, "nobody can see whether trigger %s fills a column which SQLite lacks: it does not fire for the rows", "--fire-trigger %s has it fire")

	IntoUnused = text1[string]("into-unused", Error, "these options name nothing that the dump or the target has: %s", "see how the names are spelled")

	InvalidUTF8 = text1[string]("invalid-utf8", Error, "%s is not valid UTF-8, which PostgreSQL's text must be", badText)

	Documents = text1[string]("json-compared", Note, "compares %s as JSON: spaces, the order of keys and the spelling of numbers do not count, which SQLite compares, too", "")

	// LeftOut is of a part of a table, and the reason.
	LeftOut = text2[string, string]("left-out", Warning, "its %s is left out: %s", "")

	// Misfit takes the value, the type, and a type that holds all values.
	// MisfitAsked has the reason before it.
	Misfit      = text3[string, string, string]("misfit", Error, "%s does not fit type %s", anotherType)
	MisfitAsked = text4[string, string, string, string]("misfit", Error, "%s does not fit type %s: %s", anotherType)
	// MisfitInto takes the reason, and IntoMoreMisfits counts values of a column that are not
	// shown.
	MisfitInto      = text3[string, string, string]("misfit", Error, "%s does not fit type %s: %s", "")
	IntoMoreMisfits = text1[int64]("misfit", Error, "%d more {value does|values do} not fit", "")
	MisfitTarget    = text2[string, string]("misfit", Error, "%s does not fit type %s",
		"write the schema and the data with the same types: --types-out FILE in a full run, then --types FILE")

	NoColumns = text0("no-columns", Error, "--exclude-column leaves no column of it", "leave the table out: --exclude-table")

	NoInput = text0("no-input", Error, "standard input is a terminal, and no FILE is given",
		"run: sqlite3 app.db .dump | sqlite2pg | psql -X app")

	NoKey = text0("no-key", Error, "the row has no key, and the highest possible one is in use",
		"give the row a key: SQLite itself would take one at random")

	// NoMatch is of a pattern on the command line: it takes what was looked for, and what
	// was probably meant.
	NoMatch = text2[string, string]("no-match", Error, "no %s has such a name%s", "see the names that SQLite has: sqlite3 app.db .tables")

	NotAStatement = text1[string]("no-statement", Error, "a statement cannot begin with %s",
		"the input must be SQL text as `sqlite3 app.db .dump` writes it: check what the file is, and whether it is for another database")

	// NoTablesFor takes how many views and triggers there are.
	NoTablesFor = text1[int]("no-tables", Warning, "the dump holds no table, but %d other {object|objects}", "")
	NoTables    = text0("no-tables", Warning, "the dump holds no table",
		"sqlite3 makes an empty database when there is no file of that name: check the name")

	NoTransaction = text0("no-transaction", Warning, "the input has no BEGIN and COMMIT: nothing shows whether it is complete", "")

	Normalised = text2[string, string]("normalised", Note, "type %s keeps what the values mean, not %s", "")

	NotADatabase = text0("not-a-database", Error, "SQLite does not know the file as a database",
		"if it is encrypted, as by SQLCipher, decrypt it first (in sqlcipher: sqlcipher_export), or dump it with the program that has its key; else see whether it is a whole copy")

	// NotADump takes what the input is, and what to do with that.
	NotADump = text2[string, string]("not-a-dump", Error, "the input is %s", "%s")

	NotNull         = text0("not-null", Error, "NULL in a NOT NULL column", "fix the row in SQLite, or declare the column without NOT NULL")
	NotNullZeroDate = text1[string]("not-null", Error, "%s is NULL by --zero-dates, and the column takes none", "give such rows a date in SQLite, or let the column be NULL in PostgreSQL")
	NoValue         = text0("not-null", Error, "INSERT gives no value for a NOT NULL column", sameDatabase)

	NULCharacter = text1[string]("nul-character", Error, "%s holds a NUL character, which PostgreSQL's text cannot", badText)

	NullInKey = text0("null-in-key", Warning, "the primary key has rows with NULL, which SQLite allows: it becomes a unique constraint", "give these rows a key in SQLite, and translate again")

	OnConflict = text1[string]("on-conflict", Warning, "ON CONFLICT %s of a constraint is not kept: a violation is an error in PostgreSQL",
		"use INSERT ... ON CONFLICT in the application")

	OverrideUnused = text1[string]("override-unused", Warning, "no column has that name or declared type%s",
		"check its spelling; another option may override it")

	Overwrite = text1[string]("overwrite", Error, "%s is the input or a database: it is not overwritten", "give -f another name")
	// FolderExists is for what is where an archive is to be.
	FolderExists = text1[string]("overwrite", Error, "%s is there already, and no empty folder: it is not overwritten", "give -f another name, or remove it first")

	// PassedOver is said by PostgreSQL, when a script is loaded: it takes what was passed over.
	PassedOver = text0("passed-over", Error, "the rows or the server refuse a part of the schema, and --strict makes that an error", "--allow passed-over loads the rest")

	Refusal = text1[string]("refused", Warning, "%s", reportIt)

	Renamed = text2[string, string]("renamed", Warning, "is called %q in PostgreSQL: %s", "")

	// KeysRepeated is of jsonb: SQLite's functions read the first value of a key, most
	// programs the last.
	KeysRepeated = text1[int64]("repeated-keys", Warning, "in %d JSON {value|values} a key stands twice in an object: jsonb keeps the last value of it, which is what most programs read", "")

	Rollback = text0("rollback", Error, "the dump ends in ROLLBACK: sqlite3 met errors while it wrote it", rollback)
	// RollbackAfter takes the error that sqlite3 wrote as a comment.
	RollbackAfter = text1[string]("rollback", Error, "the dump ends in ROLLBACK: sqlite3 met errors while it wrote it, and says %s", rollback)

	TimestampsRounded = text3[int64, string, string]("rounded", Warning, "%d {value has more than six digits of a second, and was|values have more than six digits of a second, and were} rounded to the microsecond, by up to %s; the first is %s", "--timestamps=text keeps all digits")
	ValuesRounded     = text1[int64]("rounded", Warning, "%d {value has more digits than the column keeps, and was|values have more digits than the column keeps, and were} rounded", "")

	RowTooLarge = text0("row-too-large", Error, "the row is 1 GB or more as COPY text, which PostgreSQL cannot read (a byte of a blob takes two)",
		"keep such a value outside the database, or split it")

	RowTooWide = text2[int, int]("row-too-wide", Warning, "it takes %d (bytes) of a page, even with its long values moved out of it, and PostgreSQL allows %d: it fails to load, and nothing is committed", "leave columns out, or put them into another table: --exclude-column")

	RowidColumnKept = text2[string, string]("rowid-column", Warning, "its rowid becomes a column, %s: %s needs it", "")
	RowidColumn     = text2[string, string]("rowid-column", Warning, "its rowid becomes a column, %s, numbered from 1: %s needs it", "")

	RowidDropped = text0("rowid-dropped", Warning, "the hidden rowid is not kept: the table has no INTEGER PRIMARY KEY", "")

	RowsMissing = text2[int64, int64]("rows-missing", Error, "the dump has %d {row|rows}, the database has %d",
		"the database is damaged (see PRAGMA integrity_check), or was written to in the meantime")

	SearchDiffers = text1[string]("search-differs", Warning, "its MATCH of %s is a search in a tsvector: letters with accents are others than those without, and words are PostgreSQL's", "")
	SearchRated   = text0("search-differs", Warning, "what it ranks is ranked by ts_rank(), and what it shows is cut by ts_headline(): both count otherwise than SQLite", "")
	SearchWords   = text2[string, string]("search-differs", Warning, "its MATCH of %s is a search in a tsvector: %s", "")

	SearchLeftOut = text1[string]("search-left-out", Warning, "no tsvector is made: %s", "")

	NotTranslated = text2[string, string]("statement", Error, "%s cannot be translated: %s",
		"run the file in SQLite, in the database that it is for, and translate the dump of that: sqlite3 app.db < FILE, then sqlite2pg app.db")

	InsertTooLong    = text1[int]("statement-too-long", Error, "the column list of INSERT is longer than %d bytes", missingEnd)
	StatementTooLong = text1[int]("statement-too-long", Error, "a statement other than INSERT is longer than %d bytes", missingEnd)

	StaysJSON   = text1[string]("stays-json", Note, "jsonb cannot keep all of %s: the column stays json", "")
	BecomesJSON = text1[string]("stays-json", Note, "jsonb cannot keep all of %s: the column becomes json, and the values before are as jsonb spells them", "")

	Strict = text1[int]("strict", Error, "there are warnings (%d), and --strict makes them errors", "nothing is committed: see the warnings above; --allow ID,... takes some of them")

	SwallowedSemicolon = text0("swallowed-semicolon", Warning,
		"the semicolon of the statement that begins here is in a comment: the next line is taken as the beginning of the next statement",
		"SQLite itself would lose the next statement: the program that wrote the dump has a bug")

	SyntaxLeftOut = text1[string]("syntax", Warning, notCarried, carried)
	SyntaxOfTable = text1[string]("syntax", Error, "%s",
		"its rows cannot be loaded without its definition: fix it; `sqlite3 :memory: < FILE` says what SQLite finds wrong")
	TwoPrimaryKeys = text0("syntax", Error, "the table has more than one primary key",
		"SQLite rejects such a table: the dump was edited, or written by a program with a bug")

	TableAgain = text1[int]("table-again", Warning, "was created at line %d already: this one is ignored", "")

	NameTooLong = text1[int]("token-too-long", Error, "a quoted name is longer than %d bytes", quoteMissing)
	WordTooLong = text1[int]("token-too-long", Error, "a name or number is longer than %d bytes", quoteMissing)

	TooManyColumns = text2[int, int]("too-many-columns", Error, "it has %d columns, and PostgreSQL's limit is %d", "split the table in SQLite")

	// TriggerCompletes takes BEFORE and INSERT or UPDATE.
	TriggerCompletes = text2[string, string]("trigger-before", Note, "fires %s %s in PostgreSQL and assigns to the row that is written, which has no rowid to be found by later", "")

	TriggerDiffers = text1[string]("trigger-differs", Warning, "%s", "check whether the application relies on it")

	TriggerDisabled = text1[string]("trigger-disabled", Warning, "is disabled: it calls %s, which is none of SQLite's own and is to be supplied",
		"CREATE FUNCTION, and then ALTER TABLE ... ENABLE TRIGGER")

	TriggerLeftOut = text1[string]("trigger-left-out", Warning, notCarried, carried)

	TriggerNotNeeded = text1[string]("trigger-not-needed", Note, "what it does to the index of %s is not needed: PostgreSQL keeps its own", "")

	TriggerOfIndex = text1[string]("trigger-not-needed", Note, "what it does to the index of %s is not needed: PostgreSQL has none without --fts=tsvector", "")

	EndsInInsert    = text0("truncated", Error, "the input ends inside an INSERT", cutOff)
	EndsInStatement = text0("truncated", Error, "the input ends inside the statement that begins here", cutOff)
	NoCommit        = text0("truncated", Error, "the dump ends without COMMIT", cutOff)

	TypesOfAnother = text2[int, int]("types-unused", Error, "the types file names %d {column|columns}, and the dump lacks %d of them: it is of another database",
		"give the types file that was made of this database, or of its schema: --types-out FILE")
	TypesUnused = text0("types-unused", Warning, "the types file names it, and the dump does not have it", "")

	// Unchecked takes the parent, and the option that leaves its rows out.
	Unchecked = text2[string, string]("unchecked", Warning, "its foreign key to %s holds for new rows only (NOT VALID): the rows of that table are left out, %s", "")

	// UnclearSelection takes a table, and the one that it would be a part of.
	UnclearSelection = text1[string]("unclear-selection", Error, "it looks like a table in which a full-text or R-tree table %s keeps its data, and there is none: the options cannot tell whether it comes",
		"leave both out, or take both")

	UnixTime           = text2[string, string]("unix-time", Warning, "it holds Unix times in %s: converted to %s", "")
	UnixTimeAmongTexts = text3[int64, int64, string]("unix-time", Warning, "of its values, %d {is a Unix time|are Unix times} and %d {is a text|are texts}: all of them became %s", "")

	UnknownColumn = text1[string]("unknown-column", Error, "INSERT names column %s, which the table does not have", sameDatabase)

	UnknownTable = text0("unknown-table", Error, "INSERT comes before any CREATE TABLE of that name",
		"put the schema before the rows: (sqlite3 app.db .schema; cat FILE) | sqlite2pg; with --data-only if the tables exist in PostgreSQL")

	Unterminated = text1[string]("unterminated", Error, "the input ends inside a %s that begins here", cutOff)

	UTF16 = text0("utf-16", Warning, "the input is UTF-16, as PowerShell's > writes it",
		"PowerShell may have changed characters beyond ASCII and line ends inside texts before: compare some, or make the dump with sqlite3's .output")

	ValueTooLong = text1[int]("value-too-long", Error, "a text inside an expression is longer than %d bytes",
		"dump with an sqlite3 shell of 3.50 or newer, whose long texts can be read piece by piece")

	VerifyPartial = text0("verify-partial", Warning,
		"INSERT leaves the column to its default: --verify compares neither the column nor whole rows of the table", "")

	ViewLeftOut = text1[string]("view-left-out", Warning, notCarried, carried)

	VirtualLate = text1[string]("virtual-late", Error,
		"comes after table %s, which only its module can read: --data-only has already written its rows", "translate schema and rows in one run")

	VirtualRows = text1[int]("virtual-rows", Error, "%d {row goes|rows go} into it, and the dump has no other table with their content",
		"run the file in SQLite and translate the dump of the result: "+newDatabase)
	RowsElsewhere = text2[int, string]("virtual-rows", Warning, "%d {row that goes into it is|rows that go into it are} skipped: table %s has them, too", "")
	RowsInShadows = text1[int]("virtual-rows", Warning, "%d {row that goes into it is|rows that go into it are} skipped: its shadow tables have them, too", "")

	VirtualLeftOut   = text1[string]("virtual-table", Warning, notCarried, carried)
	FullText         = text0("virtual-table", Warning, "becomes a plain table with its content: "+noMatch, tsvector)
	FullTextSearch   = text0("virtual-table", Warning, "becomes a plain table with its content, searched in a tsvector: "+noTokens, search)
	FullTextOf       = text1[string]("virtual-table", Warning, "is an index of table %s, where its rows stand: "+noMatch, tsvector)
	FullTextOfSearch = text1[string]("virtual-table", Warning, "is an index of table %s, where its rows stand and PostgreSQL searches them in a tsvector: "+noTokens, search)
	RTree            = text0("virtual-table", Warning, "becomes a plain table with its coordinates: the R-tree that finds them is not translated",
		"CREATE INDEX ... USING gist over a box, or a point, of them")
	RTreeWithoutNodes = text0("virtual-table", Warning, "becomes a table without rows: the dump has no table with its nodes", "translate a dump that holds its shadow tables")

	WidenedBySequence = text3[int64, string, string]("widened", Warning, "its last key was %d, and the next one does not fit type %s: the column becomes %s", "")
	WidenedByKey      = text3[string, string, string]("widened", Warning, "a foreign key joins it with %s: the column of type %s becomes %s, too", "")
	WidenedByDefault  = text3[string, string, string]("widened", Warning, "its DEFAULT, %s, does not fit type %s: the column becomes %s", "")
	WidenedToBytes    = text2[string, string]("widened", Warning, "it holds nothing but blobs: the column of type %s becomes %s", "")
	WidenedByPart     = text4[string, string, string, string]("widened", Warning, "%s %s: the column becomes %s, not %s", "")
	Widened           = text3[string, string, string]("widened", Warning, "%s does not fit type %s: the column becomes %s", "")

	// ZeroDates takes how many, and the first of them.
	ZeroDates         = text2[int64, string]("zero-dates", Warning, "%d {value|values} became NULL, the first is %s", "")
	ZeroDatesNullable = text2[int64, string]("zero-dates", Warning, "%d {value|values} became NULL, the first is %s: the column is not NOT NULL any more", "")
	ZeroDefault       = text1[string]("zero-dates", Warning, "its DEFAULT, %s, becomes NULL", "")
)
