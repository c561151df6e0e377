PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
-- Django's JSONField, and other CHECKs that say what a column holds.
CREATE TABLE j(
  id INTEGER PRIMARY KEY,
  django text NOT NULL CHECK ((JSON_VALID("django") OR "django" IS NULL)),
  alone TEXT DEFAULT '{}' CHECK (json_valid(alone)),
  eq TEXT CHECK (json_valid(eq) = 1),
  more TEXT CHECK (json_valid(more) AND json_type(more) = 'object'),
  big TEXT CHECK (json_valid(big)),
  no TEXT CHECK (json_valid(no)),
  k TEXT UNIQUE CHECK (json_valid(k)),
  vc VARCHAR(3) CHECK (vc IS NULL OR json_valid(vc)),
  t,
  i CHECK (typeof(i) IN ('integer', 'null')),
  r NUMBERISH CHECK (r IS NULL OR typeof(r) = 'real'),
  CHECK (json_valid(t))
);
INSERT INTO j VALUES(1,'{"b": 1, "a": [2]}','[]','1','{}','"\u0000"','{not json','{"a":1}','[1]','{"x": null}',5,1.0);
INSERT INTO j VALUES(2,'"text"',NULL,'null','{"z":0}','2','','{"a": 1}',NULL,NULL,NULL,NULL);
CREATE TABLE e(i CHECK (typeof(i) = 'integer'), t BLOB CHECK (typeof(t) = 'text'), r CHECK (typeof(r) = 'real'), b CHECK ('blob' = typeof(b)), x CHECK (typeof(x) IN ('integer', 'text')));
CREATE VIEW v AS SELECT json_extract(django, '$.b') AS b, alone ->> 0 AS a FROM j;
COMMIT;
