BEGIN;
CREATE TABLE t(a TEXT);
ROLLBACK; -- due to errors
