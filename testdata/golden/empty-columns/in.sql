-- A column that holds no value says nothing of how its values will be written: the columns of its type do, and what it stands beside.
BEGIN;
CREATE TABLE Activity(Id GUID NOT NULL PRIMARY KEY, T TEXT, Done DATETIME);
CREATE TABLE Op(OpId INTEGER PRIMARY KEY, Id GUID NOT NULL, At DATETIME, Tag STRING);
INSERT INTO Activity VALUES(X'03557F7F813952239B4E67C69545237A','x',1600000000);
CREATE VIEW v_in AS SELECT T FROM Activity WHERE Id NOT IN (SELECT Id FROM Op);
CREATE VIEW v_union AS SELECT Id FROM Activity UNION SELECT Id FROM Op;
CREATE VIEW v_exists AS SELECT T FROM Activity A WHERE NOT EXISTS (SELECT 1 FROM Op WHERE Op.Id=A.Id);
CREATE VIEW v_hex AS SELECT hex(Id), datetime(At, 'unixepoch'), Tag = 5 FROM Op WHERE At > 1500000000;
COMMIT;
