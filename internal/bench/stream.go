package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// manyTables is a schema of n tables, each with a key, an index and a foreign
// key.
func manyTables(n int) string {
	var b strings.Builder
	b.WriteString("BEGIN TRANSACTION;\n")
	for i := range n {
		fmt.Fprintf(&b, "CREATE TABLE t%d(id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL DEFAULT '', total NUMERIC(10,2) CHECK(total >= 0), other INTEGER REFERENCES t%d(id) ON DELETE CASCADE, at DATETIME DEFAULT CURRENT_TIMESTAMP);\n", i, i/2)
		fmt.Fprintf(&b, "CREATE INDEX i%d ON t%d(name, at);\n", i, i)
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

const streamRow = "(123456,'a text of some length, as it''s found in tables',12.5,'2024-02-29 12:34:56',NULL)"

func streamTable(i int) string {
	return fmt.Sprintf("CREATE TABLE t%d(a INTEGER, b TEXT, c REAL, d DATETIME, e BLOB);\n", i)
}

// rowStream makes a dump of about size bytes as it is read: rows of so many
// tables in turns, and so many rows an INSERT.
func rowStream(size, tables, rows int) func() io.Reader {
	var schema, block bytes.Buffer
	schema.WriteString("BEGIN TRANSACTION;\n")
	for i := range tables {
		schema.WriteString(streamTable(i))
	}
	end := "COMMIT;\n"
	if rows > 1 {
		schema.WriteString("INSERT INTO t0 VALUES" + streamRow)
		block.WriteString(strings.Repeat(",\n"+streamRow, 1<<20/len(streamRow)))
		end = ";\nCOMMIT;\n"
	} else {
		for i := range max(tables, 10000) {
			fmt.Fprintf(&block, "INSERT INTO t%d VALUES%s;\n", i%tables, streamRow)
		}
	}
	return func() io.Reader {
		return io.MultiReader(&schema, &repeated{block: block.Bytes(), n: size / block.Len()}, strings.NewReader(end))
	}
}

// tablesStream makes a dump of about size bytes in so many tables, one after the
// other.
func tablesStream(size, tables int) func() io.Reader {
	return func() io.Reader {
		parts := []io.Reader{strings.NewReader("BEGIN TRANSACTION;\n")}
		for i := range tables {
			row := fmt.Sprintf("INSERT INTO t%d VALUES%s;\n", i, streamRow)
			parts = append(parts, strings.NewReader(streamTable(i)), &repeated{block: []byte(row), n: size / tables / len(row)})
		}
		return io.MultiReader(append(parts, strings.NewReader("COMMIT;\n"))...)
	}
}

// blobStream makes a dump of one blob of size bytes.
func blobStream(size int) func() io.Reader {
	block := []byte(strings.Repeat("0123456789abcdef", 1<<12))
	return func() io.Reader {
		return io.MultiReader(strings.NewReader("BEGIN;\nCREATE TABLE t(a BLOB);\nINSERT INTO t VALUES(x'"),
			&repeated{block: block, n: 2 * size / len(block)}, strings.NewReader("');\nCOMMIT;\n"))
	}
}

// repeated reads a block n times.
type repeated struct {
	block []byte
	n, at int
}

func (r *repeated) Read(p []byte) (n int, err error) {
	if r.n <= 0 {
		return 0, io.EOF
	}
	n = copy(p, r.block[r.at:])
	if r.at += n; r.at == len(r.block) {
		r.n, r.at = r.n-1, 0
	}
	return n, nil
}
