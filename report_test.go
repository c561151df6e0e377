package sqlite2pg_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/report"
)

// reportSchema is docs/report.schema.json.
func reportSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestReportSchema validates the reports of all golden cases and samples, also of those
// that fail, and holds that a report says the same twice.
func TestReportSchema(t *testing.T) {
	schema := reportSchema(t)
	files, _ := filepath.Glob("testdata/*/*.sql")
	golden, _ := filepath.Glob("testdata/golden/*/in.sql")
	corpus, _ := filepath.Glob("../shared/corpus/apps/*.sql")
	if len(golden) == 0 {
		t.Fatal("no golden cases")
	}
	for _, file := range append(append(files, golden...), corpus...) {
		in, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		flags, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "flags"))
		opts, _ := optionsOf(t, string(flags))
		write := func() []byte {
			var said []*diag.Message
			opts.Warn = func(m *diag.Message) { said = append(said, m) }
			run, err := sqlite2pg.Translate(context.Background(), bytes.NewReader(in), io.Discard, opts)
			d := run.Details()
			if failed := d.Result == report.Failed; failed != (err != nil) || failed != (d.Error != nil) {
				t.Errorf("%s: the error is %v, the report says %s", file, err, d.Result)
			}
			if len(said) != len(d.Messages) || d.Totals.Notes+d.Totals.Warnings != len(said) {
				t.Errorf("%s: %d messages, and %d in the report", file, len(said), len(d.Messages))
			}
			if err == nil && d.Totals.Rows != run.Rows {
				t.Errorf("%s: %d rows, and %d in the report", file, run.Rows, d.Totals.Rows)
			}
			var out bytes.Buffer
			if err := d.WriteJSON(&out); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		text := write()
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if again := write(); !bytes.Equal(text, again) {
			t.Errorf("%s: the report says something else the second time", file)
		}
	}
}

// TestReportMembers compares the members of the Go types with those of the schema, in
// both directions.
func TestReportMembers(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal([]byte(readFile(t, "docs/report.schema.json")), &root); err != nil {
		t.Fatal(err)
	}
	defs := root["$defs"].(map[string]any)
	resolve := func(s map[string]any) map[string]any {
		if ref, ok := s["$ref"].(string); ok {
			return defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		}
		return s
	}
	compared := map[[2]any]bool{}
	var compare func(typ reflect.Type, s map[string]any, at string)
	compare = func(typ reflect.Type, s map[string]any, at string) {
		s = resolve(s)
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			if typ.Kind() == reflect.Slice {
				items, ok := s["items"].(map[string]any)
				if !ok {
					t.Errorf("%s: a list in Go, and none in the schema", at)
					return
				}
				s = resolve(items)
			}
			typ = typ.Elem()
		}
		pair := [2]any{typ, reflect.ValueOf(s).Pointer()}
		if compared[pair] { // a message may hold others
			return
		}
		compared[pair] = true
		members, ok := s["properties"].(map[string]any)
		if typ.Kind() != reflect.Struct || !ok {
			return
		}
		required := map[string]bool{}
		list, _ := s["required"].([]any)
		for _, name := range list {
			required[name.(string)] = true
		}
		seen := map[string]bool{}
		for i := range typ.NumField() {
			name, options, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			member, ok := members[name].(map[string]any)
			if seen[name] = true; !ok {
				t.Errorf("%s has no %s in the schema", at, name)
				continue
			}
			if required[name] == strings.Contains(options, "omitempty") {
				t.Errorf("%s.%s: it is always there in one of Go and the schema only", at, name)
			}
			compare(typ.Field(i).Type, member, at+"."+name)
		}
		for name := range members {
			if !seen[name] {
				t.Errorf("%s has no %s in Go", at, name)
			}
		}
	}
	compare(reflect.TypeFor[report.Report](), root, "report")
}
