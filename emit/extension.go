package emit

import (
	"fmt"
	"maps"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// extended makes an extension, or says why the load cannot go on without it: the server may
// lack it (SQLSTATE 58P01, since 17 0A000), or the user the right to make it. In a schema of
// the caller's it would go when that is dropped, from under others: it goes to public, where
// there is one. Where the search_path does not lead to it, it does from then on.
const extended = `
DECLARE
    home text;
BEGIN
    BEGIN
        EXECUTE %[1]s || CASE WHEN to_regnamespace('public') IS NULL THEN '' ELSE ' WITH SCHEMA public' END;
    EXCEPTION
        WHEN undefined_file OR feature_not_supported THEN
            RAISE EXCEPTION 'sqlite2pg: this server does not have the extension %[2]s, which the script needs'
                USING DETAIL = SQLERRM, HINT = 'Install the server''s contrib package, or translate again without what asks for %[2]s, such as --nocase=citext.';
        WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'sqlite2pg: this database lacks the extension %[2]s, and user %% must not create it', quote_ident(current_user)
                USING DETAIL = SQLERRM, HINT = 'Have the owner of the database run CREATE EXTENSION %[2]s first, or translate again without what asks for it, such as --nocase=citext.';
    END;
    SELECT quote_ident(n.nspname) INTO home FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = %[3]s;
    IF to_regtype(%[3]s) IS NULL THEN
        PERFORM set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), home), %[4]t);
    END IF;
END
`

// extend returns the statement that has the database know an extension.
func (w *Writer) extend(name string) string {
	if w.what == SchemaOnly && w.Schema == "" {
		return createExtension(name)
	}
	return string(pg.AppendDollar([]byte("DO "), "sqlite2pg", extending(name, true)))
}

func createExtension(name string) string { return "CREATE EXTENSION IF NOT EXISTS " + pg.Ident(name) }

// extending is the body of a block. What it changes lasts until the end of a transaction, or of
// the session.
func extending(name string, local bool) string {
	return fmt.Sprintf(extended, pg.AppendLiteral(nil, createExtension(name)), name, pg.AppendLiteral(nil, name), local)
}

// extension makes an entry of an extension, which stands before the first table that needs it.
func (a *Archive) extension(name string) error {
	if a.extensions[name] != nil {
		return nil
	}
	text, err := a.block(extending(name, false))
	if err != nil {
		return err
	}
	a.extensions[name] = &pgdump.Entry{Section: pgdump.PreData, Desc: "EXTENSION", Tag: name, Statement: text}
	a.made = append(a.made, made{entry: a.extensions[name]})
	return nil
}

// pathWith is a search_path as an expression: where the archive needs extensions, with the
// schemas that they are in, which no one knows before.
func (a *Archive) pathWith(path string) string {
	text := pg.AppendLiteral(nil, path)
	if len(a.extensions) == 0 {
		return string(text)
	}
	names := appendArray(nil, slices.Sorted(maps.Keys(a.extensions)))
	return fmt.Sprintf(`pg_catalog.concat_ws(', ', %s, (SELECT pg_catalog.string_agg(DISTINCT pg_catalog.quote_ident(n.nspname), ', ')
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = ANY (%s)))`, text, names)
}
