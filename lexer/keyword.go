package lexer

import "strings"

// reserved holds SQLite's keywords that are never names when written bare.
// SQLite has more keywords; the others "fall back" to names where the grammar
// wants one (https://sqlite.org/lang_keywords.html, the %fallback list of
// parse.y), so columns called key, desc or action need no quotes.
var reserved = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT
		CONSTRAINT CREATE DEFAULT DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE
		EXCEPT EXISTS FOREIGN FROM GROUP HAVING IN INDEX INSERT INTERSECT INTO
		IS ISNULL JOIN LIMIT NOT NOTHING NOTNULL NULL ON OR ORDER PRIMARY
		REFERENCES RETURNING SELECT SET TABLE THEN TO TRANSACTION UNION UNIQUE
		UPDATE USING VALUES WHEN WHERE`) {
		m[w] = true
	}
	return m
}()

// Reserved returns the upper-case form of a bare word that SQLite never reads
// as a name, or "".
func Reserved(word string) string {
	if len(word) > len("AUTOINCREMENT") {
		return ""
	}
	for i := range len(word) {
		if word[i] >= 0x80 { // ToUpper would make SELECT of ſelect
			return ""
		}
	}
	if up := strings.ToUpper(word); reserved[up] {
		return up
	}
	return ""
}
