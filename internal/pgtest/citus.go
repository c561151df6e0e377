package pgtest

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// citusOptions are what Citus asks of a server. Its servers reach each other by the folders
// of their sockets.
var citusOptions = []string{"-c", "shared_preload_libraries=citus", "-c", "wal_level=logical", "-c", "max_wal_senders=10", "-c", "max_connections=200", "-c", "max_worker_processes=24",
	"-c", "max_prepared_transactions=200", "-c", "max_locks_per_transaction=1024", "-c", "citus.node_conninfo=sslmode=disable", "-c", "citus.enable_statistics_collection=off"}

// Citus returns a database that Citus distributes over two servers, which end with the
// test. The test is skipped where the newest PostgreSQL that is installed has no Citus,
// as in CI: no package of Debian has it, and it takes minutes to build. What a script for
// it looks like is a golden case, and that it is refused without Citus has its own test.
func Citus(t *testing.T) *Database {
	t.Helper()
	bin, err := programs("system")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := exec.Command(filepath.Join(bin, "pg_config"), "--pkglibdir").Output()
	if err != nil || !has(strings.TrimSpace(string(lib)), "citus.so") {
		t.Skip("skipped: the PostgreSQL of this machine has no Citus (https://github.com/citusdata/citus), version 12 or newer")
	}
	var dbs []*Database
	for range 3 { // the coordinator comes first
		s, err := Start("system", citusOptions...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Stop)
		admin := &Database{Server: s, Name: "postgres"}
		admin.Load(t, "CREATE DATABASE tenants TEMPLATE template0 ENCODING 'UTF8'")
		db := &Database{Server: s, Name: "tenants"}
		db.Load(t, "CREATE EXTENSION citus")
		dbs = append(dbs, db)
	}
	db := dbs[0]
	db.Load(t, fmt.Sprintf("SELECT citus_set_coordinator_host('%s', 5432)", db.Server.dir))
	for _, worker := range dbs[1:] {
		db.Load(t, fmt.Sprintf("SELECT citus_add_node('%s', 5432)", worker.Server.dir))
	}
	return db
}
