package parser

import (
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// step reads a statement of a trigger's body.
func (p *exprParser) step() (ast.Step, error) {
	with, err := p.with()
	if err != nil {
		return nil, err
	}
	switch {
	case p.keyword("INSERT"):
		or, err := p.orWord()
		if err != nil {
			return nil, err
		}
		return p.insert(&ast.InsertStep{With: with, Or: or})
	case p.word("REPLACE"):
		return p.insert(&ast.InsertStep{With: with, Or: "REPLACE"})
	case p.keyword("UPDATE"):
		return p.update(&ast.UpdateStep{With: with})
	case p.keyword("DELETE"):
		return p.delete(&ast.DeleteStep{With: with})
	case p.queryAhead():
		return p.compound(with)
	}
	return nil, unexpected(p.lex.Peek(), "SELECT, INSERT, UPDATE or DELETE")
}

// orWord reads OR word (https://sqlite.org/lang_conflict.html); "" for none.
func (p *exprParser) orWord() (string, error) {
	if !p.keyword("OR") {
		return "", nil
	}
	return p.oneOf("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE")
}

// target reads the table that a step changes.
func (p *exprParser) target() (ast.Table, error) {
	t, err := p.qualified()
	if err == nil && p.keyword("AS") {
		var n ast.Name
		n, err = p.name()
		t.Alias = n.Text
	}
	return t, err
}

// insert reads what follows INSERT [OR word].
func (p *exprParser) insert(s *ast.InsertStep) (ast.Step, error) {
	err := p.must("INTO")
	if err == nil {
		s.Table, err = p.target()
	}
	if err == nil {
		s.Columns, err = p.columnList()
	}
	switch {
	case err != nil:
		return nil, err
	case p.keyword("DEFAULT"):
		err = p.must("VALUES")
	default:
		s.Select, err = p.query()
	}
	for err == nil && p.keyword("ON") {
		var u ast.Upsert
		u, err = p.upsert()
		s.Upserts = append(s.Upserts, u)
	}
	if err == nil {
		s.Returning, err = p.returning()
	}
	return s, err
}

// upsert reads what follows ON.
func (p *exprParser) upsert() (u ast.Upsert, err error) {
	if err = p.must("CONFLICT"); err != nil {
		return u, err
	}
	if p.punct("(") {
		terms, err := p.orderTerms()
		if err != nil {
			return u, err
		}
		for _, t := range terms {
			u.Target = append(u.Target, indexed(t.Expr, t.Desc))
		}
		if err := p.must(")"); err != nil {
			return u, err
		}
		if u.TargetWhere, err = p.clause("WHERE"); err != nil {
			return u, err
		}
	}
	if err = p.must("DO"); err != nil || p.keyword("NOTHING") {
		return u, err
	}
	if err = p.must("UPDATE"); err == nil {
		u.Set, err = p.assignments()
	}
	if err == nil {
		u.Where, err = p.clause("WHERE")
	}
	return u, err
}

// assignments reads SET and what follows it.
func (p *exprParser) assignments() ([]ast.Assignment, error) {
	if err := p.must("SET"); err != nil {
		return nil, err
	}
	var out []ast.Assignment
	for {
		columns, err := p.columnList()
		if columns == nil && err == nil {
			var n ast.Name
			n, err = p.name()
			columns = []ast.Name{n}
		}
		if err == nil {
			err = p.must("=")
		}
		if err != nil {
			return nil, err
		}
		x, err := p.expr(1)
		if err != nil {
			return nil, err
		}
		out = append(out, ast.Assignment{Columns: columns, Expr: x})
		if !p.punct(",") {
			return out, nil
		}
	}
}

func (p *exprParser) returning() ([]ast.ResultColumn, error) {
	if !p.keyword("RETURNING") {
		return nil, nil
	}
	return p.resultColumns()
}

// update reads what follows UPDATE.
func (p *exprParser) update(s *ast.UpdateStep) (ast.Step, error) {
	var err error
	if s.Or, err = p.orWord(); err != nil {
		return nil, err
	}
	if s.Table, err = p.target(); err != nil {
		return nil, err
	}
	if err = p.indexedBy(); err != nil {
		return nil, err
	}
	if s.Set, err = p.assignments(); err != nil {
		return nil, err
	}
	if p.keyword("FROM") {
		if s.From, err = p.from(); err != nil {
			return nil, err
		}
	}
	s.Rows, err = p.rows()
	return s, err
}

// delete reads what follows DELETE.
func (p *exprParser) delete(s *ast.DeleteStep) (ast.Step, error) {
	err := p.must("FROM")
	if err != nil {
		return nil, err
	}
	if s.Table, err = p.target(); err != nil {
		return nil, err
	}
	if err = p.indexedBy(); err != nil {
		return nil, err
	}
	s.Rows, err = p.rows()
	return s, err
}

func (p *exprParser) rows() (r ast.Rows, err error) {
	if r.Where, err = p.clause("WHERE"); err != nil {
		return r, err
	}
	if r.Returning, err = p.returning(); err != nil {
		return r, err
	}
	if r.OrderBy, err = p.orderBy(); err != nil {
		return r, err
	}
	r.Limit, r.Offset, err = p.limit()
	return r, err
}
