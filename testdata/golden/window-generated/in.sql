BEGIN;
CREATE TABLE without(a TEXT, b TEXT, d INT AS (length(a)), c TEXT);
INSERT INTO without VALUES('the first row is longer than what is held','it has no value for d','c');
CREATE TABLE written(a TEXT, b TEXT, d INT AS (length(a)), c TEXT);
INSERT INTO written VALUES('a','b',1,'the first row is longer than what is held, and has a value for d: that shows where it is not held before its last value');
INSERT INTO written VALUES('late','b',4,'c');
COMMIT;
