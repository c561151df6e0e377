CREATE TABLE without (
    a text,
    b text,
    d bigint GENERATED ALWAYS AS (length(a)) STORED,
    c text
);

COPY without (a, b, c) FROM stdin;
the first row is longer than what is held	it has no value for d	c
\.

CREATE TABLE written (
    a text,
    b text,
    d bigint GENERATED ALWAYS AS (length(a)) STORED,
    c text
);

COPY written (a, b, c) FROM stdin;
a	b	the first row is longer than what is held, and has a value for d: that shows where it is not held before its last value
late	b	c
\.

