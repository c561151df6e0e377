package query

// Helpers for dates and times. sqlite_instant follows SQLite's own computation,
// step by step, in milliseconds of the Julian day; the others print what it
// returns. https://sqlite.org/lang_datefunc.html
var _ = addHelpers(map[string]helper{
	"sqlite_as_time(text)": {
		doc: "the instant that a date, with a time or without, means, in UTC; NULL of what is none", returns: "timestamp", lang: "plpgsql", body: `
DECLARE
    m text[] := regexp_match($1, '^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))? ?(Z|[-+]\d\d(?::?\d\d)?)?$');
BEGIN
    IF m IS NULL OR m[2] IS NULL AND m[3] IS NOT NULL THEN
        RETURN NULL;
    END IF;
    RETURN (concat_ws(' ', m[1], m[2]) || coalesce(m[3], 'Z'))::timestamptz AT TIME ZONE 'UTC';
EXCEPTION WHEN data_exception THEN
    RETURN NULL; -- 30 February
END`},
	"sqlite_compare(timestamp, text)": {
		doc: "compares a timestamp with the instant that a text means, or, where that is none, the texts: -1, 0 or 1", returns: "integer", lang: "sql",
		calls: []string{"sqlite_as_time(text)", "sqlite_text(timestamp)"}, body: `
SELECT CASE
    WHEN m IS NOT NULL THEN CASE WHEN $1 < m THEN -1 WHEN $1 > m THEN 1 ELSE 0 END
    WHEN sqlite_text($1) < $2 COLLATE "C" THEN -1
    WHEN sqlite_text($1) > $2 COLLATE "C" THEN 1
    WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN 0
END
FROM (SELECT sqlite_as_time($2) AS m) AS r`},
	"sqlite_now()": {
		doc: "'now' of the date and time functions, in UTC", returns: "text", lang: "sql", stable: true, body: `
SELECT to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')`},
	"sqlite_clock(text)": {
		doc: "HH:MM, HH:MM:SS or HH:MM:SS.SSS, and a zone: {hour, minute, second, offset in minutes, 1 with a zone}, or NULL", returns: "numeric[]", lang: "plpgsql", body: `
DECLARE
    m text[] := regexp_match($1, '^(\d\d):(\d\d)(?::(\d\d)((?:\.\d+)?))?[ \t\n\v\f\r]*(?:([Zz])|([-+])(\d\d):(\d\d))?[ \t\n\v\f\r]*$');
BEGIN
    IF m IS NULL OR m[1]::int > 24 OR m[2]::int > 59 OR coalesce(m[3], '0')::int > 59
        OR coalesce(m[7], '0')::int > 14 OR coalesce(m[8], '0')::int > 59 THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY[m[1]::numeric, m[2]::numeric, coalesce(m[3] || m[4], '0')::numeric,
        coalesce((m[6] || '1')::int * (m[7]::int * 60 + m[8]::int), 0),
        CASE WHEN m[6] IS NOT NULL AND m[7]::int * 60 + m[8]::int <> 0 THEN 1 ELSE 0 END];
END`},
	"sqlite_julian(bigint, bigint, bigint)": {
		doc: "the Julian day of a date, at midnight, in milliseconds", args: "y bigint, m bigint, d bigint", returns: "bigint", lang: "plpgsql", body: `
DECLARE
    a bigint;
BEGIN
    IF m <= 2 THEN
        y := y - 1;
        m := m + 12;
    END IF;
    a := y / 100;
    RETURN ((36525 * (y + 4716) / 100 + 306001 * (m + 1) / 10000 + d + 2 - a + a / 4) * 2 - 3049) * 43200000;
END`},
	"sqlite_instant(text[])": {
		doc: "a time and its modifiers: {Julian day in milliseconds, year, month, day, hour, minute, second}, or NULL", args: "a text[]", returns: "numeric[]", lang: "plpgsql",
		calls: []string{"sqlite_clock(text)", "sqlite_julian(bigint, bigint, bigint)"}, body: `
DECLARE
    looks CONSTANT text := '^[ \t\n\v\f\r]*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?[ \t\n\v\f\r]*$';
    spaces CONSTANT text := E' \t\n\v\f\r';
    s text := a[1];
    parts text[];
    clock numeric[];
    raw numeric;             -- a number that waits for 'unixepoch' or 'auto'
    jd bigint;               -- NULL: to be computed from the parts
    y bigint; m bigint; d bigint;               -- NULL: to be computed from jd
    hh bigint; mi bigint; ss numeric;           -- the same
    tz bigint := 0;
    modifier text;
    r numeric;
    n bigint;
    unit text;
    z bigint;
    q bigint; b bigint; c bigint; e bigint; x bigint;
    todo text;               -- what a step needs: 'jd', 'parts' or both
    i int := 1;
    last int := coalesce(array_length(a, 1), 0);
BEGIN
    IF array_position(a, NULL) IS NOT NULL OR last = 0 THEN
        RETURN NULL;
    END IF;
    parts := regexp_match(s, '^(-?)(\d{4})-(\d\d)-(\d\d)[ \t\n\v\f\rT]*(.*)$');
    IF parts IS NOT NULL AND parts[3]::int BETWEEN 1 AND 12 AND parts[4]::int BETWEEN 1 AND 31
        AND (parts[5] = '' OR sqlite_clock(parts[5]) IS NOT NULL) THEN
        y := (parts[1] || parts[2])::bigint;
        m := parts[3]::bigint;
        d := parts[4]::bigint;
        clock := sqlite_clock(nullif(parts[5], ''));
    ELSE
        clock := sqlite_clock(s);
        IF clock IS NULL AND lower(s) = 'now' THEN
            RETURN sqlite_instant(ARRAY[to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')] || a[2:]);
        ELSIF clock IS NULL THEN
            IF s !~ looks THEN
                RETURN NULL;
            END IF;
            raw := btrim(s, spaces)::numeric;
            IF raw >= 0 AND raw < 5373484.5 THEN
                jd := trunc(raw * 86400000 + 0.5);
            END IF;
        END IF;
    END IF;
    IF clock IS NOT NULL THEN
        hh := clock[1];
        mi := clock[2];
        ss := clock[3];
        tz := clock[4];
    END IF;
    FOR i IN 1 .. last LOOP
        -- modifier i + 1; the last round only completes what is asked for
        modifier := CASE WHEN i < last THEN lower(a[i + 1]) END;
        r := NULL;
        unit := NULL;
        IF raw IS NOT NULL AND modifier IN ('unixepoch', 'auto', 'julianday') THEN
            IF i > 1 THEN
                RETURN NULL;
            ELSIF modifier = 'unixepoch' OR modifier = 'auto' AND jd IS NULL THEN
                IF raw * 1000 + 210866760000000 < 0 OR raw * 1000 + 210866760000000 >= 464269060800000 THEN
                    RETURN NULL;
                END IF;
                jd := trunc(raw * 1000 + 210866760000000.5);
            ELSIF jd IS NULL THEN
                RETURN NULL;
            END IF;
            raw := NULL;
            CONTINUE;
        ELSIF modifier = 'auto' THEN
            IF i > 1 THEN
                RETURN NULL;
            END IF;
            CONTINUE;
        ELSIF modifier ~ '^weekday ' THEN
            modifier := btrim(substr(modifier, 9), spaces);
            IF modifier !~ looks OR modifier::numeric NOT BETWEEN 0 AND 6 OR modifier::numeric <> trunc(modifier::numeric) THEN
                RETURN NULL;
            END IF;
            n := modifier::numeric;
            modifier := 'weekday';
            todo := 'jd';
        ELSIF modifier IN ('start of day', 'start of month', 'start of year') THEN
            IF jd IS NULL AND y IS NULL AND hh IS NULL THEN
                RETURN NULL;
            END IF;
            todo := 'parts';
        ELSIF modifier IN ('localtime', 'utc') THEN
            todo := 'jd';
        ELSIF modifier ~ '^[-+0-9]' THEN
            todo := 'jd';
            parts := regexp_match(modifier, '^([-+]?)(\d\d:.*)$');
            IF parts IS NOT NULL THEN
                clock := sqlite_clock(parts[2]);
                IF clock IS NULL THEN
                    RETURN NULL;
                END IF;
                n := mod((clock[1] * 3600000 + clock[2] * 60000 + trunc(clock[3] * 1000 + 0.5) - clock[4] * 60000)::bigint, 86400000);
                n := (parts[1] || '1')::int * CASE WHEN n < 0 THEN n + 86400000 ELSE n END;
                modifier := 'shift';
            ELSE
                parts := regexp_match(modifier, '^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)[ \t\n\v\f\r]+(second|minute|hour|day|month|year)s?$');
                IF parts IS NULL THEN
                    RETURN NULL;
                END IF;
                r := parts[1]::numeric;
                unit := parts[2];
                IF abs(r) >= (CASE unit WHEN 'second' THEN 4.6427e14 WHEN 'minute' THEN 7.7379e12 WHEN 'hour' THEN 1.2897e11
                    WHEN 'day' THEN 5373485.0 WHEN 'month' THEN 176546.0 ELSE 14713.0 END) THEN
                    RETURN NULL;
                END IF;
                modifier := 'add';
                IF unit IN ('month', 'year') THEN
                    todo := 'both';
                END IF;
            END IF;
        ELSIF modifier IS NOT NULL THEN
            RETURN NULL;
        ELSE
            todo := 'both';
        END IF;

        IF jd IS NULL AND todo <> 'parts' THEN
            IF raw IS NOT NULL OR y NOT BETWEEN -4713 AND 9999 THEN
                RETURN NULL;
            END IF;
            jd := sqlite_julian(coalesce(y, 2000), coalesce(m, 1), coalesce(d, 1));
            IF hh IS NOT NULL THEN
                jd := jd + hh * 3600000 + mi * 60000 + trunc(ss * 1000 + 0.5) - tz * 60000;
            END IF;
            IF tz <> 0 THEN
                y := NULL;
                hh := NULL;
                tz := 0;
            END IF;
        END IF;
        IF todo <> 'jd' AND y IS NULL THEN
            IF jd IS NULL THEN
                y := 2000;
                m := 1;
                d := 1;
            ELSIF jd NOT BETWEEN 0 AND 464269060799999 THEN
                RETURN NULL;
            ELSE
                z := (jd + 43200000) / 86400000;
                q := trunc((z - 1867216.25) / 36524.25);
                q := z + 1 + q - q / 4;
                b := q + 1524;
                c := trunc((b - 122.1) / 365.25);
                x := 36525 * c / 100;
                e := trunc((b - x) / 30.6001);
                d := b - x - trunc(30.6001 * e)::bigint;
                m := CASE WHEN e < 14 THEN e - 1 ELSE e - 13 END;
                y := CASE WHEN m > 2 THEN c - 4716 ELSE c - 4715 END;
            END IF;
        END IF;
        IF todo = 'both' AND hh IS NULL THEN
            n := mod(jd + 43200000, 86400000);
            hh := n / 3600000;
            mi := n / 60000 % 60;
            ss := mod(n, 60000) / 1000.0;
        END IF;

        IF modifier IS NULL THEN
            EXIT;
        ELSIF modifier LIKE 'start of %' THEN
            hh := 0;
            mi := 0;
            ss := 0;
            tz := 0;
            jd := NULL;
            raw := NULL;
            IF modifier <> 'start of day' THEN
                d := 1;
            END IF;
            IF modifier = 'start of year' THEN
                m := 1;
            END IF;
            CONTINUE;
        ELSIF modifier = 'weekday' THEN
            IF jd NOT BETWEEN 0 AND 464269060799999 THEN
                RETURN NULL;
            END IF;
            z := (jd + 129600000) / 86400000 % 7;
            IF z > n THEN
                z := z - 7;
            END IF;
            jd := jd + (n - z) * 86400000;
        ELSIF modifier = 'localtime' THEN
            jd := jd + round(extract(epoch FROM (timestamptz 'epoch' + (jd - 210866760000000) * interval '1 millisecond') AT TIME ZONE current_setting('TimeZone')) * 1000)::bigint
                - (jd - 210866760000000);
        ELSIF modifier = 'utc' THEN
            jd := 210866760000000 + round(extract(epoch FROM (timestamp 'epoch' + (jd - 210866760000000) * interval '1 millisecond') AT TIME ZONE current_setting('TimeZone')) * 1000)::bigint;
        ELSIF modifier = 'shift' THEN
            jd := jd + n;
        ELSE
            IF unit IN ('month', 'year') THEN
                IF unit = 'month' THEN
                    m := m + trunc(r)::bigint;
                    x := CASE WHEN m > 0 THEN (m - 1) / 12 ELSE (m - 12) / 12 END;
                    y := y + x;
                    m := m - x * 12;
                ELSE
                    y := y + trunc(r)::bigint;
                END IF;
                IF y NOT BETWEEN -4713 AND 9999 THEN
                    RETURN NULL;
                END IF;
                jd := sqlite_julian(y, m, d) + hh * 3600000 + mi * 60000 + trunc(ss * 1000 + 0.5)::bigint;
                n := sign(r);
                r := r - trunc(r);
            END IF;
            jd := jd + trunc(r * 1000 * CASE unit WHEN 'second' THEN 1 WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600
                WHEN 'day' THEN 86400 WHEN 'month' THEN 2592000 ELSE 31536000 END
                + CASE WHEN parts[1] LIKE '-%' THEN -0.5 ELSE 0.5 END)::bigint;
        END IF;
        y := NULL;
        hh := NULL;
        tz := 0;
    END LOOP;
    IF jd NOT BETWEEN 0 AND 464269060799999 THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY[jd, y, m, d, hh, mi, ss];
END`},
	"sqlite_day(numeric[])": {
		doc: "a timestamp's date as YYYY-MM-DD", returns: "text", lang: "sql", body: `
SELECT CASE WHEN $1[2] < 0 THEN '-' ELSE '' END || lpad(abs($1[2])::text, 4, '0') || '-' || lpad($1[3]::text, 2, '0') || '-' || lpad($1[4]::text, 2, '0')`},
	"sqlite_hour(numeric[])": {
		doc: "a timestamp's time as HH:MM:SS", returns: "text", lang: "sql", body: `
SELECT lpad($1[5]::text, 2, '0') || ':' || lpad($1[6]::text, 2, '0') || ':' || lpad(trunc($1[7])::text, 2, '0')`},
	"sqlite_date(text[])": {
		doc: "date(time, modifiers)", args: "VARIADIC a text[]", returns: "text", lang: "sql", calls: []string{"sqlite_instant(text[])", "sqlite_day(numeric[])"}, body: `
SELECT sqlite_day(sqlite_instant(a))`},
	"sqlite_time(text[])": {
		doc: "time(time, modifiers)", args: "VARIADIC a text[]", returns: "text", lang: "sql", calls: []string{"sqlite_instant(text[])", "sqlite_hour(numeric[])"}, body: `
SELECT sqlite_hour(sqlite_instant(a))`},
	"sqlite_datetime(text[])": {
		doc: "datetime(time, modifiers)", args: "VARIADIC a text[]", returns: "text", lang: "sql", calls: []string{"sqlite_instant(text[])", "sqlite_day(numeric[])", "sqlite_hour(numeric[])"}, body: `
SELECT sqlite_day(m) || ' ' || sqlite_hour(m)
FROM sqlite_instant(a) AS m`},
	"sqlite_julianday(text[])": {
		doc: "julianday(time, modifiers)", args: "VARIADIC a text[]", returns: "double precision", lang: "sql", calls: []string{"sqlite_instant(text[])"}, body: `
SELECT (sqlite_instant(a))[1]::double precision / 86400000`},
	"sqlite_unixepoch(text[])": {
		doc: "unixepoch(time, modifiers)", args: "VARIADIC a text[]", returns: "bigint", lang: "sql", calls: []string{"sqlite_instant(text[])"}, body: `
SELECT div((sqlite_instant(a))[1], 1000)::bigint - 210866760000`},
	"sqlite_strftime(text, text[])": {
		doc: "strftime(format, time, modifiers)", args: "format text, VARIADIC a text[]", returns: "text", lang: "plpgsql",
		calls: []string{"sqlite_instant(text[])", "sqlite_julian(bigint, bigint, bigint)", "sqlite_text(double precision)"}, body: `
DECLARE
    t numeric[] := sqlite_instant(a);
    out text := '';
    piece text;
    c text;
    i int := 1;
    day bigint; -- of the year, from 0
BEGIN
    IF t IS NULL THEN
        RETURN NULL;
    END IF;
    WHILE i <= length(format) LOOP
        c := substr(format, i, 1);
        i := i + 1;
        IF c <> '%' THEN
            out := out || c;
            CONTINUE;
        END IF;
        c := substr(format, i, 1);
        i := i + 1;
        IF c = 'j' OR c = 'W' THEN
            day := (t[1]::bigint - sqlite_julian(t[2]::bigint, 1, 1) - t[5]::bigint * 3600000 - t[6]::bigint * 60000 - trunc(t[7] * 1000)::bigint + 43200000) / 86400000;
        END IF;
        piece := CASE c
            WHEN 'd' THEN lpad(t[4]::text, 2, '0')
            WHEN 'f' THEN lpad(trunc(round(least(t[7], 59.999), 3), 3)::text, 6, '0')
            WHEN 'H' THEN lpad(t[5]::text, 2, '0')
            WHEN 'j' THEN lpad((day + 1)::text, 3, '0')
            WHEN 'J' THEN (SELECT CASE WHEN strpos(jd, '.') > 0 THEN rtrim(rtrim(jd, '0'), '.') ELSE jd END
                           FROM (SELECT round((t[1]::double precision / 86400000 * 1099511627776)::bigint * 9.094947017729282379150390625e-13, 16 - length(trunc(t[1] / 86400000)::text))::text AS jd) AS r) -- the digits of the binary real: a multiple of 2 ^ -40
            WHEN 'm' THEN lpad(t[3]::text, 2, '0')
            WHEN 'M' THEN lpad(t[6]::text, 2, '0')
            WHEN 's' THEN (div(t[1], 1000) - 210866760000)::text
            WHEN 'S' THEN lpad(trunc(t[7])::text, 2, '0')
            WHEN 'w' THEN ((t[1]::bigint + 129600000) / 86400000 % 7)::text
            WHEN 'W' THEN lpad(((day + 7 - (t[1]::bigint + 43200000) / 86400000 % 7) / 7)::text, 2, '0')
            WHEN 'Y' THEN CASE WHEN t[2] < 0 THEN to_char(t[2], 'FMS9000') ELSE lpad(t[2]::text, 4, '0') END
            WHEN '%' THEN '%'
        END;
        IF piece IS NULL THEN
            RETURN NULL;
        END IF;
        out := out || piece;
    END LOOP;
    RETURN out;
END`},
})
