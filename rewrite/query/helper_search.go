package query

// Helpers for full-text search. https://sqlite.org/fts5.html#full_text_query_syntax
var _ = addHelpers(map[string]helper{
	"sqlite_match4(text)": {
		doc: "what FTS3 and FTS4 search for: words, AND, OR, parentheses, phrases and prefixes", returns: "tsquery", lang: "plpgsql", calls: []string{"sqlite_match(text)"}, body: `
BEGIN
    IF $1 ~ '\mNOT\M|\mNEAR\M|_|\s\*|"[^"]*\*[^"]*"|"\s*\*' THEN
        RAISE EXCEPTION 'not a search of words: %', $1;
    END IF;
    RETURN sqlite_match($1);
END`},
	"sqlite_match(text)": {
		doc: "what FTS5 searches for: words, AND, OR, NOT, parentheses, phrases and prefixes", returns: "tsquery", lang: "plpgsql", body: `
DECLARE
    token text;
    word text;
    phrase text;
    q text := '';
    run boolean := false; -- words without an operator between them belong together the closest
BEGIN
    FOR token IN SELECT m[1] FROM regexp_matches($1, '"[^"]*"(?:\s*\*)?|[^\s"()*]+(?:\s*\*)?|\S', 'g') AS m LOOP
        IF token IN ('AND', 'OR', 'NOT') THEN
            q := q || CASE WHEN run THEN ')' ELSE '' END || CASE token WHEN 'AND' THEN ' & ' WHEN 'OR' THEN ' | ' ELSE ' & !' END;
            run := false;
        ELSIF token = ')' THEN
            q := q || CASE WHEN run THEN '))' ELSE ')' END;
            run := true;
        ELSE
            q := q || CASE WHEN run THEN ' & ' ELSE '(' END;
            run := token <> '(';
            IF NOT run THEN
                q := q || '(';
            ELSIF token = 'NEAR' OR token !~ '^"' AND token ~ '[]!#-''+-/:-@[\\^{-~` + "`" + `]' THEN
                RAISE EXCEPTION 'not a search of words: %', $1;
            ELSE
                phrase := '';
                FOREACH word IN ARRAY regexp_split_to_array(lower(token), '[][:space:]!-/:-@[\\^_{-~` + "`" + `]+') LOOP
                    IF word <> '' THEN
                        phrase := phrase || CASE WHEN phrase = '' THEN '' ELSE ' <-> ' END || quote_literal(word);
                    END IF;
                END LOOP;
                q := q || '(' || phrase || CASE WHEN token LIKE '%*' THEN ':*)' ELSE ')' END;
            END IF;
        END IF;
    END LOOP;
    RETURN to_tsquery('simple', q || CASE WHEN run THEN ')' ELSE '' END);
END`},
})
