BEGIN;
-- every family of declared types, in the spellings people use
CREATE TABLE families(
  i INTEGER, i2 INT, i3 BIGINT, i4 "unsigned big int", i5 TINYINT, i6 FLOATING POINT,
  b BOOLEAN, b2 bool, b3 TINYINT(1), b4 BIT,
  r REAL, r2 DOUBLE PRECISION, r3 float(7),
  n NUMERIC, n2 DECIMAL(10,2), n3 decimal(5), n4 NUMERIC(2000,1), n5 MONEY,
  ts DATETIME, ts2 timestamp, ts3 datetime(6), tz "TIMESTAMP WITH TIME ZONE", d DATE, tm TIME,
  v VARCHAR(30), v2 NATIVE CHARACTER(70), v3 CHAR, v4 VARCHAR(0), v5 NVARCHAR(99999999),
  t TEXT, t2 CLOB, t3 STRING, t4 longtext,
  j JSON, j2 JSONB, u UUID, u2 UNIQUEIDENTIFIER,
  x BLOB, x2 VARBINARY(16), x3 MEDIUMBLOB,
  untyped, whatever WIBBLE
);
COMMIT;
