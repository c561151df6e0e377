CREATE TABLE a (
    x bigint,
    y text
);

COPY a (x, y) FROM stdin;
1	one
2	two
3	three
4	four
\.

COPY a (y, x) FROM stdin;
five	5
\.

COPY a (x) FROM stdin;
6
\.

CREATE TABLE b (
    x bigint
);

COPY b (x) FROM stdin;
1
2
\.

