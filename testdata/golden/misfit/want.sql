CREATE TABLE t (
    a bigint,
    b text
);

COPY t (a, b) FROM stdin;
1	1
2	maybe
\.

