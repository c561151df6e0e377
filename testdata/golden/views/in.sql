PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE NOT NULL, active BOOLEAN, joined DATETIME);
INSERT INTO customers VALUES(1,'Ada',1,'2024-02-29 12:00:00');
CREATE TABLE orders(id INTEGER PRIMARY KEY, customer INTEGER, total NUMERIC, note TEXT);
INSERT INTO orders VALUES(1,1,9.5,NULL);
-- later views and dates
CREATE VIEW best AS SELECT name, sum FROM totals WHERE sum > 5 ORDER BY sum DESC, name LIMIT 10;
CREATE VIEW totals AS SELECT c.id, c.name, total(o.total) AS sum, max(o.id), o.note
  FROM customers c LEFT JOIN orders o ON o.customer = c.id WHERE c.active GROUP BY c.id;
-- names
CREATE VIEW names AS SELECT id, id, 1 + 1, name AS "Name ", 'x', count(*) OVER () FROM customers;
CREATE VIEW listed("First", second) AS SELECT id, "no such column" FROM customers;
-- joins with one precedence
CREATE VIEW joined AS SELECT * FROM customers, orders o JOIN customers c2 ON c2.id = customers.id NATURAL LEFT JOIN (SELECT id, note AS n2 FROM orders);
-- compounds with one precedence, NULLs first, text by bytes
CREATE VIEW compound AS SELECT note FROM orders UNION ALL SELECT note FROM orders EXCEPT SELECT NULL ORDER BY 1;
CREATE VIEW sorted AS SELECT note, joined FROM customers JOIN orders ON customer = customers.id ORDER BY note, joined DESC LIMIT -1 OFFSET 2;
-- recursion without the word
CREATE VIEW countdown AS WITH c(n) AS (VALUES(10) UNION ALL SELECT n - 1 FROM c WHERE n > 0) SELECT n FROM c;
CREATE VIEW asks AS SELECT id, (SELECT note FROM orders WHERE customer = customers.id) AS note, EXISTS (SELECT * FROM orders WHERE customer = customers.id) AS has
  FROM customers WHERE id IN (SELECT customer FROM orders);
COMMIT;
