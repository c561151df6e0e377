package coltype

import (
	"strings"
	"testing"
)

// Every type that a chain can give a column can be written down and read back.
func TestTypesFileHoldsEveryType(t *testing.T) {
	seen := map[Encoding]bool{}
	check := func(ty Type) {
		seen[ty.Encoding] = true
		for _, final := range []string{ty.Final(), strings.Replace(ty.Final(), "timestamp", "timestamptz", 1)} {
			if final == "timestamptztz" || final == "timestamptz" && ty.Encoding != encodeMoment && ty.Encoding != encodeTimestamptz {
				continue
			}
			got, err := Forced(final, encodingNames[ty.Encoding])
			if err != nil || got.Encoding != ty.Encoding || got.Final() != final || got.Limit != ty.Limit || got.Scale != ty.Scale {
				t.Errorf("%s with encoding %q is read back as %+v, %v", final, encodingNames[ty.Encoding], got, err)
			}
		}
	}
	for _, declared := range []string{"VARCHAR(5)", "DECIMAL(9,2)", "INT"} {
		check(Of(declared))
	}
	for _, d := range declaredTypes {
		check(d.Type)
	}
	for _, c := range chains {
		for _, ty := range c.then {
			check(ty)
		}
	}
	for _, ty := range append(untypedChain, RawBytes) {
		check(ty)
	}
	for e, name := range encodingNames {
		if !seen[e] {
			t.Errorf("encoding %s was not tried", name)
		}
	}
}
