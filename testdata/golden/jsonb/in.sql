PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE t(a, b BLOB, c JSON);
INSERT INTO t VALUES(1,jsonb('null'),jsonb('{"a":[1,2]}')),
(2,jsonb('true'),jsonb('"it''s"')),
(3,x'00ff',NULL);
CREATE VIEW grouped AS SELECT c, count(*) FROM t GROUP BY c;
CREATE VIEW once AS SELECT DISTINCT c FROM t;
CREATE VIEW among AS SELECT a FROM t WHERE c IN (SELECT c FROM t WHERE a = 1);
CREATE VIEW same AS SELECT a FROM t WHERE c = '{}';
CREATE VIEW joined AS SELECT x.a FROM t x JOIN t y ON x.c = y.c;
COMMIT;
