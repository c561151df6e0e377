package parser

import (
	"strings"

	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// stepsNode is trigger_cmd_list: one or more statements, each with a semicolon.
type stepsNode struct{ list []ast.Step }

// Parse implements participle.Parseable.
func (s *stepsNode) Parse(lex *plexer.PeekingLexer) error {
	p := &exprParser{lex: lex}
	for {
		step, err := p.step()
		if err != nil {
			return err
		}
		if err := p.must(";"); err != nil {
			return err
		}
		if s.list = append(s.list, step); isWord(lex.Peek(), "END") {
			return nil
		}
	}
}

// argsNode is vtabarglist, the arguments of a virtual table's module up to the
// closing parenthesis. Any tokens are an argument; commas in parentheses do
// not end it.
type argsNode struct{ list []string }

// Parse implements participle.Parseable.
func (a *argsNode) Parse(lex *plexer.PeekingLexer) error {
	start, end := -1, 0 // of the argument
	for depth := 0; ; lex.Next() {
		t := lex.Peek()
		if t.EOF() {
			return unexpected(t, `")"`)
		}
		if depth == 0 && t.Type == tokPunct && (t.Value == "," || t.Value == ")") {
			if start >= 0 {
				a.list = append(a.list, source(t.Pos)[start:end])
			}
			if start = -1; t.Value == ")" {
				return nil
			}
			continue
		}
		if t.Type == tokPunct && t.Value == "(" {
			depth++
		} else if t.Type == tokPunct && t.Value == ")" {
			depth--
		}
		if start < 0 {
			start = t.Pos.Offset
		}
		end = t.Pos.Offset + len(t.Value)
	}
}

func createView(h ast.Head, w *words) (ast.Statement, error) {
	n, err := viewGrammar.parse(w)
	if err != nil {
		return nil, err
	}
	return &ast.CreateView{Head: h, Temp: n.Temp, IfNotExists: n.IfNotExists, Name: n.Name.name(),
		Columns: names(n.Columns), Select: n.Select.Select}, nil
}

func createTrigger(h ast.Head, w *words) (ast.Statement, error) {
	n, err := triggerGrammar.parse(w)
	if err != nil {
		return nil, err
	}
	t := &ast.CreateTrigger{Head: h, Temp: n.Temp, IfNotExists: n.IfNotExists, Name: n.Name.name(), Table: n.Table.name(),
		Timing: strings.ToUpper(strings.Join(n.Timing, " ")), Event: n.Event, Of: names(n.Of), ForEachRow: n.ForEachRow, Steps: n.Steps.list}
	if t.Timing == "" {
		t.Timing = "BEFORE"
	}
	if n.When != nil {
		t.When = n.When.Expr
	}
	return t, nil
}

func createVirtual(h ast.Head, w *words) (ast.Statement, error) {
	n, err := virtualGrammar.parse(w)
	if err != nil {
		return nil, err
	}
	return &ast.CreateVirtualTable{Head: h, IfNotExists: n.IfNotExists, Name: n.Name.name(), Module: string(n.Module.Text), Args: n.Args.list}, nil
}
