CREATE TABLE moved (
    a text,
    has boolean GENERATED ALWAYS AS (a IS NOT NULL) STORED NOT NULL,
    t bytea,
    n text,
    at text,
    j jsonb,
    known boolean GENERATED ALWAYS AS (at IS NOT NULL) STORED
);

CREATE TABLE inplace (
    at timestamp,
    n numeric,
    missing boolean GENERATED ALWAYS AS (at IS NULL) STORED,
    m numeric GENERATED ALWAYS AS (n * 2) STORED
);

CREATE INDEX by_has ON moved (has);

COMMIT;
