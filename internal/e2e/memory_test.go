package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// maxMemory is what the command may use at its peak, in KiB.
const maxMemory = 64 << 10

// TestMemory streams dumps of some 100 MB through the command and looks at its peak memory.
func TestMemory(t *testing.T) {
	const mb = 1 << 20
	frame := func(create string, body func(w *bufio.Writer)) func(w *bufio.Writer) {
		return func(w *bufio.Writer) {
			fmt.Fprintf(w, "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n%s\n", create)
			body(w)
			io.WriteString(w, "COMMIT;\n")
		}
	}
	repeat := func(w *bufio.Writer, text string, bytes int) {
		chunk := strings.Repeat(text, mb/len(text)+1)
		for n := 0; n < bytes; n += len(chunk) {
			io.WriteString(w, chunk)
		}
	}
	cases := []struct {
		name string
		dump func(w *bufio.Writer)
		rows int // lines of COPY data
		out  int // at least, in bytes
		args []string
	}{
		{"rows", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, r REAL);", func(w *bufio.Writer) {
			for i := range 1_200_000 {
				fmt.Fprintf(w, "INSERT INTO t VALUES(%d,'some text of a usual length, it''s %d',%d.5);\n", i+1, i, i)
			}
		}), 1_200_000, 60 * mb, nil},
		{"one INSERT of many rows", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(0,NULL)")
			for i := range 1_500_000 {
				fmt.Fprintf(w, ",\n(%d,'some text of a usual length, it''s %d')", i+1, i)
			}
			io.WriteString(w, ";\n")
		}), 1_500_001, 60 * mb, nil},
		{"one row of many values", frame("CREATE TABLE t("+columns(1500)+");", func(w *bufio.Writer) {
			value := strings.Repeat("v", 67_000)
			io.WriteString(w, "INSERT INTO t VALUES(")
			for i := range 1500 {
				if i > 0 {
					io.WriteString(w, ",")
				}
				io.WriteString(w, "'"+value+"'")
			}
			io.WriteString(w, ");\n")
		}), 1, 95 * mb, nil},
		{"a text of 64 MB", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(1,'")
			repeat(w, "it''s a long text, été 🐘\n\\ ", 64*mb)
			io.WriteString(w, "');\nINSERT INTO t VALUES(2,'short');\n")
		}), 2, 60 * mb, nil},
		{"a blob of 64 MB", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(1,X'")
			repeat(w, "00ff5c27", 128*mb)
			io.WriteString(w, "');\nINSERT INTO t VALUES(2,X'');\n")
		}), 2, 128 * mb, nil},
		{"a text of 64 MB in replace()", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(1,replace(replace('")
			repeat(w, `it''s a long text\r\n`, 64*mb)
			io.WriteString(w, `','\r',char(13)),'\n',char(10)));`+"\nINSERT INTO t VALUES(2,'short');\n")
		}), 2, 60 * mb, nil},
		{"texts of 7 MB in replace()", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);", func(w *bufio.Writer) {
			for i := range 12 {
				fmt.Fprintf(w, "INSERT INTO t VALUES(%d,replace(replace('", i)
				repeat(w, `it''s a long text\r\n`, 7*mb)
				io.WriteString(w, `','\r',char(13)),'\n',char(10)));`+"\n")
			}
		}), 12, 70 * mb, nil},
		{"a text of 64 MB in unistr()", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(1,unistr('")
			repeat(w, `it''s a long text\u000a\\`, 64*mb)
			io.WriteString(w, "'));\nINSERT INTO t VALUES(2,'short');\n")
		}), 2, 40 * mb, nil},
		{"ten thousand tables", func(w *bufio.Writer) {
			io.WriteString(w, "BEGIN;\n")
			for i := range 10_000 {
				fmt.Fprintf(w, "CREATE TABLE t%d(a INTEGER, b TEXT, c REAL, d DATETIME, e BLOB);\n", i)
				for j := range 50 {
					fmt.Fprintf(w, "INSERT INTO t%d VALUES(%d,'some text of a usual length, it''s %[2]d',%[2]d.5,'2024-01-01 10:00:00',x'00ff');\n", i, j)
				}
			}
			io.WriteString(w, "COMMIT;\n")
		}, 500_000, 30 * mb, nil},
		// The largest values there may be: what follows them sets the row apart.
		{"a text of 900 MB", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, n INT);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(1,'")
			repeat(w, "it''s a long text, été 🐘, ", 900*mb)
			io.WriteString(w, "',1);\nINSERT INTO t VALUES(2,'short','two');\n")
		}), 2, 850 * mb, nil},
		{"a blob of 480 MB", frame("CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB, n INT);", func(w *bufio.Writer) {
			io.WriteString(w, "INSERT INTO t VALUES(1,X'")
			repeat(w, "00ff5c27", 960*mb)
			io.WriteString(w, "',1);\nINSERT INTO t VALUES(2,X'','two');\n")
		}), 2, 960 * mb, nil},
		{"long texts in every column, hashed", frame("CREATE TABLE t("+columns(600)+");", func(w *bufio.Writer) {
			value := strings.Repeat("v", 300_000)
			io.WriteString(w, "INSERT INTO t VALUES('"+value+"'")
			for range 599 {
				io.WriteString(w, ",'"+value+"'")
			}
			io.WriteString(w, ");\n")
		}), 1, 170 * mb, []string{"--verify"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out, peak := peakMemory(t, c.dump, c.args...)
			if out.rows != c.rows || out.bytes < c.out {
				t.Errorf("%d lines of data, want %d; %d bytes, want %d at least", out.rows, c.rows, out.bytes, c.out)
			}
			if peak > maxMemory {
				t.Errorf("peak memory %d KiB, want %d at most", peak, maxMemory)
			}
		})
	}
}

// TestMemoryOfWaitingTables has ten thousand tables that are created before any rows come. What the rows
// need beside the schema is bounded, one table after the other and by turns.
func TestMemoryOfWaitingTables(t *testing.T) {
	const tables, rows = 10_000, 100
	dump := func(insert func(row func(table, n int))) func(w *bufio.Writer) {
		return func(w *bufio.Writer) {
			io.WriteString(w, "BEGIN;\n")
			for i := range tables {
				fmt.Fprintf(w, "CREATE TABLE t%d(id INTEGER PRIMARY KEY, a TEXT, n INT, at DATETIME);\n", i)
			}
			insert(func(table, n int) {
				fmt.Fprintf(w, "INSERT INTO t%d VALUES(%d,'some text of a usual length, it''s %[2]d',%[2]d.5,'2024-01-01T10:00:00Z');\n", table, n)
			})
			io.WriteString(w, "COMMIT;\n")
		}
	}
	_, schema := peakMemory(t, dump(func(func(table, n int)) {}))
	for _, c := range []struct {
		name   string
		insert func(row func(table, n int))
	}{
		{"one after the other", func(row func(table, n int)) {
			for i := range tables * rows {
				row(i/rows, i%rows)
			}
		}},
		{"by turns", func(row func(table, n int)) {
			for i := range tables * rows {
				row(i%tables, i/tables)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, peak := peakMemory(t, dump(c.insert))
			if out.rows != tables*rows {
				t.Errorf("%d lines of data, want %d", out.rows, tables*rows)
			}
			t.Logf("beside the schema %d KiB", peak-schema)
			if peak-schema > maxMemory {
				t.Errorf("peak memory %d KiB, %d with the schema alone: want %d more at most", peak, schema, maxMemory)
			}
		})
	}
}

// peakMemory streams a dump through the command and returns its peak memory in KiB.
func peakMemory(t *testing.T, dump func(w *bufio.Writer), args ...string) (out *lines, kib int64) {
	t.Helper()
	cmd := exec.Command(binary(t), args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	out = &lines{}
	cmd.Stdout, cmd.Stderr = out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	w := bufio.NewWriterSize(in, 1<<16)
	dump(w)
	for range 2 << 20 { // more than the pipe holds: what is before it is read
		w.WriteByte('\n')
	}
	w.Flush()
	before := highWater(cmd.Process.Pid)
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%.2000s", err, said.String())
	}
	// Linux begins Maxrss at the memory of this test process, which may be more.
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	t.Logf("peak memory %d KiB, before the end %d KiB, %v (user %v)", peak, before, time.Since(begun).Round(time.Millisecond), cmd.ProcessState.UserTime())
	if before < 1000 {
		t.Errorf("no peak memory is known: %d KiB", before)
	}
	return out, min(peak, before)
}

// highWater is the peak memory, in KiB, that Linux knows of a process.
func highWater(pid int) (kib int64) {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, after, _ := strings.Cut(string(status), "\nVmHWM:")
	fmt.Sscan(after, &kib)
	return kib
}

// columns declares n columns.
func columns(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, "c%d TEXT", i)
	}
	return b.String()
}

// lines counts the bytes and the lines of COPY data of a script, and keeps nothing of it.
type lines struct {
	bytes, rows int
	inCopy      bool
	begun       []byte // of the current line
}

func (l *lines) Write(p []byte) (int, error) {
	l.bytes += len(p)
	for rest := p; len(rest) > 0; {
		line, after, whole := bytes.Cut(rest, []byte("\n"))
		if room := 100 - len(l.begun); room > 0 {
			l.begun = append(l.begun, line[:min(room, len(line))]...)
		}
		if rest = after; !whole {
			break
		}
		switch {
		case l.inCopy && string(l.begun) == `\.`:
			l.inCopy = false
		case l.inCopy:
			l.rows++
		default:
			l.inCopy = bytes.HasPrefix(l.begun, []byte("COPY "))
		}
		l.begun = l.begun[:0]
	}
	return len(p), nil
}
