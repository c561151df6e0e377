package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
)

// mixed is a database as applications have them: keys, references, amounts,
// measurements, short and long texts, dates, booleans, JSON, blobs, indexes.
const mixed = `
CREATE TABLE customer(
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	email VARCHAR(120) NOT NULL,
	name TEXT NOT NULL,
	city TEXT,
	active BOOLEAN NOT NULL DEFAULT 1,
	rating REAL,
	settings JSON,
	created_at DATETIME NOT NULL
);
CREATE TABLE orders(
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	customer_id INTEGER NOT NULL REFERENCES customer(id),
	total NUMERIC(10,2) NOT NULL,
	weight REAL,
	status VARCHAR(20) NOT NULL,
	paid BOOLEAN NOT NULL,
	day DATE NOT NULL,
	placed_at DATETIME NOT NULL,
	note TEXT
);
CREATE TABLE article(
	id INTEGER PRIMARY KEY,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	meta JSON,
	published DATE
);
CREATE TABLE attachment(
	id INTEGER PRIMARY KEY,
	article_id INTEGER NOT NULL REFERENCES article(id),
	name TEXT NOT NULL,
	size INTEGER NOT NULL,
	data BLOB
);
CREATE TABLE event(
	id INTEGER PRIMARY KEY,
	order_id INTEGER REFERENCES orders(id),
	at INTEGER NOT NULL,
	kind TEXT NOT NULL,
	value REAL
);
CREATE UNIQUE INDEX customer_email ON customer(email);
CREATE INDEX orders_customer ON orders(customer_id);
CREATE INDEX orders_day ON orders(day, status);
CREATE INDEX attachment_article ON attachment(article_id);
CREATE INDEX event_order ON event(order_id, at);
`

var words = strings.Fields(`lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut
	labore et dolore magna aliqua it''s café größe naïve don''t "quoted" under_score a\b 100% so-called x y z`)

// source writes random values, the same ones for the same seed.
type source struct {
	*rand.Rand
	w *bufio.Writer
}

func (s *source) pick(list ...string) string { return list[s.IntN(len(list))] }

// text writes n words; a long text has lines.
func (s *source) text(n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i == 0:
		case i%12 == 0 && n > 30 && n%3 == 0:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(words[s.IntN(len(words))])
	}
	return b.String()
}

func (s *source) day() string {
	return fmt.Sprintf("20%02d-%02d-%02d", 10+s.IntN(15), 1+s.IntN(12), 1+s.IntN(28))
}

func (s *source) timestamp() string {
	return fmt.Sprintf("%s %02d:%02d:%02d", s.day(), s.IntN(24), s.IntN(60), s.IntN(60))
}

func (s *source) blob(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(s.Uint32())
	}
	return fmt.Sprintf("x'%x'", b)
}

// maybe is the value, or NULL in one of ten.
func (s *source) maybe(value string) string {
	if s.IntN(10) == 0 {
		return "NULL"
	}
	return value
}

// rows writes n rows by INSERTs of a hundred.
func (s *source) rows(table string, n int, row func(i int) string) {
	for i := 1; i <= n; i++ {
		sep := ","
		if i%100 == 1 {
			fmt.Fprintf(s.w, "INSERT INTO %s VALUES", table)
		}
		if i%100 == 0 || i == n {
			sep = ";\n"
		}
		s.w.WriteString("(" + row(i) + ")" + sep)
	}
}

// fill writes the rows of the mixed database: about size bytes of dump, a fifth
// for each table.
func (s *source) fill(size int) {
	customers, orders, articles, attachments, events := size/5/210, size/5/185, size/5/1100, size/5/1350, size/5/88
	s.rows("customer", customers, func(i int) string {
		return fmt.Sprintf("%d,'user%d@example.%s','%s',%s,%d,%s,%s,'%s'", i, i, s.pick("com", "org", "net"), s.text(2),
			s.maybe("'"+s.text(1)+"'"), s.IntN(2), s.maybe(fmt.Sprint(s.Float64()*5)),
			s.maybe(fmt.Sprintf(`'{"theme": "%s", "page": %d, "tags": ["a", "b%d"], "beta": %t}'`, s.pick("dark", "light"), s.IntN(99), s.IntN(9), s.IntN(2) == 0)), s.timestamp())
	})
	s.rows("orders", orders, func(i int) string {
		return fmt.Sprintf("%d,%d,%d.%02d,%s,'%s',%d,'%s','%s',%s", i, 1+s.IntN(customers), s.IntN(10000), s.IntN(100),
			s.maybe(fmt.Sprintf("%.3f", s.Float64()*80)), s.pick("new", "paid", "sent", "cancelled"), s.IntN(2), s.day(), s.timestamp(), s.maybe("'"+s.text(8)+"'"))
	})
	s.rows("article", articles, func(i int) string {
		return fmt.Sprintf("%d,'%s','%s',%s,%s", i, s.text(6), s.text(20+s.IntN(280)),
			s.maybe(fmt.Sprintf(`'{"author": {"name": "%s", "id": %d}, "score": %.4f, "links": [1, 2, 3]}'`, s.pick("Ann", "Béla", "Cy"), s.IntN(1000), s.Float64())), s.maybe("'"+s.day()+"'"))
	})
	s.rows("attachment", attachments, func(i int) string {
		n := 100 + s.IntN(1100)
		return fmt.Sprintf("%d,%d,'file-%d.%s',%d,%s", i, 1+s.IntN(articles), i, s.pick("png", "pdf", "txt"), n, s.blob(n))
	})
	s.rows("event", events, func(i int) string {
		return fmt.Sprintf("%d,%d,%d,'%s',%s", i, 1+s.IntN(orders), 1500000000+s.IntN(200000000), s.pick("view", "click", "pay", "return"), s.maybe(fmt.Sprint(s.NormFloat64())))
	})
}

// makeDatabase makes a SQLite file whose dump has about size bytes.
func makeDatabase(path string, size int) error {
	os.Remove(path)
	cmd := exec.Command("sqlite3", "-batch", path)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	s := &source{rand.New(rand.NewPCG(1, uint64(size))), bufio.NewWriterSize(in, 1<<20)}
	io.WriteString(s.w, "PRAGMA journal_mode=OFF;\nPRAGMA synchronous=OFF;\nBEGIN;\n"+mixed)
	s.fill(size)
	io.WriteString(s.w, "COMMIT;\n")
	if err := s.w.Flush(); err != nil {
		return err
	}
	in.Close()
	return cmd.Wait()
}
