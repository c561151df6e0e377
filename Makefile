# How long `make fuzz` runs each fuzz test.
FUZZTIME ?= 10s

.PHONY: build test test-majors lint fuzz golden mutate corpus demo bench dist dist-test clean

# The command, as bin/sqlite2pg.
build:
	go build -o bin/sqlite2pg ./cmd/sqlite2pg

# Tests with a server wait for it: more of them than cores run side by side. The limit is for a busy machine.
GOTEST = go test -parallel 4 -timeout 30m

# All tests, on the newest PostgreSQL installed: two minutes on two cores.
test:
	script/setup
	$(GOTEST) ./...

# The tests with a server, on the oldest and the newest PostgreSQL supported. How much memory the command takes is the
# same with each.
test-majors:
	script/setup npm
	script/postgres 13
	script/postgres 18
	PG_MAJORS=13,18 $(GOTEST) -skip '^TestMemory' ./internal/pgtest ./internal/roundtrip ./internal/e2e

# Formatting, vet, staticcheck, GitHub's workflows, and whether a dependency was retracted.
lint:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt -w is due for:" $$unformatted; exit 1; }
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
	script/retracted

# Every fuzz test for a short while.
fuzz:
	script/fuzz $(FUZZTIME)

# The golden files, case tables, and what is made of the table of options (docs/options.md, packaging/), written anew from what the translator says now; read the diff before committing.
golden:
	go test . -run TestGolden -update
	go test ./cmd/sqlite2pg -run TestReference -update
	go test ./rewrite/coltype -run TestTypes -update
	go test ./rewrite/fit -run TestTypeTable -update
	go test ./rewrite/query -update

# Changes of the code that no test notices: one of MUTATE changes of the translation of types, expressions and queries, and of how values
# are written into a schema that exists.
MUTATE ?= 25
mutate:
	go run ./internal/mutate -every $(MUTATE) ./rewrite/query ./rewrite/query
	go run ./internal/mutate -every $(MUTATE) ./rewrite/coltype ./rewrite/coltype:TestTypes ./rewrite/query ./rewrite/coltype
	go run ./internal/mutate -every $(MUTATE) -skip '^TestNoAllocation$$' ./rewrite/fit ./rewrite/fit

# Real applications' databases through the command, judged by what arrives.
corpus: build
	script/corpus

# A tour of the command.
demo: build
	script/setup
	script/demo

# Speed beside other programs', as ratios, and of each package: see docs/performance.md. BENCHFLAGS=-h lists what can be set.
bench: build
	script/setup
	go run ./internal/bench $(BENCHFLAGS)
	go test -run '^$$' -bench . -count 6 . ./lexer ./parser ./rewrite/coltype ./emit/check

# Packages of a release, in dist: docs/releasing.md. The first time it compiles PostgreSQL's parser for two architectures.
dist:
	script/setup dist
	go run ./internal/dist

# The packages in dist, installed and run in clean roots. Root only.
dist-test:
	script/dist-test

# Away with what the other targets built.
clean:
	rm -rf bin coverage dist
