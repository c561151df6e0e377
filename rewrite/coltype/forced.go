package coltype

import (
	"fmt"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"maps"
	"slices"
	"strings"
)

// targets holds the chains of the types that a user may ask for: all ways to
// write values into that type, and no other type.
var targets = map[string][]Type{
	"bigint":           {Bigint},
	"boolean":          {Boolean, typeBoolLetter, typeBoolWord, typeTruth.as("boolean")},
	"double precision": {Double},
	"numeric":          {Numeric},
	"text":             {Any},
	"bytea":            {Bytea, typeByteaAny},
	"timestamp":        {Timestamp, typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros},
	"timestamptz":      {typeTimestamptz, typeMoment.as("timestamptz"), typeSeconds.as("timestamptz"), typeMillis.as("timestamptz"), typeMicros.as("timestamptz")},
	"date":             {Date},
	"time":             {typeTime, typeClock},
	"uuid":             {typeUUID, typeUUIDBlob, typeUUIDText, typeUUIDMixed},
	"jsonb":            {typeJSON.as("jsonb")},
	"json":             {{SQL: "json", Encoding: encodeJSON}},
}

// as returns the type with another PostgreSQL type in the end.
func (t Type) as(final string) Type {
	if t.After != "" {
		t.After = final
	} else {
		t.SQL = final
	}
	t.Forced = true
	return t
}

// ForcedChain returns the chain of a PostgreSQL type.
func ForcedChain(ty string) ([]Type, error) {
	name, args := split(ty)
	name = strings.ToLower(name)
	if chain, ok := targets[name]; ok && len(args) == 0 {
		return chain, nil
	}
	if t := Of(ty); name == "numeric" && t.Limit > 0 || name == "varchar" && t.Limit > 0 {
		return []Type{t}, nil
	}
	var names []string
	for n := range targets {
		names = append(names, n)
	}
	slices.Sort(names)
	return nil, fmt.Errorf("the type must be varchar(n), numeric(p,s), %s", strings.Join(names, ", "))
}

// encodingNames are the words of the types file.
var encodingNames = map[Encoding]string{
	encodeText: "text", encodeAny: "any", encodeBigint: "integer", encodeBoolean: "0-1", encodeBoolLetter: "t-f",
	encodeBoolWord: "true-false", encodeTruth: "truth", encodeDouble: "real", encodeNumeric: "decimal", encodeBytea: "blob",
	encodeByteaAny: "any-bytes", encodeByteaRaw: "raw-bytes", encodeTimestamp: "iso", encodeTimestampT: "iso-T", encodeTimestamptz: "iso-offset",
	encodeMoment: "iso-any", encodeDate: "date", encodeTime: "time", encodeClock: "time-any", encodeSeconds: "unix-seconds",
	encodeMillis: "unix-milliseconds", encodeMicros: "unix-microseconds", encodeUUID: "uuid", encodeUUIDBlob: "uuid-blob",
	encodeUUIDText: "uuid-text", encodeUUIDMixed: "uuid-any", encodeJSON: "json", encodeNumbers: "numbers",
}

// Forced finds the type of that name with that encoding.
func Forced(sql, encoding string) (Type, error) {
	var candidates []Type
	if chain, err := ForcedChain(sql); err == nil {
		candidates = append(candidates, chain...)
	}
	candidates = append(candidates, Text, Bytea, typeByteaAny, RawBytes, typeNumbers)
	for _, t := range candidates {
		if t.Final() == sql && encodingNames[t.Encoding] == encoding {
			return t, nil
		}
	}
	return Type{}, fmt.Errorf("there is no type %s with encoding %s", diag.Show(sql), diag.Show(encoding))
}

// EncodingName is the word of the types file for how values are written.
func (t *Type) EncodingName() string { return encodingNames[t.Encoding] }

// All returns the types that a column may have, with some lengths: for tests of
// all of them.
func All() []Type {
	var all []Type
	for _, name := range slices.Sorted(maps.Keys(declaredTypes)) {
		all = append(all, declaredTypes[name].Type)
	}
	for _, e := range slices.Sorted(maps.Keys(chains)) {
		all = append(all, chains[e].then...)
	}
	for _, name := range slices.Sorted(maps.Keys(targets)) {
		all = append(all, targets[name]...)
	}
	all = append(all, untypedChain...)
	all = append(all, RawBytes)
	for _, declared := range []string{"VARCHAR(1)", "VARCHAR(5)", "DECIMAL(5,2)", "DECIMAL(2,2)", "DECIMAL(1000,0)"} {
		all = append(all, Of(declared))
	}
	slices.SortFunc(all, func(a, b Type) int { return int(a.Encoding) - int(b.Encoding) })
	return slices.Compact(all)
}
