CREATE TABLE a (
    x bigint,
    y text
);

COPY a (x, y) FROM stdin;
1	the first in is the first to be written
\.

ALTER TABLE a
    ALTER COLUMN x TYPE numeric USING x::numeric;

COPY a (x, y) FROM stdin;
1.5	late
\.

CREATE TABLE b (
    x text,
    y text
);

COPY b (x, y) FROM stdin;
1	b
two	the budget is full, and a must go
3	b fills the budget alone, and must go
four	late
\.

