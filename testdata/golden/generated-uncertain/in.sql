-- The values keep PostgreSQL from making the generated columns: what reads them names their table too, or it would mean the whole row of
-- "size", or the "late" of the query around. A trigger that reads it in its body alone is left out with it.
BEGIN;
CREATE TABLE size(a TEXT, size INT AS (a), n TEXT);
INSERT INTO size(a,n) VALUES('1','x'),('abc','y');
CREATE TABLE other(a TEXT, late INT AS (a));
INSERT INTO other(a) VALUES('1'),('abc');
CREATE TABLE around(late INT);
INSERT INTO around VALUES(7);
CREATE VIEW v AS SELECT a, size FROM size WHERE size IS NOT NULL ORDER BY size;
CREATE VIEW w AS SELECT (SELECT max(late) FROM other) AS m, (SELECT count(*) FROM other WHERE other.late > around.late) AS n FROM around;
CREATE VIEW x AS SELECT size, count(*) FROM size GROUP BY size;
CREATE TRIGGER tr AFTER INSERT ON size WHEN new.size > 3 BEGIN UPDATE size SET n = 'late' WHERE size = new.size; END;
CREATE TABLE log(x);
CREATE TRIGGER body AFTER INSERT ON around BEGIN INSERT INTO log SELECT size FROM size; END;
CREATE TRIGGER reads_view AFTER DELETE ON around BEGIN INSERT INTO log SELECT a FROM v; END;
CREATE TRIGGER stays AFTER UPDATE ON around BEGIN INSERT INTO log VALUES(new.late); END;
COMMIT;
