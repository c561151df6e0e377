-- Columns declared for blobs that hold texts, as MediaWiki's do: text. A blob that comes later makes bytea of them; both from the start is bytea.
BEGIN;
CREATE TABLE page(id INTEGER PRIMARY KEY, title BLOB NOT NULL DEFAULT '', late BLOB, both BLOB, blobs BLOB, none BLOB, short VARBINARY(20), number BLOB);
INSERT INTO page VALUES(1,'it''s','a','t',x'00ff',NULL,'b','c');
INSERT INTO page VALUES(2,'','b',x'ff',x'',NULL,NULL,5);
CREATE INDEX page_title ON page(title);
INSERT INTO page VALUES(3,'c',x'00',x'01',x'61','text that comes late','d','e');
CREATE VIEW titles AS SELECT title || '!' AS t, length(late) AS n, typeof(title) AS k FROM page WHERE title > 'a';
COMMIT;
