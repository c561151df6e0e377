package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// What has the name of something that the script makes may be there already, from
// another load for example. Without Clean the load ends before anything is changed,
// with Clean it is dropped in the transaction of the load. A script with data meets its
// names one by one, and calls a procedure for each; one for people has them all at once.

// refuse ends the load where one of names is taken. %s is the list of names, and then
// what to do.
const refuse = `
DECLARE
    names CONSTANT text[] := %s;
    taken text;
    others text;
BEGIN
    SELECT string_agg(CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence ' WHEN 'i' THEN 'index ' ELSE 'table ' END
            || quote_ident(c.relname), ', ' ORDER BY c.relname)
        INTO taken
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relname::text = ANY (names);
    IF taken IS NOT NULL THEN
        SELECT string_agg(quote_ident(tablename), ', ' ORDER BY tablename) INTO others FROM pg_catalog.pg_tables WHERE schemaname = current_schema();
        RAISE EXCEPTION 'sqlite2pg: schema %% has this already: %%', quote_ident(current_schema()), taken
            USING DETAIL = 'The tables of the schema: ' || left(others, 1000),
                HINT = '%s';
    END IF;
END
`

const (
	refuseInScript  = "Nothing was changed. Translate again with --clean, which drops them first; or with --schema NAME, which takes another schema; or with --data-only and --truncate or --on-conflict-do-nothing, which fill the tables that are there."
	refuseOnRestore = "Nothing was changed. pg_restore --clean --if-exists drops them first; or translate again with --schema NAME, which takes another schema. Give pg_restore --exit-on-error, too: without it, it goes on here."
)

// sayMissing warns of names that are not there to be dropped, as pg_dump's --clean does.
const sayMissing = `    FOR k IN SELECT w.name FROM unnest(names) AS w (name) WHERE to_regclass(format('%I.%I', current_schema(), w.name)) IS NULL LOOP
        RAISE WARNING 'sqlite2pg: --clean: there is no % to drop', quote_ident(k.name) USING HINT = 'With --if-exists nothing is said of it.';
    END LOOP;
`

// takeApart drops what keeps a table or view from being dropped, and may be part of
// the script, too: foreign keys of other tables, and views. It notes them for stayed.
const takeApart = `    FOR k IN
        SELECT conrelid, conname FROM pg_catalog.pg_constraint
        WHERE contype = 'f' AND conparentid = 0 AND confrelid = ANY (targets) AND conrelid <> ALL (targets)
    LOOP
        INSERT INTO pg_temp.sqlite2pg_dropped VALUES (format('foreign key %I of table %s', k.conname, k.conrelid::regclass), k.conrelid, NULL);
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname);
    END LOOP;
    FOR k IN
        WITH RECURSIVE readers (oid, depth) AS (
            SELECT unnest(targets), 0
            UNION
            SELECT r.ev_class, readers.depth + 1
            FROM readers
                JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = readers.oid AND d.classid = 'pg_catalog.pg_rewrite'::regclass
                JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_type = '1' AND r.ev_class <> readers.oid
        )
        SELECT format('%I.%I', n.nspname, c.relname) AS name
        FROM readers JOIN pg_catalog.pg_class c ON c.oid = readers.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'v' AND c.oid <> ALL (targets)
        GROUP BY 1 ORDER BY max(readers.depth) DESC, 1
    LOOP
        INSERT INTO pg_temp.sqlite2pg_dropped VALUES ('view ' || k.name, NULL, k.name);
        EXECUTE 'DROP VIEW ' || k.name;
    END LOOP;
`

// clean drops what has one of names.
const clean = `
DECLARE
    names CONSTANT text[] := %s;
    targets CONSTANT oid[] := ARRAY(SELECT to_regclass(format('%%I.%%I', current_schema(), w.name)) FROM unnest(names) AS w (name))::oid[];
    k record;
BEGIN
%s    FOR k IN
        SELECT CASE WHEN relkind = 'v' THEN 'VIEW ' ELSE 'TABLE ' END || string_agg(format('%%I.%%I', current_schema(), relname), ', ' ORDER BY relname) AS list
        FROM pg_catalog.pg_class WHERE oid = ANY (targets) AND relkind IN ('r', 'p', 'v') GROUP BY relkind = 'v' ORDER BY relkind = 'v' DESC
    LOOP
        EXECUTE 'DROP ' || k.list;
    END LOOP;
    FOR k IN SELECT oid::regclass AS name FROM pg_catalog.pg_class WHERE oid = ANY (targets) LOOP
        RAISE EXCEPTION 'sqlite2pg: --clean: %% is neither a table nor a view', k.name USING HINT = 'Nothing was changed. Drop it first if it may go.';
    END LOOP;
END
`

const dropped = `CREATE TEMPORARY TABLE sqlite2pg_dropped (
    what text,
    child oid,
    view text
) ON COMMIT DROP`

// stayed ends the load where something was dropped that the script does not make again.
const stayed = `DO $sqlite2pg$
DECLARE
    list text;
BEGIN
    SELECT string_agg(what, ', ' ORDER BY what) INTO list FROM pg_temp.sqlite2pg_dropped d
    WHERE view IS NOT NULL AND to_regclass(view) IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = child);
    IF list IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: --clean: something else needs the tables that are to be dropped: %', list
            USING HINT = 'Nothing was changed. Drop it first if it may go.';
    END IF;
END
$sqlite2pg$`

// roomBody is the body of what makes room for names.
func (w *Writer) roomBody(names string) string {
	if !w.Clean {
		return fmt.Sprintf(refuse, names, refuseInScript)
	}
	var first string
	if !w.IfExists {
		first = sayMissing
	}
	if w.attempts {
		first += takeApart
	}
	return fmt.Sprintf(clean, names, first)
}

// roomStart returns the statements that make what room calls.
func (w *Writer) roomStart() []string {
	out := []string{string(pg.AppendDollar([]byte("CREATE PROCEDURE pg_temp.sqlite2pg_room(VARIADIC text[])\nLANGUAGE plpgsql AS "), "sqlite2pg", w.roomBody("$1")))}
	if w.Clean {
		return append(out, dropped)
	}
	return out
}

// room returns the statement that makes room for names.
func (w *Writer) room(names []string) string {
	if !w.attempts {
		return string(pg.AppendDollar([]byte("DO "), "sqlite2pg", w.roomBody(string(appendArray(nil, names)))))
	}
	text := []byte("CALL pg_temp.sqlite2pg_room(")
	for i, name := range names {
		if i > 0 {
			text = append(text, ", "...)
		}
		text = pg.AppendLiteral(text, name)
	}
	return string(append(text, ')'))
}

// Room is what stands above a script for people: it makes room for the tables and views
// among the objects.
func Room(objects []*pg.Object) []pg.Statement {
	var names []string
	for _, o := range objects {
		if o.Kind == pg.KindTable || o.Kind == pg.KindView {
			names = append(names, o.Name)
		}
	}
	if names == nil {
		return nil
	}
	return []pg.Statement{&pg.Room{Names: names}}
}

// takes are the names that a statement takes, in a script with data.
func (w *Writer) takes(s pg.Statement) []string {
	switch s := s.(type) {
	case *pg.CreateTable:
		if !s.Temporary {
			return []string{s.Name}
		}
	case *pg.Rename:
		if s.Column == "" {
			return []string{s.To}
		}
	case *pg.CreateView: // where one is in the way, the attempt says so
		if w.Clean {
			return []string{s.Name}
		}
	}
	return nil
}
