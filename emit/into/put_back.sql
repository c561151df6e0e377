-- puts indexes, foreign keys, triggers and row security back as they were
CREATE PROCEDURE pg_temp.sqlite2pg_put_back(deletes boolean) LANGUAGE plpgsql SET search_path = '' SET default_tablespace = '' AS $sqlite2pg$
DECLARE
    k record;
    found bigint;
    again boolean := deletes;
    sample text;
    list text;
    another text;
BEGIN
    WHILE again LOOP
        again := false;
        FOR k IN SELECT f.orphans, f.parent, r.n FROM pg_temp.sqlite2pg_foreign_keys f JOIN pg_temp.sqlite2pg_relations r ON r.relation = f.child
                JOIN pg_temp.sqlite2pg_tables t ON t.n = r.n WHERE f.before = 0 AND NOT t.kept ORDER BY r.n, f.name LOOP
            found := pg_temp.sqlite2pg_delete_orphans((SELECT t.relation::regclass::text FROM pg_temp.sqlite2pg_tables t WHERE t.n = k.n), k.parent::regclass::text, k.orphans);
            IF found > 0 THEN
                again := true;
                UPDATE pg_temp.sqlite2pg_tables t SET deleted = deleted + found WHERE t.n = k.n;
            END IF;
        END LOOP;
    END LOOP;
    -- A table that a deferred trigger waits for cannot be altered. All rows are there: it need not wait.
    FOR k IN SELECT s.nspname, con.conname FROM pg_catalog.pg_constraint con JOIN pg_catalog.pg_namespace s ON s.oid = con.connamespace
            JOIN pg_temp.sqlite2pg_relations r ON r.relation = con.conrelid WHERE con.condeferrable ORDER BY 1, 2 LOOP
        EXECUTE format('SET CONSTRAINTS %I.%I IMMEDIATE', k.nspname, k.conname);
    END LOOP;
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_foreign_keys ORDER BY child::regclass::text, name LOOP
        EXECUTE 'SELECT count(*) FROM ' || k.orphans INTO found;
        IF found > k.before THEN
            EXECUTE format('SELECT string_agg(row_text, '' '') FROM (SELECT left(c::text, 60) AS row_text FROM %s LIMIT 3) x', k.orphans) INTO sample;
            list := concat_ws(E'\n', list, format('%s of %s, foreign key %I to %s, such as %s: SELECT c.* FROM %s',
                CASE found - k.before WHEN 1 THEN '1 row' ELSE found - k.before || ' rows' END, k.child::regclass, k.name, k.parent::regclass, sample, k.orphans));
        END IF;
    END LOOP;
    IF list IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: rows lack the parent that a foreign key of this database wants'
            USING DETAIL = list, HINT = 'Repair them in SQLite (PRAGMA foreign_key_check lists rows, where the same keys are declared), or leave them out with --delete-orphans.';
    END IF;
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_indexes ORDER BY oid LOOP
        PERFORM set_config('default_tablespace', k.space, true);
        EXECUTE k.definition;
        FOREACH another IN ARRAY k.more LOOP
            EXECUTE another;
        END LOOP;
    END LOOP;
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_foreign_keys ORDER BY child::regclass::text, name LOOP
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.child::regclass, k.name, k.definition);
        IF k.comment IS NOT NULL THEN
            EXECUTE format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.name, k.child::regclass, k.comment);
        END IF;
    END LOOP;
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_triggers ORDER BY relation::regclass::text, name LOOP
        EXECUTE format('ALTER TABLE ONLY %s %s TRIGGER %I', k.relation::regclass, k.state, k.name);
    END LOOP;
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_secured LOOP
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', k.relation::regclass);
    END LOOP;
END
$sqlite2pg$
