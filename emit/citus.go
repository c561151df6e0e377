package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// A script for Citus makes its schema a tenant: all of its tables live together on one
// server of a distributed database, and no key has to change.
// https://docs.citusdata.com/en/stable/get_started/concepts.html#schema-based-sharding

// citusSettings have a new schema become a tenant, and allow triggers, which are safe
// where all tables that they reach are on one server. Any role may set both.
const citusSettings = `SET LOCAL citus.enable_schema_based_sharding = on;
SET LOCAL citus.enable_unsafe_triggers = on;

`

// citusPreflight returns the statement that stops where schema could not be a tenant.
// It stands before the schema is made.
func citusPreflight(schema string) string {
	return string(pg.AppendDollar([]byte("DO "), "sqlite2pg", fmt.Sprintf(`
DECLARE
    version CONSTANT text := (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'citus');
BEGIN
    IF version IS NULL THEN
        RAISE EXCEPTION 'sqlite2pg: --citus: there is no Citus in database %%', quote_ident(current_database())
            USING HINT = 'CREATE EXTENSION citus, or translate again without --citus.';
    ELSIF substring(version FROM '^\d+')::int < 12 THEN
        RAISE EXCEPTION 'sqlite2pg: --citus: schemas as tenants need Citus 12 or newer, not %%', version
            USING HINT = 'ALTER EXTENSION citus UPDATE, or translate again without --citus.';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = %[1]s)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_dist_schema s JOIN pg_catalog.pg_namespace n ON n.oid = s.schemaid WHERE n.nspname = %[1]s) THEN
        RAISE EXCEPTION 'sqlite2pg: --citus: schema %% is there, and is no tenant', quote_ident(%[1]s)
            USING HINT = 'SELECT citus_schema_distribute(...) makes it one; or take another schema.';
    END IF;
END
`, pg.AppendLiteral(nil, schema))))
}
