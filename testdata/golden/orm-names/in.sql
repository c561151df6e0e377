BEGIN;
-- SeaORM's names have TEXT affinity: SQLite keeps a number there as its text.
CREATE TABLE sea(id uuid_text NOT NULL PRIMARY KEY, made timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, seen datetime_text, stamp timestamp_text, day date_text, at time_text, doc json_text, docb jsonb_text, odd datetime_text);
INSERT INTO sea VALUES('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d','2026-08-24T15:37:02.437013+00:00','2024-01-01 10:00:00','2024-01-01 10:00:00','2024-01-01','10:00:00','{"a":1}','[]','05');
INSERT INTO sea VALUES('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6e','2026-08-24 14:27:08',NULL,NULL,NULL,NULL,NULL,NULL,'2024-01-01 10:00:00');
CREATE TABLE net(a DATETIME2(7), b SMALLDATETIME, c DATETIMEOFFSET(7), d DATETIME DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now', 'localtime')), e TEXT_DATETIME);
INSERT INTO net VALUES('2024-01-01 10:00:00.1234567','2024-01-01 10:00:00','2024-01-01 10:00:00+00','2024-01-01 10:00:00.123','2024-01-01 10:00:00');
COMMIT;
