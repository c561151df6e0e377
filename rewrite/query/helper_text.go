package query

// Helpers for text. https://sqlite.org/lang_corefunc.html
var _ = addHelpers(map[string]helper{
	"sqlite_glob(text, text)": {
		doc: "value GLOB pattern", args: "pattern text, value text", returns: "boolean", lang: "plpgsql", body: `
DECLARE
    re text := '^';
    i int := 1;
    n int := length(pattern);
    c text;
    prior text;
    items text;
    negated boolean;
    escaped CONSTANT text := '\.*+?()[]{}|^$-';
BEGIN
    WHILE i <= n LOOP
        c := substr(pattern, i, 1);
        i := i + 1;
        IF c = '*' THEN
            re := re || '.*';
        ELSIF c = '?' THEN
            re := re || '.';
        ELSIF c <> '[' THEN
            re := re || CASE WHEN strpos(escaped, c) > 0 THEN '\' ELSE '' END || c;
        ELSE
            negated := substr(pattern, i, 1) = '^';
            IF negated THEN
                i := i + 1;
            END IF;
            items := '';
            prior := '';
            IF substr(pattern, i, 1) = ']' THEN
                items := '\]';
                i := i + 1;
            END IF;
            LOOP
                IF i > n THEN
                    RETURN false;
                END IF;
                c := substr(pattern, i, 1);
                i := i + 1;
                EXIT WHEN c = ']';
                IF c = '-' AND prior <> '' AND i <= n AND substr(pattern, i, 1) <> ']' THEN
                    c := substr(pattern, i, 1);
                    i := i + 1;
                    IF ascii(prior) <= ascii(c) THEN
                        items := items || '-' || CASE WHEN strpos(escaped, c) > 0 THEN '\' ELSE '' END || c;
                    END IF;
                    prior := '';
                ELSE
                    items := items || CASE WHEN strpos(escaped, c) > 0 THEN '\' ELSE '' END || c;
                    prior := c;
                END IF;
            END LOOP;
            re := re || CASE
                WHEN items = '' AND negated THEN '.'
                WHEN items = '' THEN '(?!.|\n).'
                WHEN negated THEN '[^' || items || ']'
                ELSE '[' || items || ']'
            END;
        END IF;
    END LOOP;
    RETURN value COLLATE "C" ~ (re || '$');
END`},
	"sqlite_like(text, text, text)": {
		doc: "value LIKE pattern ESCAPE escape, for patterns that PostgreSQL would refuse", args: "pattern text, value text, escape text", returns: "boolean", lang: "plpgsql", body: `
DECLARE
    out text := '';
    i int := 1;
    c text;
BEGIN
    WHILE i <= length(pattern) LOOP
        c := substr(pattern, i, 1);
        IF c = escape THEN
            IF i = length(pattern) THEN
                RETURN false;
            END IF;
            i := i + 1;
            c := substr(pattern, i, 1);
            out := out || '\' || c;
        ELSIF c = '\' THEN
            out := out || '\\';
        ELSE
            out := out || c;
        END IF;
        i := i + 1;
    END LOOP;
    RETURN value COLLATE "C" ILIKE out;
END`},
	"sqlite_substr(text, bigint, bigint)": {
		doc: "substr() with a start that counts from the end, or a negative length", args: "value text, start bigint, length bigint DEFAULT 1000000000", returns: "text", lang: "plpgsql", body: `
DECLARE
    n CONSTANT bigint := length(value);
    -- SQLite takes the lower 32 bits of both
    first bigint := ((start & 4294967295) + 2147483648 & 4294967295) - 2147483648;
    len bigint := ((length & 4294967295) + 2147483648 & 4294967295) - 2147483648;
    back boolean := len < 0;
BEGIN
    len := abs(len);
    IF first < 0 THEN
        first := first + n;
        IF first < 0 THEN
            len := greatest(len + first, 0);
            first := 0;
        END IF;
    ELSIF first > 0 THEN
        first := first - 1;
    ELSIF len > 0 THEN
        len := len - 1;
    END IF;
    IF back THEN
        first := first - len;
        IF first < 0 THEN
            len := greatest(len + first, 0);
            first := 0;
        END IF;
    END IF;
    IF first >= n THEN
        RETURN '';
    END IF;
    RETURN substr(value, (first + 1)::int, least(len, n)::int);
END`},
	"sqlite_concat_distinct(text[], text)": {
		doc: "group_concat(DISTINCT): each text once, where it came first", args: "list text[], separator text", returns: "text", lang: "sql", body: `
SELECT string_agg(item, separator ORDER BY place)
FROM (SELECT item, min(place) AS place
      FROM unnest(list) WITH ORDINALITY AS u (item, place)
      WHERE item IS NOT NULL
      GROUP BY item) AS i`},
	"sqlite_char(bigint)": {
		doc: "char(); an error for 0, which no text of PostgreSQL holds", returns: "text", lang: "sql", body: `
SELECT chr(CASE WHEN $1 BETWEEN 0 AND 1114111 THEN $1 ELSE 65533 END::integer)`},
	"sqlite_typeof(text)": {
		doc: "typeof() of a value of a column that holds numbers and texts", returns: "text", lang: "sql", called: true, body: `
SELECT CASE
    WHEN $1 IS NULL THEN 'null'
    WHEN $1 ~ '^[+-]?[0-9]+$' THEN 'integer'
    WHEN $1 ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$' THEN 'real'
    ELSE 'text'
END`},
})
