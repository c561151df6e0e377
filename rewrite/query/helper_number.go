package query

// Helpers for numbers and the texts that they are converted from and to.
// https://sqlite.org/lang_expr.html#castexpr
var _ = addHelpers(map[string]helper{
	"sqlite_int(text)": {
		doc: "CAST(text AS INTEGER): the integer a text begins with, at the end of its range when it is longer, 0 for none", returns: "bigint", lang: "sql", body: `
SELECT least(greatest(coalesce(substring($1 from '^[ \t\n\v\f\r]*([+-]?[0-9]+)')::numeric, 0), -9223372036854775808), 9223372036854775807)::bigint`},
	"sqlite_int(double precision)": {
		doc: "CAST(real AS INTEGER): drops the fraction, where PostgreSQL's cast rounds", returns: "bigint", lang: "sql", body: `
SELECT CASE
    WHEN $1 >= 9223372036854775807 THEN 9223372036854775807
    WHEN $1 <= -9223372036854775808 THEN -9223372036854775808
    ELSE trunc($1)::bigint
END`},
	"sqlite_int(numeric)": {
		doc: "CAST(number AS INTEGER): drops the fraction, where PostgreSQL's cast rounds", returns: "bigint", lang: "sql", body: `
SELECT least(greatest(trunc($1), -9223372036854775808), 9223372036854775807)::bigint`},
	"sqlite_real(text)": {
		doc: "CAST(text AS REAL): the number a text begins with, 0 for none", returns: "double precision", lang: "plpgsql", body: `
DECLARE
    m text := substring($1 from '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)');
BEGIN
    IF m IS NULL THEN
        RETURN 0;
    ELSIF length(m) < 300 AND m !~ '[eE][+-]?0*[1-9][0-9][0-9]' THEN
        RETURN m::double precision;
    END IF;
    BEGIN
        RETURN m::double precision;
    EXCEPTION WHEN numeric_value_out_of_range THEN
        RETURN CASE WHEN m ~ '[eE]-' THEN '0' WHEN m LIKE '-%' THEN '-Infinity' ELSE 'Infinity' END::double precision;
    END;
END`},
	"sqlite_num(text)": {
		doc: "what arithmetic makes of a text: the number it begins with; the scale is 0 for an integer, and above for a real", returns: "numeric", lang: "sql",
		calls: []string{"sqlite_real(text)", "sqlite_numeric(double precision)"}, body: `
SELECT CASE
    WHEN m IS NULL THEN 0
    WHEN m ~ '^[+-]?[0-9]+$' AND m::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN m::numeric
    ELSE sqlite_numeric(sqlite_real(m))
END
FROM substring($1 from '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)') AS m`},
	"sqlite_cast_numeric(text)": {
		doc: "CAST(text AS NUMERIC): the number a text begins with, an integer where that loses nothing", returns: "numeric", lang: "sql",
		calls: []string{"sqlite_num(text)"}, body: `
SELECT CASE WHEN n = trunc(n) AND abs(n) < 2251799813685248 THEN trunc(n) ELSE n END
FROM sqlite_num($1) AS n`},
	"sqlite_numeric(double precision)": {
		doc: "a real as a numeric of all its digits, whose scale says that it is a real", returns: "numeric", lang: "sql", body: `
SELECT CASE $1 WHEN 'Infinity' THEN 1e400 WHEN '-Infinity' THEN -1e400 ELSE $1::text::numeric END + 0.0`},
	"sqlite_div(numeric, numeric)": {
		doc: "division of numbers that may be integers, as their scale says: NULL for a divisor of 0", returns: "numeric", lang: "sql", body: `
SELECT CASE
    WHEN $2 = 0 THEN NULL
    WHEN scale($1) = 0 AND scale($2) = 0 AND greatest($1, $2) <= 9223372036854775807 AND least($1, $2) >= -9223372036854775808 THEN div($1, $2)
    ELSE $1 / $2 + 0.0
END`},
	"sqlite_typeof(numeric)": {
		doc: "typeof() of a number: an integer if its scale is 0", returns: "text", lang: "sql", called: true, body: `
SELECT CASE
    WHEN $1 IS NULL THEN 'null'
    WHEN scale($1) = 0 AND $1 BETWEEN -9223372036854775808 AND 9223372036854775807 THEN 'integer'
    ELSE 'real'
END`},
	"sqlite_text(numeric)": {
		doc: "a number as SQLite prints it: an integer if its scale is 0, or a real", returns: "text", lang: "sql",
		calls: []string{"sqlite_text(double precision)"}, body: `
SELECT CASE
    WHEN scale($1) = 0 AND $1 BETWEEN -9223372036854775808 AND 9223372036854775807 THEN $1::text
    WHEN abs($1) > 1.7976931348623157e308 THEN CASE WHEN $1 > 0 THEN 'Inf' ELSE '-Inf' END
    ELSE sqlite_text($1::double precision)
END`},
	"sqlite_text(double precision)": {
		doc: "a real as SQLite prints it: 15 significant digits, and always a point", returns: "text", lang: "plpgsql", body: `
DECLARE
    e text;
    mantissa text;
    exponent int;
    plain text;
BEGIN
    IF $1 = 'Infinity' THEN
        RETURN 'Inf';
    ELSIF $1 = '-Infinity' THEN
        RETURN '-Inf';
    ELSIF $1 = 0 THEN
        RETURN '0.0';
    END IF;
    e := btrim(to_char($1::text::numeric, '9.99999999999999EEEE'));
    mantissa := split_part(e, 'e', 1);
    exponent := split_part(e, 'e', 2)::int;
    IF mantissa IN ('10.00000000000000', '-10.00000000000000') THEN
        mantissa := replace(mantissa, '10', '1');
        exponent := exponent + 1;
    END IF;
    mantissa := rtrim(mantissa, '0');
    IF exponent < -4 OR exponent >= 15 THEN
        RETURN mantissa || CASE WHEN mantissa LIKE '%.' THEN '0' ELSE '' END
            || CASE WHEN exponent < 0 THEN 'e-' ELSE 'e+' END || lpad(abs(exponent)::text, greatest(2, length(abs(exponent)::text)), '0');
    END IF;
    plain := (mantissa || 'e' || exponent)::numeric::text;
    RETURN CASE WHEN strpos(plain, '.') > 0 THEN plain ELSE plain || '.0' END;
END`},
	"sqlite_text(bytea)": {
		doc: "CAST(blob AS TEXT), up to a NUL character, where SQLite's functions end it; an error for bytes that are no UTF-8", returns: "text", lang: "sql", body: `
SELECT convert_from(substring($1 FROM 1 FOR coalesce(nullif(position('\x00'::bytea IN $1), 0) - 1, length($1))), 'UTF8')`},
	"sqlite_blob(text)": {
		doc: "CAST(text AS BLOB), its bytes", returns: "bytea", lang: "sql", body: `
SELECT convert_to($1, 'UTF8')`},
	"sqlite_compare(text, text)": {
		doc: "compares as SQLite compares under NUMERIC affinity: -1, 0 or 1; texts that look like numbers are numbers, which come before all other texts", returns: "integer", lang: "sql", body: `
SELECT CASE
    WHEN n1 AND n2 THEN sign($1::numeric - $2::numeric)::integer
    WHEN n1 THEN -1
    WHEN n2 THEN 1
    WHEN $1 = $2 THEN 0
    WHEN $1 < $2 COLLATE "C" THEN -1
    ELSE 1
END
FROM (SELECT $1 ~ looks AS n1, $2 ~ looks AS n2
      FROM (SELECT '^[ \t\n\v\f\r]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t\n\v\f\r]*$' AS looks) AS r) AS n`},
	"sqlite_shift_left(bigint, bigint)": {
		doc: "<< with any count: a negative one shifts to the right, and 64 or more leave nothing", returns: "bigint", lang: "sql", body: `
SELECT CASE
    WHEN $2 >= 64 THEN 0
    WHEN $2 >= 0 THEN $1 << $2::integer
    WHEN $2 > -64 THEN $1 >> -$2::integer
    WHEN $1 < 0 THEN -1
    ELSE 0
END`},
	"sqlite_shift_right(bigint, bigint)": {
		doc: ">> with any count: a negative one shifts to the left, and 64 or more leave the sign", returns: "bigint", lang: "sql", body: `
SELECT CASE
    WHEN $2 <= -64 THEN 0
    WHEN $2 < 0 THEN $1 << (-$2)::integer
    WHEN $2 < 64 THEN $1 >> $2::integer
    WHEN $1 < 0 THEN -1
    ELSE 0
END`},
	"sqlite_measure(text)": {
		doc: "what mathematical functions make of a text: NULL unless all of it looks like a number", returns: "double precision", lang: "sql",
		calls: []string{"sqlite_real(text)"}, body: `
SELECT CASE WHEN $1 ~ '^[ \t\n\v\f\r]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t\n\v\f\r]*$' THEN sqlite_real($1) END`},
	"sqlite_addend(text)": {
		doc: "what sum() makes of a text: an integer if all of it is one, else a real", returns: "numeric", lang: "sql",
		calls: []string{"sqlite_num(text)"}, body: `
SELECT CASE WHEN $1 ~ '^[ \t\n\v\f\r]*[+-]?[0-9]+[ \t\n\v\f\r]*$' THEN n ELSE n + 0.0 END
FROM sqlite_num($1) AS n`},
	"sqlite_round(double precision, bigint)": {
		doc: "round(): half away from zero, of the 15 digits that SQLite takes a real to have", args: "value double precision, digits bigint", returns: "double precision", lang: "sql", body: `
SELECT CASE WHEN abs(value) > 4503599627370496 THEN value ELSE round(value::numeric, least(greatest(((digits & 4294967295) + 2147483648 & 4294967295) - 2147483648, 0), 30)::integer)::double precision END`},
	"sqlite_exp(double precision)": {
		doc: "exp(), infinite or 0 where PostgreSQL raises", returns: "double precision", lang: "sql", body: `
SELECT CASE WHEN $1 > 709.782712893384 THEN 'Infinity' WHEN $1 < -745.13 THEN 0 ELSE exp(greatest($1, -708)) * exp(least($1 + 708, 0) / 2) * exp(least($1 + 708, 0) / 2) END`},
	"sqlite_pow(double precision, double precision)": {
		doc: "pow(), infinite, 0 or NULL where PostgreSQL raises", returns: "double precision", lang: "plpgsql", body: `
BEGIN
    IF $1 = 0 AND $2 < 0 THEN
        RETURN 'Infinity';
    ELSIF $1 < 0 AND $2 <> trunc($2) THEN
        RETURN NULL;
    END IF;
    RETURN power($1, $2);
EXCEPTION WHEN numeric_value_out_of_range THEN
    IF (abs($1) < 1) = ($2 > 0) THEN
        RETURN 0;
    END IF;
    RETURN CASE WHEN $1 < 0 AND mod($2::numeric, 2) <> 0 THEN '-Infinity' ELSE 'Infinity' END;
END`},
	"sqlite_bits(double precision)": {
		doc: "a real as an integer and a power of two: {m, e}", returns: "bigint[]", lang: "sql", body: `
SELECT CASE
    WHEN b >> 52 & 2047 = 0 THEN ARRAY[b & 4503599627370495, -1074]
    ELSE ARRAY[b & 4503599627370495 | 4503599627370496, (b >> 52 & 2047) - 1075]
END
FROM (SELECT ('x' || encode(float8send($1), 'hex'))::bit(64)::bigint AS b) AS f`},
	"sqlite_mod(double precision, double precision)": {
		doc: "mod() of reals, exact: NULL for a divisor of 0", returns: "double precision", lang: "plpgsql",
		calls: []string{"sqlite_bits(double precision)"}, body: `
DECLARE
    x bigint[];
    y bigint[];
    r bigint;
BEGIN
    IF $2 = 0 OR abs($1) = 'Infinity' THEN
        RETURN NULL;
    ELSIF abs($1) < abs($2) THEN
        RETURN $1;
    END IF;
    x := sqlite_bits(abs($1));
    y := sqlite_bits(abs($2));
    IF x[2] < y[2] THEN
        y := ARRAY[y[1] << (y[2] - x[2])::int, x[2]];
    END IF;
    r := x[1] % y[1];
    FOR i IN 1 .. x[2] - y[2] LOOP
        r := r * 2 % y[1];
    END LOOP;
    RETURN sign($1) * r * CASE WHEN y[2] < -1000 THEN power(2::double precision, -1000) * power(2::double precision, y[2] + 1000) ELSE power(2::double precision, y[2]) END;
END`},
	"sqlite_random()": {
		doc: "random(): an integer of 64 bits", returns: "bigint", lang: "sql", volatile: true, body: `
SELECT ('x' || substr(replace(gen_random_uuid()::text, '-', ''), 17))::bit(64)::bigint # (random() * 9223372036854774784)::bigint`},
})
