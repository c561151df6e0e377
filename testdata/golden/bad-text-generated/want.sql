CREATE TABLE t (
    a text,
    g bigint GENERATED ALWAYS AS (1) STORED,
    b text
);

COPY t (a, b) FROM stdin;
a	b
a	b
\.

