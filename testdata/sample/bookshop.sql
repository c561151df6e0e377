PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE author (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    born DATE,
    about TEXT NOT NULL DEFAULT ''
);
INSERT INTO author VALUES(1,'Marguerite O''Dell','1961-04-17',replace('Writes about harbours.\nLives in Galway.','\n',char(10)));
INSERT INTO author VALUES(2,'Jürgen Weiß','1948-11-02','');
INSERT INTO author VALUES(3,'村田 さやか','1979-08-14','小説家');
INSERT INTO author VALUES(4,'Ana Lúcia Prado',NULL,'Cook, botanist, "bad gardener".');
INSERT INTO author VALUES(5,'R. K. Iyer','1985-01-30','Notes at C:\texts\notes.txt');
CREATE TABLE book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    isbn VARCHAR(13) UNIQUE,
    title VARCHAR(120) NOT NULL,
    price DECIMAL(8,2) NOT NULL CHECK (price >= 0),
    in_print BOOLEAN NOT NULL DEFAULT 1,
    weight REAL, -- in kilograms
    details JSON,
    cover BLOB,
    added DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO book VALUES(1,'9780000001016','The Harbour Master''s Daughter',18.5,1,0.41999999999999998445,'{"pages": 312, "language": "en", "tags": ["novel", "sea"]}',X'89504e470d0a1a0a0000000d49484452','2019-03-04 09:12:55');
INSERT INTO book VALUES(2,'9780000001023','Kleine Geschichte der Brücken',29.899999999999998579,1,0.8149999999999999467,'{"pages": 448, "language": "de"}',NULL,'2019-03-04 09:15:01');
INSERT INTO book VALUES(3,'9780000001030','星の台所',12,1,0.20999999999999999222,'{"pages": 176, "language": "ja"}',X'ffd8ffe000104a464946','2020-11-21 16:40:00');
INSERT INTO book VALUES(4,'9780000001047','Weeds You Can Eat (and Two You Can''t)',24.949999999999999289,1,0.63000000000000000444,'{"pages": 204, "language": "en", "recipes": 61}',NULL,'2021-06-01 08:00:00');
INSERT INTO book VALUES(5,NULL,'Regular Expressions: \d+ Ways to Go Wrong',9.9900000000000002131,0,0.17999999999999999333,NULL,NULL,'2015-01-12 22:05:30');
INSERT INTO book VALUES(6,'9780000001054','Two Gardens',31,1,1.0500000000000000444,'{"pages": 288, "language": "en", "illustrated": true}',X'89504e470d0a1a0a','2023-02-14 12:30:45');
CREATE TABLE book_author (
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES author (id),
    position INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (book_id, author_id)
) WITHOUT ROWID;
INSERT INTO book_author VALUES(1,1,1);
INSERT INTO book_author VALUES(2,2,1);
INSERT INTO book_author VALUES(3,3,1);
INSERT INTO book_author VALUES(4,4,1);
INSERT INTO book_author VALUES(5,5,1);
INSERT INTO book_author VALUES(6,1,2);
INSERT INTO book_author VALUES(6,4,1);
CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE,
    name TEXT NOT NULL,
    address TEXT,
    newsletter BOOLEAN NOT NULL DEFAULT 0,
    joined DATE NOT NULL
);
INSERT INTO customer VALUES(1,'sinead@example.com','Sinéad Byrne',replace('4 Quay Street\nGalway\nIreland','\n',char(10)),1,'2019-05-20');
INSERT INTO customer VALUES(2,'Tom.Baker@example.org','Tom Baker',NULL,0,'2020-01-03');
INSERT INTO customer VALUES(3,'łukasz@example.net','Łukasz Żak',replace(replace('ul. Długa 7/2\r\nKraków','\r',char(13)),'\n',char(10)),1,'2021-09-09');
INSERT INTO customer VALUES(4,'mei@example.com','Mei 🌸 Tan','Blk 12, #04-17',0,'2022-12-31');
CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid', 'sent', 'cancelled')),
    placed DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    sent DATETIME,
    note TEXT
);
INSERT INTO orders VALUES(1,1,'sent','2019-05-20 18:01:07','2019-05-21 07:30:00',NULL);
INSERT INTO orders VALUES(2,2,'sent','2020-01-03 11:45:00','2020-01-07 08:15:30','Please don''t bend it');
INSERT INTO orders VALUES(3,3,'cancelled','2021-09-10 06:22:41',NULL,'wrong book,	sorry');
INSERT INTO orders VALUES(4,3,'paid','2023-02-15 20:10:00',NULL,replace('Gift wrap:\n  * blue paper\n  * no card','\n',char(10)));
INSERT INTO orders VALUES(5,4,'open','2023-02-16 00:00:01',NULL,'');
CREATE TABLE order_line (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    book_id INTEGER NOT NULL REFERENCES book (id),
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
    price DECIMAL(8,2) NOT NULL,
    PRIMARY KEY (order_id, line)
);
INSERT INTO order_line VALUES(1,1,1,1,18.5);
INSERT INTO order_line VALUES(1,2,4,2,24.949999999999999289);
INSERT INTO order_line VALUES(2,1,2,1,29.899999999999998579);
INSERT INTO order_line VALUES(3,1,5,1,9.9900000000000002131);
INSERT INTO order_line VALUES(4,1,6,1,31);
INSERT INTO order_line VALUES(4,2,3,3,11.499999999999999999);
INSERT INTO order_line VALUES(5,1,1,1,18.5);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('author',5);
INSERT INTO sqlite_sequence VALUES('book',7);
INSERT INTO sqlite_sequence VALUES('customer',4);
INSERT INTO sqlite_sequence VALUES('orders',5);
CREATE INDEX book_title ON book (title);
CREATE INDEX orders_open ON orders (customer_id, placed) WHERE status = 'open';
CREATE VIEW sales AS
    SELECT b.title, sum(l.quantity) AS copies, sum(l.quantity * l.price) AS amount
    FROM order_line l JOIN book b ON b.id = l.book_id JOIN orders o ON o.id = l.order_id
    WHERE o.status <> 'cancelled'
    GROUP BY b.id;
CREATE TRIGGER order_sent AFTER UPDATE OF status ON orders WHEN new.status = 'sent'
BEGIN
    UPDATE orders SET sent = datetime('now') WHERE id = new.id AND sent IS NULL;
END;
COMMIT;
