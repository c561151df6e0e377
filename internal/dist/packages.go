package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// nfpm makes .deb and .rpm. It is run, not imported: its many modules stay out of go.mod.
const nfpm = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2"

// packages writes the .deb and the .rpm.
func (r release) packages(m machine, files []file, stage, out string) error {
	for _, p := range []struct{ kind, name, recommends string }{
		{"deb", fmt.Sprintf("sqlite2pg_%s_%s.deb", r.version, m.arch), "postgresql-client"},
		{"rpm", fmt.Sprintf("sqlite2pg-%s-1.%s.rpm", r.version, m.rpmArch), "postgresql"},
	} {
		shell := map[string]string{"deb": "sqlite3", "rpm": "sqlite"}[p.kind]
		var contents []any
		for _, f := range files {
			if f.installed == "" {
				continue
			}
			contents = append(contents, map[string]any{"src": f.source, "dst": f.installed,
				"file_info": map[string]any{"mode": f.mode, "mtime": r.date}})
		}
		config, err := json.MarshalIndent(map[string]any{ // JSON is YAML
			"name": "sqlite2pg", "arch": m.arch, "platform": "linux", "version": r.version, "release": "1", "mtime": r.date,
			"section": "database", "priority": "optional", "license": "MIT",
			"maintainer":  "The sqlite2pg developers <sqlite2pg@users.noreply.github.com>",
			"homepage":    "https://github.com/sqlite2pg/sqlite2pg",
			"description": "Turns the dump of a SQLite database into a PostgreSQL script.\nTables, rows, keys, indexes, checks, foreign keys, views and triggers, in one transaction.",
			"recommends":  []string{shell, p.recommends},
			"rpm":         map[string]any{"buildhost": "localhost", "group": "Applications/Databases"},
			"contents":    contents,
		}, "", " ")
		if err != nil {
			return err
		}
		path := filepath.Join(stage, p.kind+".json")
		if err := os.WriteFile(path, config, 0o644); err != nil {
			return err
		}
		cmd := exec.Command("go", "run", nfpm, "package", "-f", path, "-p", p.kind, "-t", filepath.Join(out, p.name))
		cmd.Env = append(os.Environ(), "GOFLAGS=", "SOURCE_DATE_EPOCH="+strconv.FormatInt(r.date.Unix(), 10))
		if _, err := output(cmd); err != nil {
			return err
		}
	}
	return nil
}
