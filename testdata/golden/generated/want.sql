CREATE TABLE g (
    a bigint,
    d bigint GENERATED ALWAYS AS (a * 2::bigint) STORED,
    e text GENERATED ALWAYS AS (upper(t COLLATE "C")) STORED,
    t text
);

COPY g (a, t) FROM stdin;
1	x
2	y
\.

CREATE TABLE h (
    a bigint,
    d bigint GENERATED ALWAYS AS (a + 1::bigint) STORED
);

COPY h (a) FROM stdin;
1
\.

