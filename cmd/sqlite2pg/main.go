// Command sqlite2pg turns a SQLite dump into a PostgreSQL script:
//
//	sqlite3 app.db .dump | sqlite2pg | psql -X app
package main

import (
	"os"
	_ "time/tzdata" // --time-zone knows the zones on a machine without them
)

func main() {
	collectGarbage()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
