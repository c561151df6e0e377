BEGIN;
CREATE TABLE OrderItems(OrderID INTEGER PRIMARY KEY, "Unit Price" REAL, HTTPServer TEXT, order_id2 INT, OrderId2 INT);
INSERT INTO OrderItems VALUES(1,2.5,'s',3,4);
CREATE INDEX IdxUnitPrice ON OrderItems("Unit Price");
COMMIT;
