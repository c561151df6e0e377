package load

import (
	"errors"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// rowKey is the primary key of the row that is read value by value: people know their
// rows by it, and not by a place in a dump.
type rowKey struct {
	columns []*catalog.Column
	values  []keyPart
	known   int // how many of them have come
	// wanting are the texts that get the key when all of it has come.
	wanting []*string
}

// keyPart is a value of the key. Its memory is used again.
type keyPart struct {
	text  []byte
	class parser.Class
	come  bool
}

// maxKeyPart is how many bytes of a value are kept.
const maxKeyPart = 64

// begin begins a row of a table.
func (k *rowKey) begin(t *catalog.Table) {
	k.columns, k.known, k.wanting = nil, 0, k.wanting[:0]
	if len(t.Keys) > 0 && t.Keys[0].Primary {
		k.columns = t.Keys[0].Columns
	}
	k.values = slices.Grow(k.values[:0], len(k.columns))[:len(k.columns)]
	for i := range k.values {
		k.values[i].come = false
	}
}

// see takes note of a value of the row. Those of a row may come twice.
func (k *rowKey) see(c *catalog.Column, v *parser.Value) {
	i := slices.Index(k.columns, c)
	if c == nil || i < 0 || k.values[i].come || v.Open {
		return
	}
	p := &k.values[i]
	p.come, p.class = true, v.Class
	p.text = append(p.text[:0], v.Text[:min(len(v.Text), maxKeyPart)]...)
	if k.known++; k.known < len(k.columns) {
		return
	}
	for _, to := range k.wanting {
		*to = k.String()
	}
}

// name has a text be the key, now or when all of it has come. A key that is nothing but
// the column which it is asked for says nothing more than the value.
func (k *rowKey) name(of string, to *string) {
	switch {
	case len(k.columns) == 0, len(k.columns) == 1 && k.columns[0].Name == of:
	case k.known == len(k.columns):
		*to = k.String()
	default:
		k.wanting = append(k.wanting, to)
	}
}

// String is the key as people read it, "" for one that has a NULL.
func (k *rowKey) String() string {
	parts := make([]string, len(k.values))
	for i, p := range k.values {
		switch p.class {
		case parser.Null:
			return ""
		case parser.Text:
			parts[i] = diag.Show(strings.ReplaceAll(string(p.text), "''", "'"))
		case parser.Blob:
			parts[i] = "x'" + string(p.text) + "'"
		default:
			parts[i] = string(p.text)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// keyed has a message say the key of the row.
func (k *rowKey) keyed(m *diag.Message) {
	if m.Object.Row > 0 && m.Object.Key == "" {
		k.name(m.Object.Column, &m.Object.Key)
	}
}

// named is an error that says the key of its row, if that is known by now.
func (k *rowKey) named(err error) error {
	var m *diag.Message
	if errors.As(err, &m) {
		k.keyed(m)
	}
	return err
}
