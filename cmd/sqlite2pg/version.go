package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/sqlite2pg/sqlite2pg"
)

// commit is the commit that a packaged binary was built from (-ldflags -X
// main.commit=...). Other builds know it from Go's own stamp.
var commit string

// parserModule is the module that has PostgreSQL's parser.
const parserModule = "github.com/pganalyze/pg_query_go/v5"

// version is the text of --version: what a bug report should say. None of it
// gets into a script, so that scripts of two builds can be compared.
func version() string {
	built, parser := commit, ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if built == "" {
			built = stamp(info.Settings)
		}
		for _, m := range info.Deps {
			if m.Path == parserModule {
				parser = fmt.Sprintf(" (pg_query_go %s)", m.Version)
			}
		}
	}
	if built == "" {
		built = "unknown"
	}
	return fmt.Sprintf("sqlite2pg %s\ncommit %s\ngrammar of PostgreSQL %s%s\nbuilt by %s for %s/%s\n",
		sqlite2pg.Version, built, sqlite2pg.GrammarVersion(), parser, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// stamp is the commit that Go noted in the binary, "" if it noted none.
func stamp(settings []debug.BuildSetting) string {
	at := map[string]string{}
	for _, s := range settings {
		at[s.Key] = s.Value
	}
	if at["vcs.revision"] != "" && at["vcs.modified"] == "true" {
		return at["vcs.revision"] + " and changes"
	}
	return at["vcs.revision"]
}
