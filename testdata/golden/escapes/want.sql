CREATE TABLE e (
    t text
);

COPY e (t) FROM stdin;
\\.
\\N

\N
a\tb
line\nbreak
C:\\dir\\n
tab\t bell back\\slash
c\nd
'); DROP TABLE e; --
5
-1.5
é
\.

