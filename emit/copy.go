package emit

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Copy is where data lines go: some columns of a table.
type Copy struct {
	head string
	held bool // among those that are held
	rows []byte
	out  *Writer
}

// Append writes data lines, or parts of them.
func (c *Copy) Append(text []byte) {
	c.out.copyTo(c)
	c.out.copyData(text)
}

// copies are the COPY blocks that are not closed. One is open in the script.
// Lines of tables that come by turns with its own are held, so that they do not
// need a block each.
type copies struct {
	open    *Copy
	current *Copy   // that gets the lines
	held    []*Copy // in the order of their first lines
	size    int     // of what is held, in bytes
	most    int     // of it
	inLine  bool    // the last line is not complete
}

// holdSize is how much is held of all tables together, in bytes.
const holdSize = 2 << 20

// Rows prepares COPY blocks of a table.
func (w *Writer) Rows(table pg.Qualified, columns []string) (Rows, error) {
	begin, end, rest := "COPY ", " FROM stdin", ""
	if w.inserts != nil {
		begin, end, rest = "INSERT INTO ", " VALUES", " (NULL)"
		if w.what == DataOnly { // as COPY does it, where keys are GENERATED ALWAYS
			end = " OVERRIDING SYSTEM VALUE VALUES"
		}
	}
	text := append([]byte(begin), table.String()...)
	text = appendList(append(text, ' '), columns)
	text = append(text, end...)
	if err := w.verify(append(slices.Clip(text), rest...)); err != nil {
		return nil, err
	}
	return &Copy{head: string(text), out: w}, nil
}

// copyTo has the lines that follow go into a block of c. It may come later in the
// script than they do here, but before any object that follows and is not of the
// pre-data section.
func (w *Writer) copyTo(c *Copy) {
	s := &w.copies
	if s.current = c; s.open == nil && !c.held {
		w.openCopy(c)
	} else if s.open != c && !c.held {
		c.held = true
		s.held = append(s.held, c)
	}
}

func (w *Writer) copyData(p []byte) {
	s := &w.copies
	s.inLine = p[len(p)-1] != '\n'
	if s.current == s.open {
		w.writeRows(p)
		return
	}
	s.current.rows = append(s.current.rows, p...)
	if s.size += len(p); s.size >= s.most {
		w.writeHeld()
	}
}

// writeHeld closes the block that is open and writes those that are held. The
// current one comes last and stays open.
func (w *Writer) writeHeld() {
	s := &w.copies
	if i := slices.Index(s.held, s.current); i >= 0 {
		s.held = append(slices.Delete(s.held, i, i+1), s.current)
	}
	for _, c := range s.held {
		w.closeCopy()
		w.openCopy(c)
		w.writeRows(c.rows)
		c.held, c.rows = false, nil
	}
	s.held, s.size = s.held[:0], 0
}

// EndRows closes all blocks.
func (w *Writer) EndRows() {
	w.writeHeld()
	w.closeCopy()
}

func (w *Writer) openCopy(c *Copy) {
	w.copies.open = c
	if w.inserts != nil {
		w.inserts.begin(c.head)
		return
	}
	w.w.WriteString(c.head)
	w.w.WriteString(";\n")
}

// writeRows writes data lines, or parts of them, into the block that is open.
func (w *Writer) writeRows(p []byte) {
	if w.inserts != nil {
		w.inserts.write(p)
		return
	}
	w.w.Write(p)
}

func (w *Writer) closeCopy() {
	if w.copies.open == nil {
		return
	}
	w.copies.open = nil
	if w.inserts != nil {
		w.inserts.end()
		w.w.WriteByte('\n')
		return
	}
	w.w.WriteString("\\.\n\n")
}

// dropRows ends what must not be committed: lines that are held go nowhere.
func (w *Writer) dropRows() {
	s := &w.copies
	if s.open != nil && s.open == s.current && s.inLine { // COPY or INSERT may refuse half a row: as good an end
		if w.inserts != nil {
			w.inserts.drop()
		} else {
			w.w.WriteByte('\n')
		}
	}
	s.held = nil
	w.closeCopy()
}
