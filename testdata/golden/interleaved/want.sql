CREATE TABLE a (
    x text,
    y text
);

COPY a (x, y) FROM stdin;
1	2024-01-01 10:00:00
two	\N
3	never
\.

CREATE TABLE b (
    x text
);

COPY b (x) FROM stdin;
one
2
\.

CREATE TABLE c (
    x bigint,
    y text
);

COPY c (x, y) FROM stdin;
1	c
\.

COPY c (y) FROM stdin;
another list of columns waits, too
again
\.

COPY a (x, y) FROM stdin;
4	after another statement
\.

CREATE INDEX by_x ON a (x);

