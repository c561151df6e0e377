package jsonb

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"
)

// FuzzEncode: any JSON comes back from JSONB as it was, but for its blanks.
func FuzzEncode(f *testing.F) {
	for text := range known {
		f.Add([]byte(text))
	}
	f.Add([]byte(` { "a\u0000\/\"" : [ 1 , -0.5E+7 , [ ] , { } , "\ud800" , "é" ] } `))
	f.Fuzz(func(t *testing.T, text []byte) {
		blob, err := Encode([]byte("x"), text)
		if err != nil {
			if json.Valid(text) && bytes.Count(text, []byte("[")) <= maxDepth && bytes.Count(text, []byte("{")) == 0 {
				t.Fatalf("%s is refused: %v", text, err)
			}
			return
		}
		var want bytes.Buffer
		if blob[0] != 'x' || json.Compact(&want, text) != nil {
			t.Fatalf("%q becomes %x", text, blob)
		}
		if got, err := Decode([]byte("x"), blob[1:]); err != nil || string(got) != "x"+want.String() {
			t.Fatalf("%s comes back as %s (error %v)", text, got, err)
		}
	})
}

// FuzzDecode: any blob is an error or JSON, and that JSON comes back.
func FuzzDecode(f *testing.F) {
	for _, blob := range known {
		b, _ := hex.DecodeString(blob)
		f.Add(b)
	}
	f.Add([]byte("\x1a\"\x2a\\n\xcb\x02\x10\x00\xfb\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00"))
	f.Fuzz(func(t *testing.T, blob []byte) {
		text, err := Decode([]byte("x"), blob)
		if err != nil {
			if string(text) != "x" {
				t.Fatalf("refused, and %q is left", text)
			}
			return
		}
		again, err := Encode(nil, text[1:])
		if err != nil {
			t.Fatalf("%x is %s, which is refused: %v", blob, text, err)
		}
		if back, err := Decode(nil, again); err != nil || !bytes.Equal(back, text[1:]) {
			t.Fatalf("%x is %s, and then %s (error %v)", blob, text, back, err)
		}
	})
}
