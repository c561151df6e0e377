-- What follows loads rows into tables that exist. Each table is prepared before its first rows.
CREATE TEMPORARY TABLE sqlite2pg_tables (
    n integer PRIMARY KEY,
    relation oid NOT NULL,
    history boolean NOT NULL,            -- of a migration tool: rows that are there stay
    kept boolean NOT NULL DEFAULT false, -- a history that has rows
    before bigint NOT NULL,              -- rows that were there and stay
    added bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,   -- for rows that were there
    deleted bigint NOT NULL DEFAULT 0,   -- for their parent is missing
    removed bigint NOT NULL DEFAULT 0,   -- rows that were there and went
    highest bigint,                      -- what sqlite_sequence says
    columns text[] NOT NULL              -- that get values
) ON COMMIT DROP;
CREATE TEMPORARY TABLE sqlite2pg_relations ( -- with partitions
    n integer NOT NULL,
    relation oid PRIMARY KEY
) ON COMMIT DROP;
CREATE TEMPORARY TABLE sqlite2pg_foreign_keys (
    oid oid PRIMARY KEY,
    child oid,
    parent oid,
    name text,
    definition text,
    comment text,
    orphans text,                        -- FROM and WHERE of a query that finds them
    before bigint                        -- how many there were, of a key that is NOT VALID
) ON COMMIT DROP;
CREATE TEMPORARY TABLE sqlite2pg_triggers (
    relation oid,
    name text,
    state text
) ON COMMIT DROP;
CREATE TEMPORARY TABLE sqlite2pg_secured (relation oid) ON COMMIT DROP;
CREATE TEMPORARY TABLE sqlite2pg_indexes ( -- to be made again
    oid oid,
    name text,
    definition text,
    space text,                          -- the tablespace; empty for that of the database
    more text[]                          -- statements for what the definition lacks
) ON COMMIT DROP;
