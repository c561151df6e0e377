CREATE TEMPORARY TABLE sqlite2pg_foreign_keys ON COMMIT DROP AS
SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint
WHERE contype = 'f' AND conparentid = 0 AND conrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace);

DO $sqlite2pg$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT * FROM pg_temp.sqlite2pg_foreign_keys ORDER BY 1, 2 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k."table", k.name);
    END LOOP;
END
$sqlite2pg$;

COPY t (a) FROM stdin;
1
\.

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:26: table "t", column "a", row 2: text "x" does not fit type bigint [misfit]';
END
$sqlite2pg$;
