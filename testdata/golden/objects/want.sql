CREATE TABLE t (
    a bigint
);

-- view "v" is not translated: views are not translated yet
-- CREATE VIEW v AS SELECT a, -- a comment;
--   'x' FROM t;

-- trigger "tr" is not translated: triggers are not translated yet
-- CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t WHERE a = ';END;'; END;

-- table "ft" is not translated: it belongs to a virtual table module; the shadow tables arrive as plain tables
-- CREATE VIRTUAL TABLE ft USING fts5(body);

-- virtual table "r" is not translated: module "rtree" has no counterpart; its shadow tables arrive as plain tables
-- CREATE VIRTUAL TABLE r USING rtree(id, a, b);

-- view "broken" is not translated: SELECT was expected, not the end of the statement at line 9:22
-- CREATE VIEW broken AS;

-- index "broken2" is not translated: an expression was expected, not ")" at line 10:29
-- CREATE INDEX broken2 ON t(a,);

ANALYZE t;

