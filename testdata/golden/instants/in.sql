-- Timestamps in several spellings: queries compare and cut the instants, and a note says so.
BEGIN;
CREATE TABLE Orders(OrderID INTEGER PRIMARY KEY, OrderDate DATETIME, ShippedDate DATETIME);
INSERT INTO Orders VALUES(10248,'1996-07-04','1996-07-16 00:00:00.000'),(10249,'1996-07-05T10:30','1996-07-10'),(10250,'1997-07-08 00:00:00',NULL);
CREATE TABLE Log(id INTEGER PRIMARY KEY, line TEXT);
CREATE VIEW in_1997 AS SELECT OrderID FROM Orders WHERE ShippedDate BETWEEN DATETIME('1997-01-01') AND DATETIME('1997-12-31');
CREATE VIEW by_year AS SELECT strftime('%Y', OrderDate) AS year, count(*) FROM Orders GROUP BY strftime('%Y', OrderDate);
CREATE VIEW by_day AS SELECT substr(OrderDate, 1, 10) AS day, count(*) FROM Orders WHERE OrderDate >= '1996-07-05' GROUP BY 1 ORDER BY OrderDate;
CREATE VIEW late AS SELECT OrderID FROM Orders WHERE ShippedDate > OrderDate;
CREATE TRIGGER moved AFTER UPDATE ON Orders WHEN NEW.ShippedDate < OLD.ShippedDate BEGIN INSERT INTO Log(line) VALUES('earlier: ' || NEW.ShippedDate); END;
CREATE INDEX of_day ON Orders(substr(OrderDate, 1, 10));
COMMIT;
