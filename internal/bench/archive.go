package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// server is a server with one database that is measured.
type server struct{ *pgtest.Server }

func startServer() (server, error) {
	s, err := pgtest.Start("system")
	return server{s}, err
}

func (s server) env(database string) []string {
	return (&pgtest.Database{Server: s.Server, Name: database}).Env()
}

// host is where the server listens.
func (s server) host() string {
	for _, v := range s.env("bench") {
		if h, ok := strings.CutPrefix(v, "PGHOST="); ok {
			return h
		}
	}
	return ""
}

// fresh makes the database anew.
func (s server) fresh() error {
	for _, sql := range []string{"DROP DATABASE IF EXISTS bench", "CREATE DATABASE bench TEMPLATE template0 ENCODING 'UTF8'", "CHECKPOINT"} {
		c := command("psql", "-X", "-q", "-c", sql)
		c.env = s.env("postgres")
		if _, err := pipe(nil, "", c); err != nil {
			return err
		}
	}
	return nil
}

func (s server) psql(args ...string) program {
	c := command("psql", "-X", "-q").with(args...)
	c.env = s.env("bench")
	return c
}

// restore is pg_restore with so many sessions.
func (s server) restore(jobs int, folder string) program {
	c := command("pg_restore", "-e", "-d", "bench", "-j", fmt.Sprint(jobs), folder)
	c.env = s.env("bench")
	return c
}

// archive measures an archive beside the script: what it costs to write, from the
// database and from its dump, and to load.
func (b *bench) archive(mib int) error {
	db, dump, err := b.database(mib)
	if err != nil {
		return err
	}
	folder, ready, script := filepath.Join(b.dir, "new.dump"), filepath.Join(b.dir, "ready.dump"), filepath.Join(b.dir, "ready.sql")
	if err := os.RemoveAll(ready); err != nil {
		return err
	}
	for _, c := range []program{command(b.binary, "-F", "d", "-f", ready, db), command(b.binary, "-f", script, db)} {
		if _, err := pipe(nil, "", c); err != nil {
			return err
		}
	}
	write := table{runs: b.runs, before: func() error { return os.RemoveAll(folder) }, title: fmt.Sprintf("Writing a script and an archive of a database whose dump has %d MiB, into files", mib)}
	write.add("sqlite3 .dump, to /dev/null", command("sqlite3", db, ".dump"))
	write.add("database to script", command(b.binary, "-f", script, db))
	write.add("dump to script", command(b.binary, "-f", script, dump))
	write.add("database to archive, -j 1", command(b.binary, "-F", "d", "-j", "1", "-f", folder, db))
	write.add("database to archive, -j 2", command(b.binary, "-F", "d", "-j", "2", "-f", folder, db))
	write.add("dump to archive", command(b.binary, "-F", "d", "-f", folder, dump))
	write.add("database to archive, -Z gzip:1", command(b.binary, "-F", "d", "-Z", "gzip:1", "-f", folder, db))
	write.add("database to archive, -Z gzip", command(b.binary, "-F", "d", "-Z", "gzip", "-f", folder, db))
	if err := write.measure(); err != nil {
		return err
	}
	s, err := startServer()
	if err != nil {
		return err
	}
	defer s.Stop()
	t := table{runs: b.runs, before: s.fresh, title: fmt.Sprintf("Loading a script and an archive of a database whose dump has %d MiB", mib)}
	t.add("psql -f ready.sql", s.psql("-f", script))
	for _, jobs := range []int{1, 2, 4} {
		t.add(fmt.Sprintf("pg_restore -j %d ready.dump", jobs), s.restore(jobs, ready))
	}
	if _, err := exec.LookPath("pgloader"); err == nil {
		c := command("pgloader", "--quiet", "sqlite://"+db, "postgresql://postgres@unix:"+s.host()+":5432/bench")
		c.env, c.once = s.env("bench"), true
		t.add("pgloader (once)", c)
	}
	return t.measure()
}
