BEGIN;
CREATE TABLE t( -- what it is
  -- and more
  id INTEGER PRIMARY KEY, -- the key
  a INT, b INT, -- both
  c TEXT DEFAULT 'x' -- c's own
      CHECK (c <> ''), -- and its check
  /* before d */
  d DECIMAL(10, -- inside
     2), /* d's
         * own */
  e INT,     -- of e
             -- goes on
  -- alone
  f INT, -----------------
  --g INT,
  h INT, -- of "h" 'q'
  UNIQUE (a, b), -- constraint
  CHECK (a > 0) -- last
); -- end
CREATE INDEX i ON t (a);
CREATE TABLE u(x, y /* why */, z --zz
);
CREATE TABLE w /* before */ (x);
COMMIT;
