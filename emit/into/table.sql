-- prepares a table: it must be as the file of --into shows it, if there is one, and nothing may fire or be checked while its rows come
CREATE PROCEDURE pg_temp.sqlite2pg_table(number integer, schema_name text, table_name text, history boolean, truncates boolean,
    fires text[], loaded text[], columns text[], types text[])
LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    label CONSTANT text := format('%I.%I', schema_name, table_name);
    target CONSTANT oid := (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
        WHERE s.nspname = schema_name AND c.relname = table_name AND c.relkind IN ('r', 'p'));
    list text;
    rows_there bigint;
    removed bigint := 0;
    k record;
BEGIN
    -- The table must be the one that the file shows.
    WITH expected AS (
        SELECT x.name, x.type, x.position FROM unnest(columns, types) WITH ORDINALITY AS x(name, type, position)
    ), actual AS (
        SELECT a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnum AS position
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
    )
    SELECT string_agg(CASE WHEN a.name IS NULL THEN format('column %I %s is not there', e.name, e.type)
            WHEN e.name IS NULL THEN format('column %I %s is new', a.name, a.type)
            ELSE format('column %I has type %s, not %s', a.name, a.type, e.type) END, E'\n' ORDER BY e.position, a.position)
    INTO list
    FROM expected e FULL JOIN actual a ON a.name = e.name WHERE e.type IS DISTINCT FROM a.type AND cardinality(columns) > 0;
    IF target IS NULL THEN
        list := 'it does not exist';
    END IF;
    IF list IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: table % is not as the file of --into shows it', label
            USING DETAIL = list, HINT = 'Run pg_dump --schema-only on this database again, and sqlite2pg with what it prints.';
    END IF;

    -- COPY passes over rules. Its owner, and the owner of what refers to it, may do all that follows.
    SELECT string_agg(DISTINCT c.oid::regclass::text, ', ') INTO list FROM pg_catalog.pg_class c
    WHERE NOT pg_has_role(c.relowner, 'USAGE')
        AND (c.oid = target OR c.oid IN (SELECT conrelid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND confrelid = target));
    IF list IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: role % does not own %', current_user, list
            USING HINT = 'Load the script as the owner: foreign keys and triggers are out of the way while rows come.';
    END IF;
    -- Those of an extension look after what it made itself.
    SELECT string_agg(quote_ident(evtname), ', ' ORDER BY evtname) INTO list FROM pg_catalog.pg_event_trigger e WHERE evtenabled IN ('O', 'A')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_event_trigger'::regclass AND objid = e.oid AND deptype = 'e');
    IF list IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: event triggers of this database would fire while the rows are loaded: %', list
            USING HINT = 'ALTER EVENT TRIGGER ... DISABLE while the rows are loaded.';
    END IF;

    -- Foreign keys of the table and to it are dropped, with those of its partitions.
    INSERT INTO pg_temp.sqlite2pg_relations
    SELECT number, target UNION SELECT number, relid FROM pg_partition_tree(target);
    FOR k IN
        INSERT INTO pg_temp.sqlite2pg_foreign_keys
        SELECT con.oid, con.conrelid, con.confrelid, con.conname, pg_get_constraintdef(con.oid), obj_description(con.oid, 'pg_constraint'), pg_temp.sqlite2pg_orphans(con.oid), con.convalidated::integer - 1
        FROM pg_catalog.pg_constraint con WHERE con.contype = 'f' AND con.conparentid = 0
            AND (con.conrelid IN (SELECT r.relation FROM pg_temp.sqlite2pg_relations r WHERE r.n = number)
                OR con.confrelid IN (SELECT r.relation FROM pg_temp.sqlite2pg_relations r WHERE r.n = number))
        RETURNING *
    LOOP
        IF k.before < 0 THEN -- NOT VALID: orphans may be there
            EXECUTE 'SELECT count(*) FROM ' || k.orphans INTO rows_there;
            UPDATE pg_temp.sqlite2pg_foreign_keys f SET before = rows_there WHERE f.oid = k.oid;
        END IF;
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.child::regclass, k.name);
    END LOOP;

    -- Triggers do not fire: in SQLite they have. Before 15, those of partitions count as internal.
    FOR k IN
        INSERT INTO pg_temp.sqlite2pg_triggers
        SELECT g.tgrelid, g.tgname, CASE g.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END
        FROM pg_catalog.pg_trigger g JOIN pg_temp.sqlite2pg_relations r ON r.relation = g.tgrelid AND r.n = number
        WHERE g.tgenabled <> 'D' AND NOT g.tgname = ANY (fires)
            AND (NOT g.tgisinternal OR g.tgparentid <> 0 AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint con WHERE con.oid = g.tgconstraint AND con.contype = 'f'))
        RETURNING *
    LOOP
        EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', k.relation::regclass, k.name);
    END LOOP;
    FOR k IN
        INSERT INTO pg_temp.sqlite2pg_secured
        SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_temp.sqlite2pg_relations r ON r.relation = c.oid AND r.n = number WHERE c.relforcerowsecurity
        RETURNING *
    LOOP
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', k.relation::regclass);
    END LOOP;

    EXECUTE format('SELECT count(*) FROM %s', pg_temp.sqlite2pg_rows_of(target)) INTO rows_there;
    IF rows_there > 0 AND truncates AND NOT history THEN
        EXECUTE format('TRUNCATE %s', pg_temp.sqlite2pg_rows_of(target));
        removed := rows_there;
        rows_there := 0;
    END IF;
    INSERT INTO pg_temp.sqlite2pg_tables VALUES (number, target, history, history AND rows_there > 0, rows_there, 0, 0, 0, removed, NULL, loaded);
END
$sqlite2pg$
