-- ends the load where rows are in the way, and names the tables that have some
CREATE PROCEDURE pg_temp.sqlite2pg_refuse_rows(this integer, candidates text[]) LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    list text;
    candidate text;
    found bigint;
BEGIN
    IF EXISTS (SELECT FROM pg_temp.sqlite2pg_tables t WHERE t.n = this AND t.before > 0 AND NOT t.kept) THEN
        FOREACH candidate IN ARRAY candidates LOOP
            IF to_regclass(candidate) IS NOT NULL THEN
                -- The load ends here, which undoes this: else forced row security hides the rows.
                EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', candidate);
                EXECUTE format('SELECT count(*) FROM %s', pg_temp.sqlite2pg_rows_of(to_regclass(candidate))) INTO found;
                IF found > 0 THEN
                    list := concat_ws(', ', list, format('%s (%s)', candidate, found));
                END IF;
            END IF;
        END LOOP;
        RAISE EXCEPTION 'sqlite2pg: there are rows in this database already: %', list
            USING HINT = 'Translate again with --truncate, which removes them in the same transaction, or with --on-conflict-do-nothing, which keeps them.';
    END IF;
END
$sqlite2pg$
