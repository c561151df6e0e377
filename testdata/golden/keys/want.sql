CREATE TABLE k (
    a text,
    b bigint,
    c text,
    d text
);

CREATE TABLE n (
    name text NOT NULL
);

CREATE TABLE c (
    a bigint,
    b bigint
);

CALL pg_temp.sqlite2pg_attempt(
    'primary key "k_pkey" of table "k"',
    $sql$SELECT a, count(*) FROM k GROUP BY a HAVING count(*) > 1 OR a IS NULL$sql$,
    $sql$ALTER TABLE k
    ADD CONSTRAINT k_pkey PRIMARY KEY (a)$sql$,
    $sql$ALTER TABLE k
    ADD CONSTRAINT k_pkey UNIQUE (a)$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'unique constraint "k_b_key" of table "k"',
    $sql$SELECT b, count(*) FROM k WHERE b IS NOT NULL GROUP BY b HAVING count(*) > 1$sql$,
    $sql$ALTER TABLE k
    ADD CONSTRAINT k_b_key UNIQUE (b)$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'index "k_d_key" on table "k"',
    $sql$SELECT lower(d COLLATE "C"), count(*) FROM k WHERE lower(d COLLATE "C") IS NOT NULL GROUP BY lower(d COLLATE "C") HAVING count(*) > 1$sql$,
    $sql$CREATE UNIQUE INDEX k_d_key ON k ((lower(d COLLATE "C")))$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'unique constraint "both" of table "k"',
    $sql$SELECT b, c, count(*) FROM k WHERE b IS NOT NULL AND c IS NOT NULL GROUP BY b, c HAVING count(*) > 1$sql$,
    $sql$ALTER TABLE k
    ADD CONSTRAINT "both" UNIQUE (b, c)$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'primary key "n_pkey" of table "n"',
    $sql$SELECT name, count(*) FROM n WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1$sql$,
    $sql$ALTER TABLE n
    ADD CONSTRAINT n_pkey PRIMARY KEY (name)$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'index "n_name_key" on table "n"',
    $sql$SELECT lower(name COLLATE "C"), count(*) FROM n WHERE lower(name COLLATE "C") IS NOT NULL GROUP BY lower(name COLLATE "C") HAVING count(*) > 1$sql$,
    $sql$CREATE UNIQUE INDEX n_name_key ON n ((lower(name COLLATE "C")))$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'primary key "c_pkey" of table "c"',
    $sql$SELECT a, b, count(*) FROM c GROUP BY a, b HAVING count(*) > 1 OR a IS NULL OR b IS NULL$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_pkey PRIMARY KEY (a, b)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_pkey UNIQUE (a, b)$sql$);

