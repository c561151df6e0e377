BEGIN;
CREATE TABLE c(a INT CHECK(a > 0), b BOOLEAN CHECK(b IN (0,1)), t TEXT CHECK (length(t) <= 10 AND t <> ''),
  n NUMERIC, CHECK(n BETWEEN 0 AND 100 OR n IS NULL), CONSTRAINT fine CHECK (a + 1 < 2 * n),
  CHECK(t LIKE 'x%' OR t NOT LIKE '%\%' ESCAPE '\'), CHECK(t < 'm'), CHECK(a),
  CHECK(CASE WHEN b THEN a ELSE 0 END >= 0), CHECK(typeof(a) = 'integer'), CHECK(t GLOB 'a*'), CHECK(a = 'abc'), CHECK(a <> '7'), CHECK(a > -5), CHECK(a IS TRUE), CHECK((a > 3) IS NOT FALSE), CHECK(b IS NOT TRUE), CHECK(t IS TRUE));
COMMIT;
