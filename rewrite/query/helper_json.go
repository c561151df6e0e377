package query

// Helpers for JSON. They keep the order of keys, and duplicates, as SQLite does
// and jsonb does not. https://sqlite.org/json1.html
var _ = addHelpers(map[string]helper{
	"sqlite_json_valid(text)": {
		doc: "json_valid()", returns: "boolean", lang: "plpgsql", body: `
BEGIN
    PERFORM $1::json;
    RETURN true;
EXCEPTION WHEN invalid_text_representation OR untranslatable_character OR program_limit_exceeded THEN
    RETURN false;
END`},
	"sqlite_json(json)": {
		doc: "json(): the text without spaces", returns: "text", lang: "plpgsql", self: true, body: `
BEGIN
    CASE json_typeof($1)
        WHEN 'object' THEN
            RETURN '{' || coalesce((SELECT string_agg(to_json(key)::text || ':' || sqlite_json(value), ',' ORDER BY place)
                                    FROM json_each($1) WITH ORDINALITY AS e (key, value, place)), '') || '}';
        WHEN 'array' THEN
            RETURN '[' || coalesce((SELECT string_agg(sqlite_json(value), ',' ORDER BY place)
                                    FROM json_array_elements($1) WITH ORDINALITY AS e (value, place)), '') || ']';
        ELSE
            RETURN btrim($1::text, E' \t\n\r');
    END CASE;
END`},
	"sqlite_json_quote(text)": {
		doc: "json_quote() of a text", returns: "text", lang: "sql", body: `
SELECT to_json($1)::text`},
	"sqlite_json_value(json)": {
		doc: "an element as SQLite's value: texts without quotes, true as 1, null as NULL", returns: "text", lang: "sql",
		calls: []string{"sqlite_json(json)", "sqlite_text(double precision)", "sqlite_real(text)"}, body: `
SELECT CASE json_typeof($1)
    WHEN 'string' THEN $1 #>> '{}'
    WHEN 'boolean' THEN CASE btrim($1::text, E' \t\n\r') WHEN 'true' THEN '1' ELSE '0' END
    WHEN 'number' THEN CASE
        WHEN $1::text ~ '[.eE]' OR ($1::text)::numeric NOT BETWEEN -9223372036854775808 AND 9223372036854775807 THEN sqlite_text(sqlite_real($1::text))
        ELSE btrim($1::text, E' \t\n\r')
    END
    WHEN 'null' THEN NULL
    ELSE sqlite_json($1)
END`},
	"sqlite_json_scalar(json)": {
		doc: "an element as json_array() writes the value that ->> makes of it: objects and arrays are texts, true is 1", returns: "text", lang: "sql",
		calls: []string{"sqlite_json_value(json)"}, body: `
SELECT CASE WHEN json_typeof($1) IN ('number', 'boolean') THEN sqlite_json_value($1) ELSE to_json(sqlite_json_value($1))::text END`},
	"sqlite_json_item(json)": {
		doc: "an element as json_array() writes the value that json_extract() makes of it: true is 1", returns: "text", lang: "sql",
		calls: []string{"sqlite_json(json)", "sqlite_json_scalar(json)"}, body: `
SELECT CASE WHEN json_typeof($1) IN ('object', 'array') THEN sqlite_json($1) ELSE sqlite_json_scalar($1) END`},
	"sqlite_json_document(json)": {
		doc: "an element as a document of its own: a string is read as one, and is NULL where it is none", returns: "json", lang: "sql",
		calls: []string{"sqlite_json_valid(text)", "sqlite_json_value(json)"}, body: `
SELECT CASE
    WHEN json_typeof($1) IN ('object', 'array') THEN $1
    WHEN json_typeof($1) <> 'string' OR sqlite_json_valid($1 #>> '{}') THEN sqlite_json_value($1)::json
END`},
	"sqlite_json_number(json)": {
		doc: "an element as a number: true is 1, and what is no number is NULL", returns: "numeric", lang: "sql", body: `
SELECT CASE json_typeof($1)
    WHEN 'boolean' THEN CASE btrim($1::text, E' \t\n\r') WHEN 'true' THEN 1 ELSE 0 END
    WHEN 'number' THEN ($1::text)::numeric
END`},
	"sqlite_json_key(json)": {
		doc: "a text that is the same for the elements that are equal: 1 and 1.0, but not 1 and the text 1", returns: "text", lang: "sql",
		calls: []string{"sqlite_json_value(json)", "sqlite_json_number(json)"}, body: `
SELECT CASE WHEN json_typeof($1) IN ('number', 'boolean') THEN trim_scale(sqlite_json_number($1))::text ELSE '"' || sqlite_json_value($1) END`},
	"sqlite_json_int(json)": {
		doc: "CAST(element AS INTEGER)", returns: "bigint", lang: "sql",
		calls: []string{"sqlite_json_value(json)", "sqlite_int(text)", "sqlite_int(numeric)"}, body: `
SELECT CASE json_typeof($1) WHEN 'number' THEN sqlite_int(($1::text)::numeric) ELSE sqlite_int(sqlite_json_value($1)) END`},
	"sqlite_json_compare(json, numeric)": {
		doc: "compares an element with a number: -1, 0 or 1; a text comes after all numbers", returns: "integer", lang: "sql",
		calls: []string{"sqlite_json_number(json)"}, body: `
SELECT CASE
    WHEN json_typeof($1) = 'null' THEN NULL
    WHEN json_typeof($1) IN ('number', 'boolean') THEN sign(sqlite_json_number($1) - $2)::integer
    ELSE 1
END`},
	"sqlite_json_compare(json, text)": {
		doc: "compares an element with a text: -1, 0 or 1; numbers come before all texts", returns: "integer", lang: "sql",
		calls: []string{"sqlite_json_value(json)"}, body: `
SELECT CASE
    WHEN json_typeof($1) = 'null' THEN NULL
    WHEN json_typeof($1) IN ('number', 'boolean') THEN -1
    WHEN v = $2 THEN 0
    WHEN v < $2 COLLATE "C" THEN -1
    ELSE 1
END
FROM sqlite_json_value($1) AS v`},
	"sqlite_json_type(json)": {
		doc: "json_type()", returns: "text", lang: "sql", body: `
SELECT CASE json_typeof($1)
    WHEN 'string' THEN 'text'
    WHEN 'boolean' THEN btrim($1::text, E' \t\n\r')
    WHEN 'number' THEN CASE WHEN $1::text ~ '[.eE]' THEN 'real' ELSE 'integer' END
    ELSE json_typeof($1)
END`},
	"sqlite_json_array_length(json)": {
		doc: "json_array_length(): 0 for what is no array", returns: "bigint", lang: "sql", body: `
SELECT CASE json_typeof($1) WHEN 'array' THEN json_array_length($1) ELSE 0 END`},
	"sqlite_json_step(text)": {
		doc: "the path that the right side of -> means: an index, a name or a path", returns: "text", lang: "sql", body: `
SELECT CASE WHEN $1 LIKE '$%' THEN $1 WHEN $1 ~ '^[0-9]' THEN '$[' || $1 || ']' WHEN $1 LIKE '[%' THEN '$' || $1 ELSE '$.' || $1 END`},
	"sqlite_json_at(json, text)": {
		doc: "the element at a path: $.name[0][#-1]", args: "doc json, path text", returns: "json", lang: "plpgsql", body: `
DECLARE
    step text[];
    rest text := substr(path, 2);
BEGIN
    IF left(path, 1) <> '$' THEN
        RAISE EXCEPTION 'JSON path error near ''%''', path;
    END IF;
    WHILE rest <> '' LOOP
        step := regexp_match(rest, '^(?:\."([^"]*)"|\.([^.[]+)|\[(#-)?(\d+)\]|\[(#)\])(.*)$');
        IF step IS NULL THEN
            RAISE EXCEPTION 'JSON path error near ''%''', rest;
        END IF;
        rest := step[6];
        IF step[4] IS NOT NULL OR step[5] IS NOT NULL THEN
            IF json_typeof(doc) <> 'array' OR step[5] IS NOT NULL THEN
                RETURN NULL;
            END IF;
            IF step[3] IS NOT NULL AND step[4]::int = 0 THEN
                RETURN NULL;
            END IF;
            doc := doc -> (CASE WHEN step[3] IS NULL THEN 1 ELSE -1 END * step[4]::int);
        ELSE
            IF json_typeof(doc) <> 'object' THEN
                RETURN NULL;
            END IF;
            doc := doc -> coalesce(step[1], step[2]);
        END IF;
        IF doc IS NULL THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RETURN doc;
END`},
	"sqlite_json_edit(json, text, text, text)": {
		doc: "json_set(), json_insert(), json_replace() and json_remove() of one path", args: "doc json, path text, item text, mode text", returns: "json", lang: "plpgsql", self: true, body: `
DECLARE
    step text[];
    rest text := substr(path, 2);
    name text;
    place bigint;
    size bigint;
    r record;
    old json;
    out text := '';
    found boolean := false;
    piece text;
    fresh json;
BEGIN
    IF left(path, 1) <> '$' THEN
        RAISE EXCEPTION 'JSON path error near ''%''', path;
    ELSIF rest = '' THEN
        RETURN CASE mode WHEN 'insert' THEN doc::text WHEN 'remove' THEN NULL ELSE item END::json;
    END IF;
    step := regexp_match(rest, '^(?:\."([^"]*)"|\.([^.[]+)|\[(#-)?(\d+)\]|\[(#)\])(.*)$');
    IF step IS NULL THEN
        RAISE EXCEPTION 'JSON path error near ''%''', rest;
    END IF;
    rest := '$' || step[6];
    fresh := CASE WHEN rest LIKE '$[%' THEN '[]' ELSE '{}' END::json;
    name := coalesce(step[1], step[2]);
    IF name IS NOT NULL THEN
        IF json_typeof(doc) <> 'object' THEN
            RETURN doc;
        END IF;
        FOR r IN SELECT key, value FROM json_each(doc) LOOP
            piece := r.value::text;
            IF r.key = name AND NOT found THEN
                found := true;
                piece := sqlite_json_edit(r.value, rest, item, mode)::text;
                CONTINUE WHEN piece IS NULL;
            END IF;
            out := out || ',' || to_json(r.key)::text || ':' || piece;
        END LOOP;
        IF NOT found AND mode IN ('set', 'insert') THEN
            piece := sqlite_json_edit(fresh, rest, item, 'set')::text;
            IF rest = '$' OR piece <> fresh::text THEN
                out := out || ',' || to_json(name)::text || ':' || piece;
            END IF;
        END IF;
        RETURN ('{' || substr(out, 2) || '}')::json;
    END IF;
    IF json_typeof(doc) <> 'array' THEN
        RETURN doc;
    END IF;
    size := json_array_length(doc);
    place := CASE WHEN step[5] IS NOT NULL THEN size WHEN step[3] IS NOT NULL THEN size - step[4]::bigint ELSE step[4]::bigint END;
    FOR r IN SELECT e.value, e.n - 1 AS n FROM json_array_elements(doc) WITH ORDINALITY AS e (value, n) LOOP
        piece := r.value::text;
        IF r.n = place THEN
            piece := sqlite_json_edit(r.value, rest, item, mode)::text;
            CONTINUE WHEN piece IS NULL;
        END IF;
        out := out || ',' || piece;
    END LOOP;
    IF place = size AND mode IN ('set', 'insert') THEN
        piece := sqlite_json_edit(fresh, rest, item, 'set')::text;
        IF rest = '$' OR piece <> fresh::text THEN
            out := out || ',' || piece;
        END IF;
    END IF;
    RETURN ('[' || substr(out, 2) || ']')::json;
END`},
	"sqlite_json_patch(json, json)": {
		doc: "json_patch()", args: "doc json, patch json", returns: "json", lang: "plpgsql", self: true, body: `
DECLARE
    r record;
    out text := '';
    change json;
BEGIN
    IF json_typeof(patch) <> 'object' THEN
        RETURN patch;
    ELSIF json_typeof(doc) <> 'object' THEN
        doc := '{}';
    END IF;
    FOR r IN SELECT key, value FROM json_each(doc) LOOP
        change := patch -> r.key;
        IF change IS NULL THEN
            out := out || ',' || to_json(r.key)::text || ':' || r.value::text;
        ELSIF json_typeof(change) <> 'null' THEN
            out := out || ',' || to_json(r.key)::text || ':' || sqlite_json_patch(r.value, change)::text;
        END IF;
    END LOOP;
    FOR r IN SELECT key, value FROM json_each(patch) LOOP
        IF doc -> r.key IS NULL AND json_typeof(r.value) <> 'null' THEN
            out := out || ',' || to_json(r.key)::text || ':' || sqlite_json_patch('{}', r.value)::text;
        END IF;
    END LOOP;
    RETURN ('{' || substr(out, 2) || '}')::json;
END`},
	"sqlite_json_each(json, text)": {
		doc: "json_each(); the columns that end in _json tell numbers from texts", args: "doc json, at text, OUT key text, OUT value text, OUT type text, OUT atom text, OUT fullkey text, OUT path text, OUT key_json json, OUT value_json json, OUT atom_json json",
		returns: "SETOF record", lang: "sql",
		calls: []string{"sqlite_json_at(json, text)", "sqlite_json_value(json)", "sqlite_json_type(json)"}, body: `
SELECT k #>> '{}', sqlite_json_value(v), sqlite_json_type(v), sqlite_json_value(a), f, p, k, v, a
FROM (SELECT k, v, CASE WHEN json_typeof(v) NOT IN ('object', 'array') THEN v END AS a, p, n,
             p || CASE json_typeof(k)
                 WHEN 'string' THEN CASE WHEN k #>> '{}' ~ '^[A-Za-z][A-Za-z0-9]*$' THEN '.' || (k #>> '{}') ELSE '.' || k::text END
                 WHEN 'number' THEN '[' || k::text || ']'
                 ELSE ''
             END AS f
      FROM (SELECT to_json(e.key) AS k, e.value AS v, at AS p, e.n
            FROM sqlite_json_at(doc, at) AS d, json_each(CASE WHEN json_typeof(d) = 'object' THEN d ELSE '{}' END) WITH ORDINALITY AS e (key, value, n)
            UNION ALL
            SELECT to_json(e.n - 1), e.value, at, e.n
            FROM sqlite_json_at(doc, at) AS d, json_array_elements(CASE WHEN json_typeof(d) = 'array' THEN d ELSE '[]' END) WITH ORDINALITY AS e (value, n)
            UNION ALL
            SELECT NULL, d, at, 1
            FROM sqlite_json_at(doc, at) AS d
            WHERE json_typeof(d) NOT IN ('object', 'array')) AS parts) AS items
ORDER BY n`},
	"sqlite_json_tree(json, text)": {
		doc: "json_tree(); the columns that end in _json tell numbers from texts", args: "doc json, at text, OUT key text, OUT value text, OUT type text, OUT atom text, OUT fullkey text, OUT path text, OUT key_json json, OUT value_json json, OUT atom_json json",
		returns: "SETOF record", lang: "sql",
		calls: []string{"sqlite_json_at(json, text)", "sqlite_json_value(json)", "sqlite_json_type(json)"}, body: `
WITH RECURSIVE tree (k, v, f, p, place) AS (
    SELECT NULL::json, d, at, at, ARRAY[]::bigint[]
    FROM sqlite_json_at(doc, at) AS d
    WHERE d IS NOT NULL
    UNION ALL
    SELECT e.k, e.v, t.f || CASE json_typeof(e.k)
               WHEN 'string' THEN CASE WHEN e.k #>> '{}' ~ '^[A-Za-z][A-Za-z0-9]*$' THEN '.' || (e.k #>> '{}') ELSE '.' || e.k::text END
               ELSE '[' || e.k::text || ']'
           END, t.f, t.place || e.n
    FROM tree AS t
    CROSS JOIN LATERAL (
        SELECT to_json(o.key) AS k, o.value AS v, o.n
        FROM json_each(CASE WHEN json_typeof(t.v) = 'object' THEN t.v ELSE '{}' END) WITH ORDINALITY AS o (key, value, n)
        UNION ALL
        SELECT to_json(i.n - 1), i.value, i.n
        FROM json_array_elements(CASE WHEN json_typeof(t.v) = 'array' THEN t.v ELSE '[]' END) WITH ORDINALITY AS i (value, n)) AS e
)
SELECT k #>> '{}', sqlite_json_value(v), sqlite_json_type(v),
    CASE WHEN json_typeof(v) NOT IN ('object', 'array') THEN sqlite_json_value(v) END, f, p, k, v,
    CASE WHEN json_typeof(v) NOT IN ('object', 'array') THEN v END
FROM tree
ORDER BY place`},
})
