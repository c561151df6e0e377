package load

import (
	"bytes"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// ManyRows is how many rows of a table that exists come before its indexes are dropped,
// to be made again at the end. With three indexes, two of them over values in no order,
// PostgreSQL 15 as it is installed took 1.8 s with them in place and 2.1 s with this for
// 120,000 rows, 2.4 s and 2.0 s for 200,000, 4.8 s and 2.5 s for 400,000, 16.9 s and
// 10.8 s for a million, 287 s and 77 s for three.
const ManyRows = 100_000

// fill writes COPY text of a target. Where the last of the first ManyRows rows is in it,
// the destination is asked what stands behind that row.
func (s *dataScript) fill(to *Target, text []byte, check func() error) error {
	if s.to != nil {
		if n := s.untilMany(to.Table, text); n > 0 {
			if err := s.append(to, text[:n], check); err != nil {
				return err
			}
			if many := s.to.Many(to.Table); many != nil {
				if err := s.out.Object(&pg.Object{Section: pg.Data, Statement: many}); err != nil {
					return err
				}
			}
			if text = text[n:]; len(text) == 0 {
				return nil
			}
		}
	}
	return s.append(to, text, check)
}

// untilMany returns how much of the text of a table belongs to its first ManyRows rows, if
// the last of these ends in it, else 0. A line break is the end of a row.
func (s *dataScript) untilMany(t *catalog.Table, text []byte) int {
	before := s.rows[t]
	if before == ManyRows {
		return 0
	}
	s.rows[t] = min(before+bytes.Count(text, []byte{'\n'}), ManyRows)
	if s.rows[t] < ManyRows {
		return 0
	}
	n := 0
	for range ManyRows - before {
		n += bytes.IndexByte(text[n:], '\n') + 1
	}
	return n
}
