-- A trigger for Citus inserts the rows of a query one by one, and finds its tables in the schema.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE item (id INTEGER PRIMARY KEY, n INT);
INSERT INTO item VALUES(7,1);
CREATE TABLE log (line TEXT, at DATETIME DEFAULT CURRENT_TIMESTAMP);
CREATE TRIGGER noted AFTER INSERT ON item BEGIN INSERT INTO log (line) SELECT NEW.n || ' of ' || n FROM item; END;
CREATE TABLE note (id INTEGER PRIMARY KEY, line TEXT);
CREATE TRIGGER drawn AFTER DELETE ON item BEGIN INSERT INTO note (line) VALUES ('gone'); END;
COMMIT;
