package emit

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// The frame around the statements: one transaction that commits whole or not
// at all, whatever dies on the way.

// settings begin the script. What a .psqlrc may have changed is set first;
// SET LOCAL ends with the transaction. Two timeouts are newer than PostgreSQL
// 13, so they are switched off where they exist.
const variables = `\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on
`

const settings = `
BEGIN;

SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;
SET LOCAL client_min_messages = warning;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL check_function_bodies = off;
SET LOCAL row_security = off;
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;

`

// guard makes every COMMIT fail until heal has run: the unique constraint of
// the temporary table is checked at COMMIT, and violated. A script that was cut
// off, even one that psql -1 would commit, leaves nothing.
var guard = []string{
	`CREATE TEMPORARY TABLE sqlite2pg_guard (
    script_complete boolean UNIQUE DEFERRABLE INITIALLY DEFERRED
) ON COMMIT DROP`,
	`INSERT INTO pg_temp.sqlite2pg_guard VALUES (false), (false)`,
}

const heal = `DELETE FROM pg_temp.sqlite2pg_guard`

// preflight stops early where the script, or the archive, could not be loaded rightly.
const preflight = `DO $sqlite2pg$
BEGIN
    IF current_setting('server_version_num')::int < 130000 THEN
        RAISE EXCEPTION 'sqlite2pg: PostgreSQL 13 or newer is needed, not %', current_setting('server_version');
    END IF;
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'sqlite2pg: a database with encoding UTF8 is needed, not %', current_setting('server_encoding')
            USING HINT = 'CREATE DATABASE name ENCODING ''UTF8'' TEMPLATE template0';
    END IF;
    PERFORM set_config('sqlite2pg.left_open', '', false);
    PERFORM set_config(name, '0', true) FROM pg_settings
        WHERE name IN ('transaction_timeout', 'idle_session_timeout');
END
$sqlite2pg$`

// attempt is what an object that may be refused calls. It passes over what the data or the
// server refuse (SQLSTATE classes data exception, integrity violation, syntax
// or access rule, program limit, feature not supported) and lets everything
// else, such as a full disk, end the load.
const attempt = "CREATE PROCEDURE pg_temp.sqlite2pg_attempt(what text, listing text, VARIADIC statements text[])\nLANGUAGE plpgsql AS $sqlite2pg$\nDECLARE\n" +
	trying + leavingOpen + warning + "$sqlite2pg$"

// trying and warning are a block that has its variables: what, listing and statements.
const (
	trying = `    reason text;
    outcome text := 'left out';
BEGIN
    FOR i IN 1 .. array_length(statements, 1) LOOP
        BEGIN
            EXECUTE statements[i];
            IF i = 1 THEN
                RETURN;
            END IF;
            outcome := 'replaced by: ' || regexp_replace(statements[i], '\s+', ' ', 'g');
            EXIT;
        EXCEPTION WHEN OTHERS THEN
            IF left(SQLSTATE, 2) NOT IN ('22', '23', '42', '54', '0A') THEN
                RAISE;
            END IF;
            reason := coalesce(reason, SQLERRM);
        END;
    END LOOP;
`
	leavingOpen = `    PERFORM set_config('sqlite2pg.left_open',
        concat_ws('; ', nullif(current_setting('sqlite2pg.left_open'), ''), what), false);
`
	warning = `    RAISE WARNING 'sqlite2pg: %: %', what, outcome
        USING DETAIL = reason, HINT = coalesce('The rows in the way: ' || listing, 'All rows arrived: only this is missing or another.');
END
`
)

// setAside takes the foreign keys off tables that exist already, so that rows
// can come in any order; restoreKeys puts them back. Rows without a parent leave
// a key NOT VALID, as in a full script.
const setAside = `CREATE TEMPORARY TABLE sqlite2pg_foreign_keys ON COMMIT DROP AS
SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint
WHERE contype = 'f' AND conparentid = 0 AND conrelid IN (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema())`

const dropKeys = `DO $sqlite2pg$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_foreign_keys ORDER BY 1, 2 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k."table", k.name);
    END LOOP;
END
$sqlite2pg$`

const restoreKeys = `DO $sqlite2pg$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_foreign_keys ORDER BY 1, 2 LOOP
        CALL pg_temp.sqlite2pg_attempt(
            format('foreign key %I of table %s', k.name, k."table"), NULL,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', k."table", k.name, k.definition),
            format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', k."table", k.name, k.definition));
    END LOOP;
END
$sqlite2pg$`

// disableTriggers keeps rows from firing the triggers of tables that exist
// already: in SQLite they have fired. enableTriggers puts each back as it was.
const disableTriggers = `DO $sqlite2pg$
DECLARE
    t record;
BEGIN
    CREATE TEMPORARY TABLE sqlite2pg_triggers ON COMMIT DROP AS
    SELECT tgrelid::regclass::text AS "table", tgname AS name, CASE tgenabled WHEN 'A' THEN 'ALWAYS ' WHEN 'R' THEN 'REPLICA ' ELSE '' END AS mode
    FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT tgisinternal AND tgenabled <> 'D' AND relkind IN ('r', 'p') AND n.nspname = current_schema();
    FOR t IN SELECT * FROM pg_temp.sqlite2pg_triggers ORDER BY 1, 2 LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', t."table", t.name);
    END LOOP;
END
$sqlite2pg$`

const enableTriggers = `DO $sqlite2pg$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT * FROM pg_temp.sqlite2pg_triggers ORDER BY 1, 2 LOOP
        EXECUTE format('ALTER TABLE %s ENABLE %sTRIGGER %I', t."table", t.mode, t.name);
    END LOOP;
END
$sqlite2pg$`

const (
	header   = "PostgreSQL script written by sqlite2pg."
	loadedBy = "Load it with: psql -X -f FILE DATABASE"
	runBy    = "It is plain SQL: run its statements in one session, and stop at the first error."
)

// Begin writes the head of a script: settings, and in one that carries data the
// guard and the preflight.
func (w *Writer) Begin(what Contents) error {
	w.what = what
	w.Comment(header)
	if w.inserts == nil {
		w.Comment(loadedBy)
		w.w.WriteString("\n" + variables)
	} else {
		w.Comment(runBy)
	}
	if w.RestrictKey != "" { // it forbids \\set, too
		w.w.WriteString("\n\\restrict " + w.RestrictKey + "\n")
	}
	w.w.WriteString(settings)
	if w.Citus {
		w.w.WriteString(citusSettings)
		if err := w.sql([]byte(citusPreflight(w.Schema))); err != nil {
			return err
		}
	}
	if w.Schema != "" {
		if err := w.all(w.searchPath(what == DataOnly)); err != nil {
			return err
		}
	}
	if what == SchemaOnly {
		return nil
	}
	w.attempts = true
	start := append(guard, preflight)
	if what != DataOnly {
		start = append(start, w.roomStart()...)
	}
	return w.all(silently(append(start, attempt)...))
}

// silently returns statements that make what only this session has, without warnings: a
// distributed database has one of each procedure, which no other server gets.
func silently(statements ...string) []string {
	out := append([]string{"SET LOCAL client_min_messages = error"}, statements...)
	return append(out, "SET LOCAL client_min_messages = warning")
}

// searchPath returns the statements that have names be looked for in the schema of
// the script, and in no other one. Unless it has to exist, it is made.
func (w *Writer) searchPath(exists bool) []string {
	block := makeSchema(w.Schema)
	if exists {
		block = unlessSchema(w.Schema, fmt.Sprintf("RAISE EXCEPTION 'sqlite2pg: there is no schema %%', quote_ident(%s)", pg.AppendLiteral(nil, w.Schema)))
	}
	return []string{string(pg.AppendDollar([]byte("DO "), "sqlite2pg", block)), "SET LOCAL search_path = " + pg.Ident(w.Schema) + ", pg_temp"}
}

// Commit heals the guard, commits, and says what was loaded, and passed over.
func (w *Writer) Commit(l Loaded) error {
	w.EndRows()
	if !w.attempts {
		w.w.WriteString("COMMIT;\n")
		w.unrestrict()
		return nil
	}
	if w.Clean {
		if err := w.sql([]byte(stayed)); err != nil {
			return err
		}
	}
	if l.Counts {
		if err := w.sql([]byte("CALL pg_temp.sqlite2pg_loaded()")); err != nil {
			return err
		}
	}
	if w.Strict {
		if err := w.sql(strict()); err != nil {
			return err
		}
	}
	if err := w.sql([]byte(heal)); err != nil {
		return err
	}
	w.w.WriteString("COMMIT;\n\n")
	if err := w.sql(verdict(l)); err != nil {
		return err
	}
	w.unrestrict()
	return nil
}

// unrestrict ends what RestrictKey began.
// https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMAND-RESTRICT
func (w *Writer) unrestrict() {
	if w.RestrictKey != "" {
		w.w.WriteString("\\unrestrict " + w.RestrictKey + "\n")
	}
}

// Fail ends a script that must not be committed: it closes an open COPY block
// and raises message, on which psql stops with exit code 3. Its lines are lines in
// psql, too, but none of the script.
func (w *Writer) Fail(message string) {
	w.dropRows()
	var text []byte
	for i, line := range strings.Split("sqlite2pg: "+message, "\n") {
		if i > 0 {
			text = append(text, " || chr(10) || "...)
		}
		text = pg.AppendLiteral(text, printable(line))
	}
	fmt.Fprintf(w.w, "DO %s;\n", pg.AppendDollar(nil, "sqlite2pg", fmt.Sprintf(
		"\nBEGIN\n    RAISE EXCEPTION USING MESSAGE = %s;\nEND\n", text)))
}
