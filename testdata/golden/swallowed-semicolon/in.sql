BEGIN TRANSACTION;
CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT) -- the table;
INSERT INTO "t" VALUES(1,'-- no comment;
CREATE TABLE x(a);');
CREATE INDEX i ON t(b) -- an index;
CREATE TABLE u(a -- a column;
, b);
INSERT INTO "u" VALUES(1,2);
COMMIT;
