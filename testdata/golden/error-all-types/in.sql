BEGIN;
CREATE TABLE t(a TEXT, g INT AS (length(a)));
INSERT INTO t VALUES('x'),(x'ff'),('badé');
COMMIT;
