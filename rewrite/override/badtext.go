package override

import "strings"

// BadText says what becomes of text that PostgreSQL cannot hold: invalid
// UTF-8, and NUL characters.
type BadText string

// The words of --bad-text.
const (
	RejectBadText  BadText = "error"   // the run stops
	ReplaceBadText BadText = "replace" // each bad byte becomes U+FFFD
	StripBadText   BadText = "strip"   // bad bytes are left out
	BytesOfBadText BadText = "bytea"   // the column becomes bytea
)

// Clean returns the text without what PostgreSQL cannot hold.
func (b BadText) Clean(text []byte) []byte {
	with := ""
	if b == ReplaceBadText {
		with = "\uFFFD"
	}
	valid := strings.ToValidUTF8(string(text), with)
	return []byte(strings.ReplaceAll(valid, "\x00", with))
}

// Cleans reports whether bad text goes on as other text.
func (b BadText) Cleans() bool { return b == ReplaceBadText || b == StripBadText }
