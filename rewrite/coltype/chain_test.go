package coltype

import "testing"

// A type is reached from any type before it in its chain, or it is bytea, or a
// type that only a window can choose.
func TestChainsEndInATypeForAll(t *testing.T) {
	for e, c := range chains {
		last := c.then[len(c.then)-1]
		if last.Encoding != encodeByteaAny || c.reason == "" {
			t.Errorf("the chain of encoding %d ends in %s, reason %q", e, last.SQL, c.reason)
		}
	}
	for name, d := range declaredTypes {
		if _, ok := chains[d.Type.Encoding]; !ok || d.Reason == "" {
			t.Errorf("%s has no chain or no reason", name)
		}
	}
}
