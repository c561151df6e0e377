CREATE TABLE wide (
    c1 bigint,
    c2 bigint,
    c3 bigint,
    c4 bigint,
    c5 bigint,
    c6 bigint,
    c7 bigint,
    c8 bigint,
    c9 bigint,
    c10 bigint,
    c11 bigint,
    c12 bigint,
    c13 bigint,
    c14 bigint,
    c15 bigint,
    c16 bigint,
    c17 bigint,
    c18 bigint,
    c19 bigint,
    c20 bigint,
    c21 bigint,
    c22 bigint,
    c23 bigint,
    c24 bigint,
    c25 bigint,
    c26 bigint,
    c27 bigint,
    c28 bigint,
    c29 bigint,
    c30 bigint,
    c31 bigint,
    c32 bigint,
    c33 bigint
);

CREATE INDEX plain ON wide (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32);

CALL pg_temp.sqlite2pg_attempt(
    'index "just" on table "wide"',
    $sql$SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, count(*) FROM wide WHERE c1 IS NOT NULL AND c2 IS NOT NULL AND c3 IS NOT NULL AND c4 IS NOT NULL AND c5 IS NOT NULL AND c6 IS NOT NULL AND c7 IS NOT NULL AND c8 IS NOT NULL AND c9 IS NOT NULL AND c10 IS NOT NULL AND c11 IS NOT NULL AND c12 IS NOT NULL AND c13 IS NOT NULL AND c14 IS NOT NULL AND c15 IS NOT NULL AND c16 IS NOT NULL AND c17 IS NOT NULL AND c18 IS NOT NULL AND c19 IS NOT NULL AND c20 IS NOT NULL AND c21 IS NOT NULL AND c22 IS NOT NULL AND c23 IS NOT NULL AND c24 IS NOT NULL AND c25 IS NOT NULL AND c26 IS NOT NULL AND c27 IS NOT NULL AND c28 IS NOT NULL AND c29 IS NOT NULL AND c30 IS NOT NULL AND c31 IS NOT NULL AND c32 IS NOT NULL GROUP BY c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32 HAVING count(*) > 1$sql$,
    $sql$CREATE UNIQUE INDEX just ON wide (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32)$sql$);

-- index "single" is not translated: PostgreSQL allows 32 columns in a unique index, and it has 33
-- CREATE UNIQUE INDEX single ON wide(c2,c1,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,c18,c19,c20,c21,c22,c23,c24,c25,c26,c27,c28,c29,c30,c31,c32,c33);

