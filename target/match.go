package target

import (
	"cmp"
	"slices"
	"strings"
)

// Source is a table of SQLite that looks for its counterpart.
type Source struct {
	Name    string
	Columns []SourceColumn
	// Virtual is set for a full-text or R-tree table: what it searches may be kept
	// otherwise in PostgreSQL.
	Virtual bool
}

// SourceColumn is a column of SQLite.
type SourceColumn struct {
	Name string
	// Generated is set when the dump has no values of it, Excluded when the user leaves
	// it out.
	Generated, Excluded bool
}

// Rule says how a name was found.
type Rule uint8

// The rules, in the order in which they are tried: the first that finds a name
// decides. Each is tried for all columns of a table before the next one is.
const (
	NoRule   Rule = iota
	Mapped        // --map
	Exact         // as it is
	Folded        // without case
	Snake         // in snake_case
	Prefixed      // with the prefix that all tables of the target have
)

func (r Rule) String() string {
	return [...]string{"", "--map", "exact", "without case", "in snake_case", "with the tables' prefix"}[r]
}

// alike are the rules that compare two names.
var alike = []struct {
	rule Rule
	like func(lite, pg string) bool
}{
	{Exact, func(lite, pg string) bool { return lite == pg }},
	{Folded, strings.EqualFold},
	{Snake, func(lite, pg string) bool { return snake(lite) == snake(pg) }},
}

// Options are the user's word on names.
type Options struct {
	// Map maps a SQLite table to a target table (schema.table, or table), and
	// table.column to the name of a target column.
	Map []Mapping
	// Set gives target columns that SQLite lacks a value.
	Set []Setting
}

// Mapping is one --map SQLITE=PG.
type Mapping struct {
	SQLite, PG string
	used       bool
}

// Setting is one --set TABLE.COLUMN=VALUE; the table is SQLite's or the target's.
type Setting struct {
	Column, Value string
	used          bool
}

// Pairing is what becomes of one SQLite table.
type Pairing struct {
	Source Source
	// Table is the counterpart, nil if there is none.
	Table *Table
	Rule  Rule
	// LeftOut says why the table is left out although nothing is wrong, or is empty.
	LeftOut LeftOut
	// Columns are the pairs that are loaded, in SQLite's order.
	Columns []Pair
	// Alone are the SQLite columns that have no counterpart, by their index. It is
	// an error if they hold anything.
	Alone []int
	// Computed are the SQLite columns whose counterpart PostgreSQL computes itself.
	Computed []int
	// Filled are the target's columns that get their DEFAULT, an identity's next
	// number, or NULL.
	Filled []*Column
	// Set are the target's columns that get one value in every row.
	Set []SetColumn
	// Missing are the target's columns that must not be NULL and that nothing
	// fills. It is an error if the table has rows.
	Missing []*Column

	problems []Problem // that do not ask for rows
	perhaps  []*Table  // that have one where it has many: only the user can say
	taken    map[*Table]string
}

// LeftOut is why a table is passed over.
type LeftOut uint8

// The reasons.
const (
	NotLeftOut LeftOut = iota
	OtherKind          // a virtual table that the target keeps otherwise
)

// Pair is a SQLite column with its counterpart.
type Pair struct {
	Index  int // of the SQLite column
	Column *Column
	Rule   Rule
}

// SetColumn is a column with its value.
type SetColumn struct {
	Column *Column
	Value  string
}

// Matcher finds the counterparts of SQLite's tables, one after another as a dump
// has them.
type Matcher struct {
	catalog *Catalog
	opts    Options
	targets []*Table // that can be loaded
	taken   map[*Table]string
	prefix  string // that all tables of the target have
}

// NewMatcher returns a matcher of a catalog.
func NewMatcher(c *Catalog, opts Options) *Matcher {
	m := &Matcher{catalog: c, opts: opts, taken: map[*Table]string{}}
	var names []string
	for _, t := range c.Tables {
		if t.Target() {
			m.targets = append(m.targets, t)
			if (History{}).Tool(t) == "" {
				names = append(names, t.Name.Name)
			}
		}
	}
	m.prefix = commonPrefix(names)
	return m
}

// commonPrefix is what all names begin with, up to an underscore; of one name
// nothing.
func commonPrefix(names []string) string {
	if len(names) < 2 {
		return ""
	}
	prefix := names[0]
	for _, n := range names[1:] {
		for !strings.HasPrefix(n, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	prefix = prefix[:strings.LastIndexByte(prefix, '_')+1]
	if slices.Contains(names, prefix) {
		return "" // nothing would be left of a name
	}
	return prefix
}

// Match finds the counterpart of a table and of its columns. What is wrong is kept
// in the pairing: see Problems.
func (m *Matcher) Match(s Source) *Pairing {
	p := &Pairing{Source: s}
	m.table(p)
	if p.Table == nil {
		if s.Virtual && len(p.problems) == 0 {
			p.LeftOut = OtherKind
		}
		return p
	}
	m.columns(p)
	if s.Virtual && (len(p.Alone) > 0 || len(p.Missing) > 0 || len(p.Columns) == 0) {
		*p = Pairing{Source: s, LeftOut: OtherKind}
		return p
	}
	if other, ok := m.taken[p.Table]; ok {
		p.problem(Problem{Kind: TwoSources, Names: []string{other, s.Name}, Flags: []string{flagExcludeTable(other), flagMap(other, "…"), flagExcludeTable(s.Name), flagMap(s.Name, "…")}})
	}
	m.taken[p.Table] = s.Name
	return p
}

// table finds the table. In each rule the default schema stands above the others,
// as it does in the search_path.
func (m *Matcher) table(p *Pairing) {
	name := p.Source.Name
	for i := range m.opts.Map {
		if entry := &m.opts.Map[i]; strings.EqualFold(entry.SQLite, name) {
			entry.used = true
			p.Rule = Mapped
			m.choose(p, m.named(entry.PG), func(c []*Table) Problem {
				if len(c) == 0 {
					return Problem{Kind: NoMapTarget, Names: []string{entry.PG}, Candidates: m.similar(entry.PG)}
				}
				return Problem{Kind: Ambiguous, Candidates: labels(c), Flags: mapFlags(name, labels(c))}
			})
			return
		}
	}
	for _, a := range alike {
		if m.try(p, a.rule, func(t *Table) bool { return a.like(name, t.Name.Name) }) {
			return
		}
	}
	for _, a := range alike {
		if m.prefix != "" && m.try(p, Prefixed, func(t *Table) bool { return a.like(m.prefix+name, t.Name.Name) }) {
			return
		}
	}
	for _, t := range m.targets {
		if many(snake(name), snake(t.Name.Name)) || many(snake(m.prefix+name), snake(t.Name.Name)) {
			p.perhaps, p.taken = append(p.perhaps, t), m.taken
		}
	}
	for _, t := range m.catalog.Tables {
		if !t.Target() && (strings.EqualFold(t.Name.Name, name) || snake(t.Name.Name) == snake(name)) {
			p.problem(Problem{Kind: NotLoadable, Names: []string{t.Name.Label(), t.Kind.String()}, Flags: []string{flagExcludeTable(name), flagMap(name, "…")}})
			return
		}
	}
}

// try looks for the tables that are like the name, and reports whether there are
// any. One that has its counterpart already is none, unless it is the only one.
func (m *Matcher) try(p *Pairing, rule Rule, like func(*Table) bool) bool {
	var found, free []*Table
	for _, t := range m.targets {
		if like(t) {
			found = append(found, t)
			if _, taken := m.taken[t]; !taken {
				free = append(free, t)
			}
		}
	}
	if len(free) > 0 {
		found = free
	}
	if len(found) == 0 || len(free) == 0 && rule != Exact && rule != Folded {
		return false
	}
	p.Rule = rule
	m.choose(p, found, func(c []*Table) Problem {
		return Problem{Kind: Ambiguous, Candidates: labels(c), Flags: mapFlags(p.Source.Name, labels(c))}
	})
	return true
}

// choose takes the only candidate, or the only one in the default schema.
func (m *Matcher) choose(p *Pairing, found []*Table, otherwise func([]*Table) Problem) {
	if len(found) > 1 {
		if own := slices.DeleteFunc(slices.Clone(found), func(t *Table) bool { return t.Schema != DefaultSchema }); len(own) == 1 {
			found = own
		}
	}
	if len(found) != 1 {
		p.problem(otherwise(found))
		return
	}
	t := found[0]
	if t.Err != nil {
		p.problem(Problem{Kind: Unreadable, Names: []string{t.Err.Error()}, Flags: []string{flagExcludeTable(p.Source.Name)}})
		return
	}
	p.Table = t
}

// named are the tables that --map may mean: schema.table, or table.
func (m *Matcher) named(name string) []*Table {
	var found []*Table
	for _, t := range m.targets {
		if name == t.Schema+"."+t.Name.Name || name == t.Name.String() || name == t.Name.Name {
			found = append(found, t)
		}
	}
	return found
}

// similar are the tables whose names differ from one in case or schema only.
func (m *Matcher) similar(name string) []string {
	_, bare, ok := strings.Cut(name, ".")
	if !ok {
		bare = name
	}
	var found []*Table
	for _, t := range m.targets {
		if strings.EqualFold(t.Name.Name, bare) || snake(t.Name.Name) == snake(bare) {
			found = append(found, t)
		}
	}
	return labels(found)
}

func labels(tables []*Table) []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Name.Label()
		if t.Schema == DefaultSchema && len(tables) > 1 {
			names[i] = t.Schema + "." + t.Name.Name
		}
	}
	return names
}

// columns finds the columns, and what fills those that SQLite lacks.
func (m *Matcher) columns(p *Pairing) {
	s, t := &p.Source, p.Table
	pairs := make([]Pair, len(s.Columns)) // by SQLite's index; Column is nil where none is found
	taken := map[*Column]int{}
	pair := func(i int, c *Column, rule Rule) {
		pairs[i] = Pair{i, c, rule}
		taken[c] = i
	}
	excluded := make([]bool, len(s.Columns))
	for i, c := range s.Columns {
		if pg, ok := m.mapped(s.Name, c.Name); ok {
			column := t.Column(pg)
			if column == nil {
				p.problem(Problem{Kind: NoMapColumn, Column: c.Name, Names: []string{pg, t.Name.Label()}})
				excluded[i] = true // it is named once
				continue
			}
			if other, ok := taken[column]; ok {
				p.problem(Problem{Kind: TwoColumns, Names: []string{s.Columns[other].Name, c.Name, column.Name}})
				continue
			}
			pair(i, column, Mapped)
			continue
		}
		excluded[i] = c.Excluded
	}
	for _, a := range alike {
		found := make([][]*Column, len(s.Columns))
		wanted := map[*Column][]int{}
		for i, c := range s.Columns {
			if pairs[i].Column != nil || excluded[i] {
				continue
			}
			for _, column := range t.Columns {
				if _, ok := taken[column]; !ok && a.like(c.Name, column.Name) {
					found[i] = append(found[i], column)
					wanted[column] = append(wanted[column], i)
				}
			}
		}
		for i, candidates := range found {
			name := s.Columns[i].Name
			switch {
			case len(candidates) == 0:
			case len(candidates) > 1:
				var names []string
				for _, c := range candidates {
					names = append(names, c.Name)
				}
				p.problem(Problem{Kind: AmbiguousColumn, Column: name, Candidates: names, Flags: mapFlags(s.Name+"."+name, names)})
				excluded[i] = true
			case len(wanted[candidates[0]]) > 1:
				if first := wanted[candidates[0]][0]; first != i {
					other := s.Columns[first].Name
					p.problem(Problem{Kind: TwoColumns, Names: []string{other, name, candidates[0].Name},
						Flags: []string{flagExcludeColumn(s.Name, other), flagExcludeColumn(s.Name, name)}})
				}
				excluded[i] = true
				taken[candidates[0]] = i
			default:
				pair(i, candidates[0], a.rule)
			}
		}
	}
	for i, c := range s.Columns {
		column := pairs[i].Column
		switch {
		case column == nil && !excluded[i] && !c.Generated:
			p.Alone = append(p.Alone, i)
		case column == nil:
		case column.Generated != NotGenerated:
			p.Computed = append(p.Computed, i)
		case c.Generated: // the dump has no values: as if SQLite lacked it
			delete(taken, column)
		default:
			p.Columns = append(p.Columns, pairs[i])
		}
	}
	for _, c := range t.Columns {
		if _, ok := taken[c]; ok || c.Generated != NotGenerated {
			continue
		}
		value, set := m.set(s.Name, t, c)
		switch {
		case set:
			p.Set = append(p.Set, SetColumn{c, value})
		case c.NotNull && !c.Filled():
			p.Missing = append(p.Missing, c)
		default:
			p.Filled = append(p.Filled, c)
		}
	}
}

// mapped returns what --map says of a column.
func (m *Matcher) mapped(table, column string) (string, bool) {
	for i := range m.opts.Map {
		if entry := &m.opts.Map[i]; strings.EqualFold(entry.SQLite, table+"."+column) {
			entry.used = true
			return entry.PG, true
		}
	}
	return "", false
}

// set returns what --set says of a column.
func (m *Matcher) set(lite string, t *Table, c *Column) (string, bool) {
	for i := range m.opts.Set {
		entry := &m.opts.Set[i]
		for _, table := range []string{lite, t.Name.Label(), t.Schema + "." + t.Name.Name} {
			if strings.EqualFold(entry.Column, table+"."+c.Name) {
				entry.used = true
				return entry.Value, true
			}
		}
	}
	return "", false
}

// Unused are the flags that named nothing: a mistake in a name, mostly.
func (m *Matcher) Unused() []string {
	var unused []string
	for _, e := range m.opts.Map {
		if !e.used {
			unused = append(unused, flagMap(e.SQLite, e.PG))
		}
	}
	for _, e := range m.opts.Set {
		if !e.used {
			unused = append(unused, "--set "+QuoteFlag(e.Column+"="+e.Value))
		}
	}
	return unused
}

// Untouched are the target's tables that no table of SQLite is the counterpart of.
func (m *Matcher) Untouched() []*Table {
	return slices.DeleteFunc(slices.Clone(m.targets), func(t *Table) bool { _, ok := m.taken[t]; return ok })
}

func (p *Pairing) problem(problem Problem) {
	problem.Table = p.Source.Name
	p.problems = append(p.problems, problem)
}

// Problems are what is wrong with a table, given whether it has rows, and whether a
// column of SQLite holds anything but NULL.
func (p *Pairing) Problems(rows bool, holds func(index int) bool) []Problem {
	if p.LeftOut != NotLeftOut {
		return nil
	}
	problems := slices.Clone(p.problems)
	add := func(problem Problem) {
		problem.Table = p.Source.Name
		problems = append(problems, problem)
	}
	if !rows {
		return problems
	}
	if p.Table == nil && len(problems) == 0 {
		var free []*Table
		for _, t := range p.perhaps {
			if _, taken := p.taken[t]; !taken {
				free = append(free, t)
			}
		}
		if len(free) > 0 {
			add(Problem{Kind: NoTable, Flags: append(mapFlags(p.Source.Name, labels(free)), flagExcludeTable(p.Source.Name))})
		} else {
			add(Problem{Kind: NoTable, Flags: []string{flagExcludeTable(p.Source.Name), flagMap(p.Source.Name, "…")}})
		}
	}
	for _, i := range p.Alone {
		if name := p.Source.Columns[i].Name; holds(i) {
			add(Problem{Kind: NoColumn, Column: name, Names: []string{p.Table.Name.Label()},
				Flags: []string{flagExcludeColumn(p.Source.Name, name), flagMap(p.Source.Name+"."+name, "…")}})
		}
	}
	for _, c := range p.Missing {
		add(Problem{Kind: NoValue, Names: []string{p.Table.Name.Label(), c.Name, c.Type.String()},
			Flags: []string{"--set " + QuoteFlag(p.Source.Name+"."+c.Name+"=…")}})
	}
	return problems
}

// compare orders problems: by table, then by what they are, then by column.
func compare(a, b Problem) int {
	return cmp.Or(strings.Compare(a.Table, b.Table), cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Column, b.Column),
		slices.Compare(a.Names, b.Names))
}
