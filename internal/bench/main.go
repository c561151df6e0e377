// Command bench measures sqlite2pg beside the programs that stand before and
// after it in a pipe, and beside its peers where they are installed: all of
// them in turns, in one run, on databases that it makes itself. It prints
// medians and their ratios as Markdown; docs/performance.md holds such tables.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	var b bench
	flag.StringVar(&b.binary, "binary", "bin/sqlite2pg", "the translator")
	flag.StringVar(&b.dir, "dir", "", "keep databases in this folder, and use those that are there")
	size := flag.Int("size", 310, "of the dump of the large database, in MiB")
	only := flag.String("only", "", "the one table to measure: translation, schemas, memory, loading or archive")
	loaded := flag.Int("loaded", 60, "of the dump of the database that is loaded, in MiB")
	flag.IntVar(&b.runs, "runs", 5, "how often each measure is taken")
	stream := flag.Int("stream", 0, "also translate a generated stream of so many GiB")
	flag.Parse()
	if b.dir == "" {
		dir, err := os.MkdirTemp("", "bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		b.dir = dir
	}
	fmt.Printf("%s, %d cores, %s, %s.\n", cpuName(), runtime.NumCPU(), version("sqlite3", "--version"), time.Now().Format(time.DateOnly))
	for _, part := range []struct {
		name    string
		measure func() error
	}{
		{"translation", func() error { return b.translation(*size) }},
		{"schemas", b.schemas},
		{"memory", func() error { return b.memory(*stream) }},
		{"loading", func() error { return b.loading(*loaded) }},
		{"archive", func() error { return b.archive(*size) }},
	} {
		if *only != "" && part.name != *only {
			continue
		}
		if err := part.measure(); err != nil {
			return err
		}
	}
	return nil
}

// bench is where and how often things are measured.
type bench struct {
	binary, dir string
	runs        int
}

// database returns the paths of a database and of its dump, which are made if
// they are not there.
func (b *bench) database(mib int) (db, dump string, err error) {
	db = filepath.Join(b.dir, fmt.Sprintf("mixed-%d.db", mib))
	dump = strings.TrimSuffix(db, "db") + "sql"
	if _, err := os.Stat(dump); err == nil {
		return db, dump, nil
	}
	if err := makeDatabase(db, mib<<20); err != nil {
		return "", "", err
	}
	_, err = pipe(nil, dump, command("sqlite3", db, ".dump"))
	return db, dump, err
}

// translation measures the CPU that a dump takes.
func (b *bench) translation(mib int) error {
	db, dump, err := b.database(mib)
	if err != nil {
		return err
	}
	st, err := os.Stat(dump)
	if err != nil {
		return err
	}
	one := command(b.binary, dump)
	one.env = append(os.Environ(), "GOMAXPROCS=1")
	t := table{runs: b.runs, title: fmt.Sprintf("Translation of a file of %d MB, to /dev/null", st.Size()/1e6)}
	t.add("sqlite3 .dump", command("sqlite3", db, ".dump"))
	t.add("sed s/AUTOINCREMENT//g", command("sed", "-e", "s/AUTOINCREMENT//g", dump))
	t.add("sqlite2pg, one core", one)
	t.add("sqlite2pg", command(b.binary, dump))
	t.add("sqlite2pg --verify, one core", one.with("--verify"))
	t.add("sqlite3 .dump \\| sqlite2pg", command("sqlite3", db, ".dump"), command(b.binary))
	for _, n := range []string{"1", "2"} {
		t.add("sqlite2pg -j "+n+" app.db", command(b.binary, "-j", n, db))
	}
	return t.measure()
}

// schemas measures start-up, and what tables cost.
func (b *bench) schemas() error {
	t := table{runs: b.runs, title: "Schemas, to /dev/null"}
	for _, n := range []int{0, 1000, 5000} {
		path := filepath.Join(b.dir, fmt.Sprintf("tables-%d.sql", n))
		if err := os.WriteFile(path, []byte(manyTables(n)), 0o644); err != nil {
			return err
		}
		t.add(fmt.Sprintf("%d tables, as many indexes and foreign keys", n), command(b.binary, path))
	}
	return t.measure()
}

// memory measures streams of growing length, and odd shapes.
func (b *bench) memory(gib int) error {
	t := table{runs: 1, title: "Memory: streams into sqlite2pg, to /dev/null"}
	sizes := []int{300, 3000}
	if gib > 0 {
		sizes = append(sizes, gib<<10)
	}
	for _, mib := range sizes {
		t.stream(fmt.Sprintf("%d MiB, one row an INSERT", mib), rowStream(mib<<20, 1, 1), b.binary)
	}
	t.stream("300 MiB, all rows in one INSERT", rowStream(300<<20, 1, 1<<30), b.binary)
	t.stream("300 MiB, ten thousand tables", tablesStream(300<<20, 10000), b.binary)
	t.stream("300 MiB, ten thousand tables whose rows come in turns", rowStream(300<<20, 10000, 1), b.binary)
	t.stream("one blob of 480 MB", blobStream(480_000_000), b.binary)
	return t.measure()
}

// loading measures the way into a server, all of it.
func (b *bench) loading(mib int) error {
	db, _, err := b.database(mib)
	if err != nil {
		return err
	}
	script := filepath.Join(b.dir, "ready.sql")
	if _, err := pipe(nil, script, command(b.binary, db)); err != nil {
		return err
	}
	s, err := startServer()
	if err != nil {
		return err
	}
	defer s.Stop()
	psql, env, host := s.psql, s.env, s.host()
	t := table{runs: b.runs, before: s.fresh, title: fmt.Sprintf("The whole way of a database whose dump has %d MiB, into PostgreSQL", mib)}
	t.add("sqlite3 .dump > /dev/null", command("sqlite3", db, ".dump"))
	t.add("psql -f ready.sql", psql("-f", script))
	t.add("sqlite3 .dump \\| sqlite2pg \\| psql", command("sqlite3", db, ".dump"), command(b.binary), psql())
	t.add("sqlite3 .dump \\| sqlite2pg --verify \\| psql", command("sqlite3", db, ".dump"), command(b.binary, "--verify"), psql())
	if _, err := exec.LookPath("pgloader"); err == nil {
		c := command("pgloader", "--quiet", "sqlite://"+db, "postgresql://postgres@unix:"+host+":5432/bench")
		c.env, c.once = env("bench"), true
		t.add("pgloader (once)", c)
	}
	if _, err := exec.LookPath("sequel"); err == nil {
		c := command("sequel", "-C", "sqlite://"+db, "postgres:///bench?host="+host+"&user=postgres")
		c.env, c.once = env("bench"), true
		t.add("sequel -C (once)", c)
	}
	return t.measure()
}
