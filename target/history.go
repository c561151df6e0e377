package target

import (
	"slices"
	"strings"
)

// histories are the tables in which migration tools keep what they have run. They
// belong to the schema: an application that finds another database's history in
// it runs migrations again, or refuses to start. A table is one of them by its
// name and by columns that all must be there; case and underscores do not count.
// The first row that fits names the tool.
var histories = []struct {
	table   string
	columns []string
	tool    string // as its documentation calls it
}{
	{"django_migrations", []string{"app", "name", "applied"}, "Django"},
	{"south_migrationhistory", []string{"app_name", "migration"}, "South (Django)"},
	{"ar_internal_metadata", []string{"key", "value"}, "Rails"},
	{"schema_migrations", []string{"version", "dirty"}, "golang-migrate"},
	{"schema_migrations", []string{"version", "inserted_at"}, "Ecto"},
	{"schema_migrations", []string{"filename"}, "Sequel"},
	{"schema_migrations", []string{"version"}, "Rails or dbmate"},
	{"schema_info", []string{"version"}, "Sequel"},
	{"schema_migration", []string{"version"}, "pop"},
	{"knex_migrations", []string{"name", "batch"}, "Knex"},
	{"knex_migrations_lock", []string{"is_locked"}, "Knex"},
	{"directus_migrations", []string{"version", "name"}, "Directus"},
	{"alembic_version", []string{"version_num"}, "Alembic"},
	{"migrate_version", []string{"repository_id", "version"}, "SQLAlchemy Migrate"},
	{"yoyo_migrations", nil, "yoyo"},
	{"_yoyo_migration", nil, "yoyo"},
	{"flyway_schema_history", []string{"installed_rank"}, "Flyway"},
	{"schema_version", []string{"installed_rank"}, "Flyway"},
	{"databasechangelog", []string{"author", "filename"}, "Liquibase"},
	{"databasechangeloglock", []string{"locked"}, "Liquibase"},
	{"play_evolutions", []string{"apply_script"}, "Play"},
	{"__efmigrationshistory", []string{"migration_id"}, "EF Core"},
	{"__migrationhistory", []string{"migration_id"}, "Entity Framework"},
	{"versioninfo", []string{"version"}, "FluentMigrator"},
	{"_prisma_migrations", []string{"migration_name", "checksum"}, "Prisma"},
	{"typeorm_metadata", []string{"type"}, "TypeORM"},
	{"sequelizemeta", []string{"name"}, "Sequelize"},
	{"__drizzle_migrations", []string{"hash"}, "Drizzle"},
	{"kysely_migration", []string{"name", "timestamp"}, "Kysely"},
	{"kysely_migration_lock", []string{"is_locked"}, "Kysely"},
	{"mikro_orm_migrations", []string{"name", "executed_at"}, "MikroORM"},
	{"pgmigrations", []string{"name", "run_on"}, "node-pg-migrate"},
	{"strapi_migrations", []string{"name"}, "Strapi"},
	{"strapi_migrations_internal", []string{"name"}, "Strapi"},
	{"goose_db_version", []string{"version_id"}, "goose"},
	{"gorp_migrations", []string{"applied_at"}, "sql-migrate"},
	{"atlas_schema_revisions", []string{"version"}, "Atlas"},
	{"migration_log", []string{"migration_id"}, "Grafana"},
	{"db_migrations", []string{"version"}, "Dendrite or Mattermost"},
	{"_sqlx_migrations", []string{"version", "checksum"}, "sqlx"},
	{"seaql_migrations", []string{"version", "applied_at"}, "SeaORM"},
	{"refinery_schema_history", []string{"version", "checksum"}, "Refinery"},
	{"__diesel_schema_migrations", []string{"version", "run_on"}, "Diesel"},
	{"phinxlog", []string{"version", "migration_name"}, "Phinx"},
	{"doctrine_migration_versions", []string{"version"}, "Doctrine"},
	{"migration", []string{"version", "apply_time"}, "Yii"},
	{"updatelog", []string{"ul_key"}, "MediaWiki"},
	{"migrations", []string{"timestamp", "name"}, "TypeORM"},
	{"migrations", []string{"migration", "batch"}, "Laravel"},
	{"_migrations", []string{"file", "applied"}, "PocketBase"},
	// Many programs keep their own: a table of this name with a version or a name.
	{"migrations", []string{"name"}, AnyTool},
	{"migrations", []string{"version"}, AnyTool},
	{"migrations", []string{"version_after"}, AnyTool},
}

// AnyTool is the tool of a history whose table may be that of many programs.
const AnyTool = "a migration tool"

// HistoryTool names the migration tool whose history a table of that name and
// columns is, SQLite's or PostgreSQL's, or returns "".
func HistoryTool(table string, columns []string) string {
	for _, h := range histories {
		if sameWords(table, h.table) && !slices.ContainsFunc(h.columns, func(want string) bool {
			return !slices.ContainsFunc(columns, func(have string) bool { return sameWords(have, want) })
		}) {
			return h.tool
		}
	}
	return ""
}

// sameWords compares names without case and underscores.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.ReplaceAll(a, "_", ""), strings.ReplaceAll(b, "_", ""))
}

// History is what the user says of history tables (--history).
type History struct {
	None   bool     // no table is one but those of Tables
	Tables []string // tables that are one, as SQLite or the target names them
}

// Tool is HistoryTool with the user's word above it.
func (h History) Tool(t *Table) string {
	for _, name := range h.Tables {
		if name == t.Name.String() || name == t.Name.Label() || strings.EqualFold(name, t.Name.Name) {
			return "as --history says"
		}
	}
	if h.None {
		return ""
	}
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = c.Name
	}
	return HistoryTool(t.Name.Name, columns)
}
