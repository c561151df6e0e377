-- Triggers that only keep an external-content index are not needed beside a GIN index; one that feeds it from another table, or does more, is.
BEGIN;
CREATE TABLE docs(id INTEGER PRIMARY KEY, body TEXT, xmin TEXT);
CREATE VIRTUAL TABLE docs_fts USING fts5(body, content=docs, content_rowid=id);
CREATE VIRTUAL TABLE vec_items USING vec0(embedding float[4]);
CREATE TABLE more(body TEXT);
CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN INSERT INTO docs_fts(rowid, body) VALUES(new.id, new.body); END;
CREATE TRIGGER docs_au AFTER UPDATE ON docs BEGIN INSERT INTO docs_fts(docs_fts, rowid, body) VALUES('delete', old.id, old.body); INSERT INTO docs_fts(rowid, body) VALUES(new.id, new.body); END;
CREATE TRIGGER docs_ad AFTER DELETE ON docs BEGIN DELETE FROM docs_fts WHERE rowid = old.id; DELETE FROM more; END;
CREATE TRIGGER more_ai AFTER INSERT ON more BEGIN INSERT INTO docs_fts(rowid, body) VALUES(9, new.body); END;
CREATE TRIGGER vec_ad AFTER DELETE ON docs BEGIN DELETE FROM vec_items WHERE rowid=old.id; END;
CREATE VIEW v AS SELECT xmin, body AS "oid", body AS "OID" FROM docs;
INSERT INTO docs VALUES(1,'some words','x');
COMMIT;
