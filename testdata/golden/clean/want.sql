-- PostgreSQL script written by sqlite2pg.
-- Load it with: psql -X -f FILE DATABASE

\set ON_ERROR_STOP on
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT on

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

DO $sqlite2pg$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'Own') THEN
        CREATE SCHEMA "Own";
    END IF;
END
$sqlite2pg$;

SET LOCAL search_path = "Own", pg_temp;

SET LOCAL client_min_messages = error;

CREATE TEMPORARY TABLE sqlite2pg_guard (
    script_complete boolean UNIQUE DEFERRABLE INITIALLY DEFERRED
) ON COMMIT DROP;

INSERT INTO pg_temp.sqlite2pg_guard VALUES (false), (false);

DO $sqlite2pg$
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
$sqlite2pg$;

CREATE PROCEDURE pg_temp.sqlite2pg_room(VARIADIC text[])
LANGUAGE plpgsql AS $sqlite2pg$
DECLARE
    names CONSTANT text[] := $1;
    targets CONSTANT oid[] := ARRAY(SELECT to_regclass(format('%I.%I', current_schema(), w.name)) FROM unnest(names) AS w (name))::oid[];
    k record;
BEGIN
    FOR k IN SELECT w.name FROM unnest(names) AS w (name) WHERE to_regclass(format('%I.%I', current_schema(), w.name)) IS NULL LOOP
        RAISE WARNING 'sqlite2pg: --clean: there is no % to drop', quote_ident(k.name) USING HINT = 'With --if-exists nothing is said of it.';
    END LOOP;
    FOR k IN
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
    FOR k IN
        SELECT CASE WHEN relkind = 'v' THEN 'VIEW ' ELSE 'TABLE ' END || string_agg(format('%I.%I', current_schema(), relname), ', ' ORDER BY relname) AS list
        FROM pg_catalog.pg_class WHERE oid = ANY (targets) AND relkind IN ('r', 'p', 'v') GROUP BY relkind = 'v' ORDER BY relkind = 'v' DESC
    LOOP
        EXECUTE 'DROP ' || k.list;
    END LOOP;
    FOR k IN SELECT oid::regclass AS name FROM pg_catalog.pg_class WHERE oid = ANY (targets) LOOP
        RAISE EXCEPTION 'sqlite2pg: --clean: % is neither a table nor a view', k.name USING HINT = 'Nothing was changed. Drop it first if it may go.';
    END LOOP;
END
$sqlite2pg$;

CREATE TEMPORARY TABLE sqlite2pg_dropped (
    what text,
    child oid,
    view text
) ON COMMIT DROP;

CREATE PROCEDURE pg_temp.sqlite2pg_attempt(what text, listing text, VARIADIC statements text[])
LANGUAGE plpgsql AS $sqlite2pg$
DECLARE
    reason text;
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
    PERFORM set_config('sqlite2pg.left_open',
        concat_ws('; ', nullif(current_setting('sqlite2pg.left_open'), ''), what), false);
    RAISE WARNING 'sqlite2pg: %: %', what, outcome
        USING DETAIL = reason, HINT = coalesce('The rows in the way: ' || listing, 'All rows arrived: only this is missing or another.');
END
$sqlite2pg$;

SET LOCAL client_min_messages = warning;

CALL pg_temp.sqlite2pg_room('a');

CREATE TABLE a (
    id bigint GENERATED BY DEFAULT AS IDENTITY
);

COPY a (id) FROM stdin;
1
\.

CALL pg_temp.sqlite2pg_room('b');

CREATE TABLE b (
    a bigint
);

ALTER TABLE a
    ADD CONSTRAINT a_pkey PRIMARY KEY (id);

DO $sqlite2pg$
BEGIN
    PERFORM pg_catalog.setval(pg_catalog.pg_get_serial_sequence('a', 'id'), 2, false);
END
$sqlite2pg$;

CALL pg_temp.sqlite2pg_attempt(
    'foreign key "b_a_fkey" of table "b"',
    $sql$SELECT * FROM "Own".b c WHERE c.a IS NOT NULL AND NOT EXISTS (SELECT FROM "Own".a p WHERE p.id = c.a)$sql$,
    $sql$ALTER TABLE b
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a (id)$sql$,
    $sql$ALTER TABLE b
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES a (id) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_room('v');

CALL pg_temp.sqlite2pg_attempt(
    'view "v"',
    NULL,
    $sql$CREATE VIEW v AS
SELECT id
FROM a$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'trigger "t"',
    NULL,
    $sql$DO $together$
BEGIN
CREATE OR REPLACE FUNCTION t_fn() RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $body$
BEGIN
    INSERT INTO b (a)
    VALUES (new.id);
    RETURN NULL;
END
$body$;
CREATE TRIGGER t
    AFTER INSERT ON a
    FOR EACH ROW
    EXECUTE FUNCTION t_fn();
END
$together$$sql$);

DO $sqlite2pg$
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
$sqlite2pg$;

DELETE FROM pg_temp.sqlite2pg_guard;

COMMIT;

DO $sqlite2pg$
BEGIN
    RAISE INFO 'sqlite2pg: loaded 2 tables, 1 row';
    IF current_setting('sqlite2pg.left_open') <> '' THEN
        PERFORM set_config('client_encoding', 'UTF8', true); -- names may be of any script
        RAISE EXCEPTION 'sqlite2pg: loaded, but not all of the schema: %', current_setting('sqlite2pg.left_open')
            USING HINT = 'All rows were committed. The warnings above say why.';
    END IF;
END
$sqlite2pg$;

