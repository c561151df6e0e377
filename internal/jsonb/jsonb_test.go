package jsonb

import (
	"encoding/hex"
	"strings"
	"testing"
)

// The blobs follow the tables of https://sqlite.org/jsonb.html.
var known = map[string]string{
	`null`:                                "00",
	`true`:                                "01",
	`false`:                               "02",
	`1`:                                   "1331",
	`-1.5e3`:                              "652d312e356533",
	`""`:                                  "07",
	`"a\n"`:                               "38615c6e",
	`[]`:                                  "0b",
	`{"a":[1,2]}`:                         "7c17614b13311332",
	`["` + strings.Repeat("x", 12) + `"]`: "cb0ec70c" + strings.Repeat("78", 12),
}

func TestKnown(t *testing.T) {
	for text, blob := range known {
		got, err := Encode(nil, []byte(text))
		if err != nil || hex.EncodeToString(got) != blob {
			t.Errorf("Encode(%s) = %x, %v, want %s", text, got, err, blob)
		}
		back, err := Decode(nil, got)
		if err != nil || string(back) != text {
			t.Errorf("Decode(%x) = %s, %v, want %s", got, back, err, text)
		}
	}
}

func TestBad(t *testing.T) {
	for _, text := range []string{"", "{", "nul", "1 2", strings.Repeat("[", 1002) + strings.Repeat("]", 1002)} {
		if got, err := Encode(nil, []byte(text)); err == nil {
			t.Errorf("Encode(%.20s) = %x", text, got)
		}
	}
	for _, blob := range []string{"", "ff", "17", "1b", "0f", "cb05", "13", "1c07", "0000", "1378",
		"23310d", "232031", "4b33312c32", "6b5761222c2262", strings.Repeat("e", 8)} {
		b, _ := hex.DecodeString(blob)
		if got, err := Decode(nil, b); err == nil {
			t.Errorf("Decode(%s) = %s", blob, got)
		}
	}
}

// Headers of every size.
func TestSizes(t *testing.T) {
	for _, n := range []int{0, 11, 12, 255, 256, 65535, 65536} {
		text := `["` + strings.Repeat("x", n) + `",7]`
		blob, err := Encode(nil, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Decode(nil, blob); err != nil || string(back) != text {
			t.Errorf("%d: %v", n, err)
		}
	}
}
