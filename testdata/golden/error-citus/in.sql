-- Citus does not change the type of an identity, once the table is made: another statement comes between the rows.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE item (id INTEGER PRIMARY KEY, n INT);
INSERT INTO item VALUES(7,1);
CREATE TABLE other (a);
INSERT INTO other VALUES(1);
INSERT INTO item VALUES(3000000000,1);
COMMIT;
