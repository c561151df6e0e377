package query

// What reads a typed column where PostgreSQL wants an immutable function: the
// text of a date depends on settings, to which these say no.
var _ = addHelpers(map[string]helper{
	"sqlite_text(timestamp)": {
		doc: "a timestamp as SQLite's text", returns: "text", lang: "sql", body: `
SELECT to_char($1, 'YYYY-MM-DD HH24:MI:SS') || rtrim(rtrim(to_char($1, '.US'), '0'), '.')`},
	"sqlite_iso(timestamp)": {
		doc: "a timestamp as SQLite's text, with a T before the time", returns: "text", lang: "sql", body: `
SELECT to_char($1, 'YYYY-MM-DD"T"HH24:MI:SS') || rtrim(rtrim(to_char($1, '.US'), '0'), '.')`},
	"sqlite_text(timestamptz)": {
		doc: "a timestamp as SQLite's text, in UTC", returns: "text", lang: "sql", body: `
SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || rtrim(rtrim(to_char($1, '.US'), '0'), '.') || '+00'`},
	"sqlite_utc(timestamptz)": {
		doc: "a timestamp as a text in UTC that date functions read", returns: "text", lang: "sql", body: `
SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || rtrim(rtrim(to_char($1, '.US'), '0'), '.')`},
	"sqlite_day(text)": {
		doc: "the date that a text is; one that is more than a date is an error", returns: "date", lang: "sql", stable: true, body: `
SELECT CASE WHEN $1 ~ '^\d{4}-\d\d-\d\d$' THEN $1::date ELSE ('not a date: ' || $1)::date END`},
	"sqlite_time_of_day(text)": {
		doc: "the time of day that a text is; one that is more than a time is an error", returns: "time", lang: "sql", stable: true, body: `
SELECT CASE WHEN $1 ~ '^\d\d:\d\d(:\d\d(\.\d+)?)?$' THEN $1::time ELSE ('not a time: ' || $1)::time END`},
	"sqlite_timestamp(text)": {
		doc: "the timestamp that a text is; one with another offset than that of UTC is an error", returns: "timestamp", lang: "sql", stable: true, body: `
SELECT CASE
    WHEN $1 ~ '^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]00(:?00)?))?)?$' OR $1 IN ('infinity', '-infinity') THEN $1::timestamp
    ELSE ('not a timestamp: ' || $1)::timestamp
END`},
	"sqlite_to_timestamp(text)": {
		doc: "what datetime() gives, as a timestamp", returns: "timestamp", lang: "sql", body: `
SELECT $1::timestamp`},
	"sqlite_to_date(text)": {
		doc: "what date() gives, as a date", returns: "date", lang: "sql", body: `
SELECT $1::date`},
	"sqlite_only_timestamp(text)": {
		doc: "the timestamp that a text is as datetime() writes it; any other is an error", returns: "timestamp", lang: "sql", body: `
SELECT CASE
    WHEN $1 ~ '^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{0,5}[1-9])?$' THEN $1::timestamp
    ELSE ('not a timestamp: ' || $1)::timestamp
END`},
	"sqlite_only_date(text)": {
		doc: "the date that a text is as date() writes it; any other is an error", returns: "date", lang: "sql", body: `
SELECT CASE WHEN $1 ~ '^\d{4}-\d\d-\d\d$' THEN $1::date ELSE ('not a date: ' || $1)::date END`},
	"sqlite_text(date)": {
		doc: "a date as SQLite's text", returns: "text", lang: "sql", body: `
SELECT to_char($1, 'YYYY-MM-DD')`},
})
