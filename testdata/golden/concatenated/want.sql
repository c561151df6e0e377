CREATE TABLE a (
    x bigint
);

COPY a (x) FROM stdin;
1
\.

CREATE TABLE b (
    x bigint
);

COPY b (x) FROM stdin;
2
\.

