// Command sqlite2pg turns a SQLite dump into a PostgreSQL script:
//
//	sqlite3 app.db .dump | sqlite2pg | psql -X app
package main

import (
	"os"
	"runtime/debug"
	_ "time/tzdata" // --time-zone knows the zones on a machine without them
)

// gcPercent is how much garbage there may be, in percent of what is in use. Rows
// make none: it is for schemas of thousands of tables, which take a third less
// memory so.
const gcPercent = 20

func main() {
	debug.SetGCPercent(gcPercent)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
