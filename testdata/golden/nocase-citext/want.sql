CREATE TABLE post_tag (
    post bigint,
    tag text
);

COPY post_tag (post, tag) FROM stdin;
1	foo
\.

DO $sqlite2pg$
DECLARE
    home text;
BEGIN
    BEGIN
        EXECUTE 'CREATE EXTENSION IF NOT EXISTS citext' || CASE WHEN to_regnamespace('public') IS NULL THEN '' ELSE ' WITH SCHEMA public' END;
    EXCEPTION
        WHEN undefined_file OR feature_not_supported THEN
            RAISE EXCEPTION 'sqlite2pg: this server does not have the extension citext, which the script needs'
                USING DETAIL = SQLERRM, HINT = 'Install the server''s contrib package, or translate again without what asks for citext, such as --nocase=citext.';
        WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'sqlite2pg: this database lacks the extension citext, and user % must not create it', quote_ident(current_user)
                USING DETAIL = SQLERRM, HINT = 'Have the owner of the database run CREATE EXTENSION citext first, or translate again without what asks for it, such as --nocase=citext.';
    END;
    SELECT quote_ident(n.nspname) INTO home FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'citext';
    IF to_regtype('citext') IS NULL THEN
        PERFORM set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), home), true);
    END IF;
END
$sqlite2pg$;

CREATE TABLE tag (
    name text,
    note text
);

COPY tag (name, note) FROM stdin;
Foo	É
\.

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "post_tag"',
    NULL,
    $sql$ALTER TABLE post_tag
    ALTER COLUMN tag TYPE citext USING tag::citext$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "tag"',
    NULL,
    $sql$ALTER TABLE tag
    ALTER COLUMN name TYPE citext USING name::citext,
    ALTER COLUMN note TYPE citext USING note::citext,
    ALTER COLUMN note SET DEFAULT 'x'$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "tag"',
    NULL,
    $sql$ALTER TABLE tag
    ADD COLUMN loud text GENERATED ALWAYS AS (name::text || '!') STORED$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'primary key "post_tag_pkey" of table "post_tag"',
    $sql$SELECT post, tag, count(*) FROM post_tag GROUP BY post, tag HAVING count(*) > 1 OR post IS NULL OR tag IS NULL$sql$,
    $sql$ALTER TABLE post_tag
    ADD CONSTRAINT post_tag_pkey PRIMARY KEY (post, tag)$sql$,
    $sql$ALTER TABLE post_tag
    ADD CONSTRAINT post_tag_pkey UNIQUE (post, tag)$sql$,
    $sql$CREATE UNIQUE INDEX post_tag_pkey ON post_tag (post, (tag::text))$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'primary key "tag_pkey" of table "tag"',
    $sql$SELECT name, count(*) FROM tag GROUP BY name HAVING count(*) > 1 OR name IS NULL$sql$,
    $sql$ALTER TABLE tag
    ADD CONSTRAINT tag_pkey PRIMARY KEY (name)$sql$,
    $sql$ALTER TABLE tag
    ADD CONSTRAINT tag_pkey UNIQUE (name)$sql$);

CREATE INDEX exact ON tag ((note::text));

CALL pg_temp.sqlite2pg_attempt(
    'foreign key "post_tag_tag_fkey" of table "post_tag"',
    $sql$SELECT * FROM post_tag c WHERE c.tag IS NOT NULL AND NOT EXISTS (SELECT FROM tag p WHERE p.name = c.tag)$sql$,
    $sql$ALTER TABLE post_tag
    ADD CONSTRAINT post_tag_tag_fkey FOREIGN KEY (tag) REFERENCES tag (name)$sql$,
    $sql$ALTER TABLE post_tag
    ADD CONSTRAINT post_tag_tag_fkey FOREIGN KEY (tag) REFERENCES tag (name) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "v"',
    NULL,
    $sql$CREATE VIEW v AS
SELECT
    name,
    tag.loud
FROM tag
WHERE lower(note::text COLLATE "C") = 'y'$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "d"',
    NULL,
    $sql$CREATE VIEW d AS
SELECT (array_agg(note::text))[1] AS note
FROM tag
GROUP BY lower(note::text COLLATE "C")$sql$);

