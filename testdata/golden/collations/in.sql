PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE city(name TEXT COLLATE NOCASE PRIMARY KEY, code TEXT COLLATE RTRIM, land TEXT);
CREATE UNIQUE INDEX city_code ON city(land, code);
CREATE TABLE person(id INTEGER PRIMARY KEY, said TEXT, born TEXT REFERENCES city, land TEXT, code TEXT, pin, nick TEXT REFERENCES city(land),
    FOREIGN KEY (land, code) REFERENCES city(land, code));
CREATE TABLE plain(n, note TEXT);
INSERT INTO city VALUES('Oslo','x','no'),('Bergen','y ','no');
INSERT INTO person VALUES(1,' oslo ','OSLO','no','y',1,NULL),(2,'Paris','Paris',NULL,NULL,'1',NULL);
INSERT INTO plain VALUES(1,'one'),(2,'two');
-- the collation of the query's column counts where what is looked for has none
CREATE VIEW known AS SELECT id FROM person WHERE trim(said) IN (SELECT name FROM city);
CREATE VIEW unknown AS SELECT id, 'oslo' NOT IN (SELECT name FROM city) AS never FROM person WHERE trim(said) NOT IN (SELECT name FROM city);
-- a text is no number where neither side has the affinity of numbers
CREATE VIEW untyped AS SELECT person.id, plain.note FROM person JOIN plain ON person.said = plain.n;
CREATE VIEW among AS SELECT id FROM person WHERE said IN (SELECT n FROM plain);
-- the first argument that has a collation decides, and their result has none
CREATE VIEW extremes AS SELECT min('bergen', name) AS a, max(name, 'OSLO') = 'oslo' AS b, nullif('OSLO', name) AS c, max(code) = 'x ' AS d FROM city GROUP BY name;
CREATE TRIGGER heard AFTER INSERT ON person WHEN trim(NEW.said) NOT IN (SELECT name FROM city) AND NEW.id = '1' BEGIN INSERT INTO plain VALUES(NEW.id, NEW.said); END;
COMMIT;
