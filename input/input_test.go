package input

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

const dump = "BEGIN;\r\nCREATE TABLE t(a); -- ünï 🚀\nINSERT INTO t VALUES('\r\n');\nCOMMIT;\n"

func gz(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

func zst(t testing.TB, text string, opts ...zstd.EOption) string {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, opts...)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

func wide(text string, big, bom bool) string {
	units := utf16.Encode([]rune(text))
	if bom {
		units = append([]uint16{0xFEFF}, units...)
	}
	var b []byte
	for _, u := range units {
		if big {
			u = u<<8 | u>>8
		}
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// read returns the text of an input, read byte by byte, too, and the id of its
// error or warning.
func read(t testing.TB, in string) (text, id string) {
	for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
		id = ""
		plain, err := Text(r, func(m *diag.Message) { id = m.ID })
		var got []byte
		if err == nil {
			got, err = io.ReadAll(plain)
		}
		var m *diag.Message
		if errors.As(err, &m) {
			id = m.ID
		} else if err != nil {
			t.Errorf("%.30q: %v", in, err)
		}
		text = string(got)
	}
	return text, id
}

func TestText(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"plain": dump, "gzip": gz(dump), "zstd": zst(t, dump), "two gzip members": gz(dump[:20]) + gz(dump[20:]),
		"gzip of UTF-16": gz(wide(dump, false, true)),
		"little":         wide(dump, false, true), "big": wide(dump, true, true),
		"little without a mark": wide(dump, false, false), "big without a mark": wide(dump, true, false),
	} {
		text, id := read(t, in)
		if text != dump {
			t.Errorf("%s: got %q, %s", name, text, id)
		}
		if want := strings.Contains(name, "little") || strings.Contains(name, "big") || strings.Contains(name, "UTF"); (id == "utf-16") != want {
			t.Errorf("%s: warning %q", name, id)
		}
	}
}

// What is no dump is named, in two spellings of its line ends and after a mark.
func TestForeign(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                    "empty-input",
		gz(""):                "empty-input",
		"SQLite format 3\x00": "database-file", gz("SQLite format 3\x00"): "database-file",
		"<!DOCTYPE html>": "not-a-dump", "\n <HTML>": "not-a-dump", "<?xml ": "not-a-dump", `{"error": 404}`: "not-a-dump",
		"-- MySQL dump 10.13": "not-a-dump", "--\r\n-- PostgreSQL database dump\r\n": "not-a-dump", "\xef\xbb\xbf-- MariaDB dump": "not-a-dump",
		"PGDMP\x01": "not-a-dump", "PK\x03\x04": "not-a-dump", "BZh9": "not-a-dump", "\xfd7zXZ\x00": "not-a-dump",
		"Error: unable to open database": "not-a-dump", "\x7fELF": "not-a-dump", "[\xa0A\xaeC\x90": "not-a-dump", "abc\x01": "not-a-dump",
		"-- caf\xe9\nSELECT 1": "", "SELECT /* \xe9 */": "", "SELECT é": "",
		gz(dump)[:30]:                               "damaged-input",
		gz(dump) + "garbage":                        "damaged-input",
		"\x1f\x8b\x00":                              "damaged-input",
		"\x28\xb5\x2f\xfd":                          "damaged-input",
		wide(dump, false, true) + "x":               "damaged-input",
		wide(dump, false, true) + "\x00\xd8":        "damaged-input",
		wide(dump, false, true) + "\x00\xd8x\x00":   "damaged-input",
		wide(dump, false, true) + "\x00\xdcx\x00":   "damaged-input",
		"-- a comment\n-- PostgreSQL database dump": "", "SELECT 1": "",
	} {
		if _, id := read(t, in); id != want {
			t.Errorf("%.40q: got %q, want %q", in, id, want)
		}
	}
}

// A window beyond the memory promised is refused, one within is not.
func TestWindow(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(dump, 1<<18) // 18 MB
	if _, id := read(t, zst(t, long, zstd.WithWindowSize(maxWindow))); id != "" {
		t.Errorf("8 MiB: %s", id)
	}
	if _, id := read(t, zst(t, long, zstd.WithWindowSize(2*maxWindow))); id != "damaged-input" {
		t.Errorf("16 MiB: got %q", id)
	}
}

func TestReadErrorsComeBack(t *testing.T) {
	t.Parallel()
	bad := errors.New("bad disk")
	if _, err := Text(iotest.ErrReader(bad), nil); !errors.Is(err, bad) {
		t.Errorf("got %v", err)
	}
}
