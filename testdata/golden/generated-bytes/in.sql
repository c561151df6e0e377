-- A text of bytes that are none in the first rows: the generated column over it is left out, and does not end the load; nor are those triggers called renamed that go with it.
BEGIN;
CREATE TABLE t(id INTEGER PRIMARY KEY, t TEXT, u TEXT GENERATED ALWAYS AS (upper(t)) STORED);
INSERT INTO t(id,t) VALUES(1,'a'),(2,x'ff00');
CREATE TABLE log(x);
CREATE TRIGGER one AFTER INSERT ON t BEGIN INSERT INTO log VALUES(NEW.u); END;
CREATE TRIGGER two AFTER INSERT ON t BEGIN UPDATE log SET x = NEW.u; END;
COMMIT;
