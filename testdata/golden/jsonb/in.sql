PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE t(a, b BLOB, c JSON);
INSERT INTO t VALUES(1,jsonb('null'),jsonb('{"a":[1,2]}')),
(2,jsonb('true'),jsonb('"it''s"')),
(3,x'00ff',NULL);
COMMIT;
