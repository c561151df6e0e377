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
x
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

