package emit

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

func TestTriggerFunction(t *testing.T) {
	whenCase := &pg.Case{Whens: []pg.When{{Cond: n("a"), Then: n("b")}}}
	f := &pg.CreateTriggerFunction{Name: "F", Settings: []pg.Setting{{Name: "x.y", Value: "on"}}, ColumnsFirst: true, Records: []string{"r"}, Body: []pg.PL{
		&pg.If{Branches: []pg.Branch{
			{Cond: whenCase, Then: []pg.PL{&pg.Raise{Message: "100% 'sure'"}}},
			{Cond: n("c"), Then: []pg.PL{&pg.Return{Value: "NULL"}}}},
			Else: []pg.PL{&pg.Assign{Column: "Odd", Expr: whenCase}}},
		&pg.Loop{Row: "r", Query: col("a"), Body: []pg.PL{&pg.Try{Conditions: []string{"check_violation", "unique_violation"}, Body: []pg.PL{
			&pg.Insert{Table: "t", Columns: []string{"a"}, Query: &pg.Select{Values: [][]pg.Expr{{n("x")}}}, Conflict: &pg.Conflict{
				Target: []pg.Expr{n("a")}, Set: []pg.Set{{Columns: []string{"a"}, Expr: n("y")}, {Columns: []string{"b", "c"}, Expr: &pg.Row{Items: []pg.Expr{n("d"), n("e")}}}}, Where: n("z")}}}}}},
		&pg.Perform{Query: col("a")},
		&pg.Perform{Query: &pg.Compound{Op: "UNION", Left: col("a"), Right: col("b")}},
		&pg.Update{Table: "t", Set: []pg.Set{{Columns: []string{"a"}, Expr: n("b")}}, From: &pg.FromTable{Name: "u"}, Where: n("w")},
		&pg.Delete{Table: "t"},
		&pg.Insert{Table: "t"},
		&pg.Return{Value: "NEW"}}}
	const want = `CREATE FUNCTION "F"() RETURNS trigger
LANGUAGE plpgsql
SET x.y = 'on'
AS $body$
#variable_conflict use_column
DECLARE
    r record;
BEGIN
    IF (CASE WHEN a THEN b END) THEN
        RAISE EXCEPTION '100%% ''sure''';
    ELSIF c THEN
        RETURN NULL;
    ELSE
        NEW."Odd" := CASE WHEN a THEN b END;
    END IF;
    FOR r IN
        SELECT a
        FROM t
    LOOP
        BEGIN
            INSERT INTO t (a)
            VALUES (x)
            ON CONFLICT (a) DO UPDATE
            SET a = y,
                (b, c) = ROW(d, e)
            WHERE z;
        EXCEPTION WHEN check_violation OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    PERFORM a
    FROM t;
    PERFORM FROM (
        SELECT a
        FROM t
        UNION
        SELECT b
        FROM t
    ) AS q;
    UPDATE t
    SET a = b
    FROM u
    WHERE w;
    DELETE FROM t;
    INSERT INTO t DEFAULT VALUES;
    RETURN NEW;
END
$body$`
	if got := string(appendStatement(nil, f)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCreateTrigger(t *testing.T) {
	const want = `CREATE TRIGGER "T"
    AFTER UPDATE OF a, b ON t
    FOR EACH ROW
    WHEN (c)
    EXECUTE FUNCTION f()`
	if got := string(appendStatement(nil, &pg.CreateTrigger{Name: "T", Table: "t", Timing: "AFTER", Event: "UPDATE", Of: []string{"a", "b"}, When: n("c"), Function: "f"})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
