package query

// The helper for printf(). https://sqlite.org/printf.html
var _ = addHelpers(map[string]helper{
	"sqlite_printf(text, text[])": {
		doc: "printf(): every argument as its text", args: "format text, VARIADIC a text[] DEFAULT '{}'", returns: "text", lang: "plpgsql", called: true,
		calls: []string{"sqlite_int(text)", "sqlite_int(double precision)", "sqlite_real(text)"}, body: `
DECLARE
    rest text := format;
    out text := '';
    k int := 1;          -- the next argument
    m text[];
    flags text;
    letter text;
    width int;
    digits int;          -- the precision, NULL without one
    v text;
    s text;              -- what is printed, without
    sign text;           -- its sign
    n numeric;
    e text;
    x int;
BEGIN
    IF coalesce(format, '') = '' THEN -- where nothing is written, there is no text
        RETURN NULL;
    END IF;
    LOOP
        m := regexp_match(rest, '^([^%]*)%([-+ 0#!,]*)(\*|[0-9]+)?(?:\.(\*|[0-9]*))?l*(.)(.*)$');
        EXIT WHEN m IS NULL;
        out := out || m[1];
        flags := m[2];
        letter := m[5];
        rest := m[6];
        IF letter = '%' THEN
            out := out || '%';
            CONTINUE;
        END IF;
        IF m[3] = '*' THEN
            width := sqlite_int(coalesce(a[k], '0'));
            k := k + 1;
            IF width < 0 THEN
                flags := flags || '-';
                width := -width;
            END IF;
        ELSE
            width := coalesce(m[3], '0');
        END IF;
        IF m[4] = '*' THEN
            digits := abs(sqlite_int(coalesce(a[k], '0')));
            k := k + 1;
        ELSE
            digits := CASE m[4] WHEN '' THEN '0' ELSE m[4] END;
        END IF;
        v := a[k];
        k := k + 1;
        sign := '';
        IF letter IN ('d', 'i', 'u', 'x', 'X', 'o') THEN
            n := CASE WHEN v ~ '^[ \t\n\v\f\r]*[-+]?[0-9.]+[eE][-+]?[0-9]+$' THEN sqlite_int(sqlite_real(v)) ELSE sqlite_int(coalesce(v, '0')) END;
            IF letter NOT IN ('d', 'i') THEN
                n := CASE WHEN n < 0 THEN n + 18446744073709551616 ELSE n END;
            ELSIF n < 0 THEN
                sign := '-';
                n := -n;
            ELSIF flags LIKE '%+%' THEN
                sign := '+';
            ELSIF flags LIKE '% %' THEN
                sign := ' ';
            END IF;
            IF letter IN ('d', 'i', 'u') THEN
                s := n::text;
            ELSE
                s := CASE WHEN n = 0 THEN '0' ELSE '' END;
                WHILE n > 0 LOOP
                    x := mod(n, CASE letter WHEN 'o' THEN 8 ELSE 16 END);
                    s := substr(CASE letter WHEN 'X' THEN '0123456789ABCDEF' ELSE '0123456789abcdef' END, x + 1, 1) || s;
                    n := div(n, CASE letter WHEN 'o' THEN 8 ELSE 16 END);
                END LOOP;
            END IF;
            e := s;
            IF digits IS NOT NULL THEN
                s := lpad(s, greatest(digits, length(s)), '0');
            END IF;
            IF flags LIKE '%0%' AND flags NOT LIKE '%-%' THEN
                s := lpad(s, greatest(width - length(sign), length(s)), '0');
            END IF;
            IF flags LIKE '%,%' AND letter IN ('d', 'i', 'u') THEN
                s := reverse(regexp_replace(reverse(s), '([0-9]{3})(?=[0-9])', '\1,', 'g'));
            END IF;
            IF flags LIKE '%#%' AND e <> '0' AND letter IN ('x', 'X', 'o') THEN
                s := CASE letter WHEN 'o' THEN '0' ELSE '0' || letter END || s;
            END IF;
            s := sign || s;
        ELSIF letter IN ('f', 'e', 'E', 'g', 'G') THEN
            IF v IN ('Infinity', '-Infinity') OR sqlite_real(coalesce(v, '0')) IN ('Infinity', '-Infinity') THEN
                s := CASE WHEN v LIKE '%-%' THEN '-Inf' WHEN flags LIKE '%+%' THEN '+Inf' ELSE 'Inf' END;
            ELSE
                n := CASE
                    WHEN v ~ '^-?[0-9]+$' THEN v::numeric
                    WHEN abs(sqlite_real(coalesce(v, '0'))) < 1e15 THEN sqlite_real(coalesce(v, '0'))::numeric
                    ELSE sqlite_real(v)::text::numeric
                END;
                IF abs(n) >= 1e16 THEN -- 16 digits, and zeros after them
                    n := trunc(n, 16 - length(trunc(abs(n))::text));
                END IF;
                digits := coalesce(digits, 6);
                IF n < 0 THEN
                    sign := '-';
                    n := -n;
                ELSIF flags LIKE '%+%' THEN
                    sign := '+';
                ELSIF flags LIKE '% %' THEN
                    sign := ' ';
                END IF;
                IF letter = 'f' THEN
                    s := round(n, digits)::text;
                ELSE
                    IF letter IN ('g', 'G') THEN
                        digits := greatest(digits, 1) - 1;
                    END IF;
                    e := btrim(to_char(n, '9' || CASE WHEN digits > 0 THEN '.' || repeat('9', digits) ELSE '' END || 'EEEE'));
                    IF e LIKE '10%' THEN
                        x := split_part(e, 'e', 2)::int + 1;
                        e := CASE WHEN digits > 0 THEN '1.' || repeat('0', digits) ELSE '1' END
                            || CASE WHEN x < 0 THEN 'e-' ELSE 'e+' END || lpad(abs(x)::text, 2, '0');
                    END IF;
                    IF letter IN ('g', 'G') THEN
                        x := split_part(e, 'e', 2);
                        IF x < -4 OR x > digits THEN
                            IF flags NOT LIKE '%#%' AND strpos(e, '.') > 0 THEN
                                e := rtrim(rtrim(split_part(e, 'e', 1), '0'), '.') || 'e' || split_part(e, 'e', 2);
                            END IF;
                        ELSE
                            e := round(n, greatest(digits - x, 0))::text;
                            IF flags NOT LIKE '%#%' AND strpos(e, '.') > 0 THEN
                                e := rtrim(rtrim(e, '0'), '.');
                            END IF;
                        END IF;
                    END IF;
                    s := CASE WHEN letter IN ('E', 'G') THEN upper(e) ELSE e END;
                END IF;
                IF flags LIKE '%0%' AND flags NOT LIKE '%-%' THEN
                    s := lpad(s, greatest(width - length(sign), length(s)), '0');
                END IF;
                s := sign || s;
            END IF;
        ELSIF letter IN ('s', 'z', 'q', 'Q', 'w') THEN
            s := CASE WHEN v IS NOT NULL THEN v WHEN letter IN ('s', 'z') THEN '' WHEN letter = 'Q' THEN NULL ELSE '(NULL)' END;
            WHILE digits IS NOT NULL AND octet_length(s) > digits LOOP -- bytes, as in SQLite
                s := left(s, -1);
            END LOOP;
            s := CASE letter
                WHEN 'q' THEN replace(s, '''', '''''')
                WHEN 'Q' THEN coalesce('''' || replace(s, '''', '''''') || '''', 'NULL')
                WHEN 'w' THEN replace(s, '"', '""')
                ELSE s
            END;
        ELSIF letter = 'c' THEN
            s := repeat(left(coalesce(v, ''), 1), greatest(coalesce(digits, 1), 1));
        ELSE
            RETURN out;
        END IF;
        x := greatest(width - octet_length(s), 0);
        out := out || CASE WHEN flags LIKE '%-%' THEN s || repeat(' ', x) ELSE repeat(' ', x) || s END;
    END LOOP;
    RETURN out || rest;
END`},
})
