CREATE TEMPORARY TABLE sqlite2pg_foreign_keys ON COMMIT DROP AS
SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint
WHERE contype = 'f' AND conparentid = 0 AND conrelid IN (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema());

DO $sqlite2pg$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_foreign_keys ORDER BY 1, 2 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k."table", k.name);
    END LOOP;
END
$sqlite2pg$;

DO $sqlite2pg$
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
$sqlite2pg$;

DO $sqlite2pg$
DECLARE
    problem text;
BEGIN
    SELECT string_agg(format('column %I is %s, not %s', e.name,
            coalesce(format_type(a.atttypid, a.atttypmod), 'missing'), array_to_string(e.types, ' or ')), '; ' ORDER BY e.n)
        INTO problem
        FROM (VALUES
            ('x'::name, ARRAY['bigint', 'integer', 'smallint', 'numeric'], 0),
            ('y'::name, ARRAY['text', 'character varying', 'citext'], 1)
        ) AS e (name, types, n)
        LEFT JOIN pg_attribute a ON a.attname = e.name AND NOT a.attisdropped AND a.attnum > 0
            AND a.attrelid = 'a'::regclass
        LEFT JOIN pg_type t ON t.oid = a.atttypid AND t.typnamespace <> 'pg_catalog'::regnamespace -- perhaps not in the search_path
        WHERE a.atttypid IS NULL OR format_type(a.atttypid, a.atttypmod) <> ALL (e.types) AND (t.typname = ANY (e.types)) IS NOT TRUE;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: table %: %', 'a', problem
            USING HINT = 'The table must be as sqlite2pg --schema-only writes it for the same dump.';
    END IF;
END
$sqlite2pg$;

COPY a (x, y) FROM stdin;
1	the first in is the first to be written
15	late
\.

DO $sqlite2pg$
DECLARE
    problem text;
BEGIN
    SELECT string_agg(format('column %I is %s, not %s', e.name,
            coalesce(format_type(a.atttypid, a.atttypmod), 'missing'), array_to_string(e.types, ' or ')), '; ' ORDER BY e.n)
        INTO problem
        FROM (VALUES
            ('x'::name, ARRAY['text', 'character varying', 'citext'], 0),
            ('y'::name, ARRAY['text', 'character varying', 'citext'], 1)
        ) AS e (name, types, n)
        LEFT JOIN pg_attribute a ON a.attname = e.name AND NOT a.attisdropped AND a.attnum > 0
            AND a.attrelid = 'b'::regclass
        LEFT JOIN pg_type t ON t.oid = a.atttypid AND t.typnamespace <> 'pg_catalog'::regnamespace -- perhaps not in the search_path
        WHERE a.atttypid IS NULL OR format_type(a.atttypid, a.atttypmod) <> ALL (e.types) AND (t.typname = ANY (e.types)) IS NOT TRUE;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: table %: %', 'b', problem
            USING HINT = 'The table must be as sqlite2pg --schema-only writes it for the same dump.';
    END IF;
END
$sqlite2pg$;

COPY b (x, y) FROM stdin;
1	b
two	the budget is full, and a must go
3	b fills the budget alone, and must go
4	late
\.

DO $sqlite2pg$
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
$sqlite2pg$;

DO $sqlite2pg$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT * FROM pg_temp.sqlite2pg_triggers ORDER BY 1, 2 LOOP
        EXECUTE format('ALTER TABLE %s ENABLE %sTRIGGER %I', t."table", t.mode, t.name);
    END LOOP;
END
$sqlite2pg$;

