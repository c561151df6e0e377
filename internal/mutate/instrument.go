package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A mutant is one change of the code that tests should notice.
type mutant struct {
	id   int
	kind string
	pos  token.Position
	text string // the code that changes
}

func (m mutant) String() string {
	text, _, more := strings.Cut(m.text, "\n")
	if more {
		text += " ..."
	}
	return fmt.Sprintf("%4d %s:%d:%d: %s: %s", m.id, m.pos.Filename, m.pos.Line, m.pos.Column, m.kind, text)
}

// A pkg is a package with all its mutants in its files: calls of the functions in runtime.go.txt, which do as the code
// did but for the mutants that the environment names.
type pkg struct {
	name    string
	files   map[string][]byte // by path, but for the runtime
	mutants []mutant

	fset  *token.FileSet
	info  *types.Info
	edits []edit // of the file at work
}

// An edit inserts text at an offset, in place of the length bytes there. What stands around something else begins
// before it and ends behind it: order is that of the nodes, from the outside in.
type edit struct {
	offset, length int
	begins         bool
	order          int
	text           string
}

// instrument reads the package in a folder, with the types of what it imports.
func instrument(dir string) (*pkg, error) {
	exports := map[string]string{}
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", ".")
	list.Dir, list.Stderr = dir, os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		exports[path] = file
	}
	p := &pkg{files: map[string][]byte{}, fset: token.NewFileSet(), info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		if p.files[path], err = os.ReadFile(path); err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(p.fset, path, p.files[path], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files, p.name = append(files, f), f.Name.Name
	}
	conf := types.Config{Importer: importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	if _, err := conf.Check(dir, p.fset, files, p.info); err != nil {
		return nil, err
	}
	for _, f := range files {
		p.file(f)
	}
	return p, nil
}

// file puts the mutants into a file.
func (p *pkg) file(f *ast.File) {
	path := p.fset.File(f.Pos()).Name()
	p.edits = nil
	var around []ast.Node // the nodes that the one at work stands in
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		var parent ast.Node
		if len(around) > 0 {
			parent = around[len(around)-1]
		}
		if !p.node(f, n, parent) {
			return false
		}
		around = append(around, n)
		return true
	})
	slices.SortStableFunc(p.edits, func(a, b edit) int {
		switch {
		case a.offset != b.offset:
			return a.offset - b.offset
		case a.begins != b.begins && b.begins:
			return -1
		case a.begins != b.begins:
			return 1
		case a.begins:
			return a.order - b.order
		}
		return b.order - a.order
	})
	src, out, from := p.files[path], []byte(nil), 0
	for _, e := range p.edits {
		out = append(append(out, src[from:e.offset]...), e.text...)
		from = e.offset + e.length
	}
	p.files[path] = append(out, src[from:]...)
}

// node puts the mutants of a node into the file. It returns false where nothing inside may change.
func (p *pkg) node(f *ast.File, n, parent ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok == token.VAR
	case *ast.ArrayType, *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		return false
	case *ast.IfStmt:
		p.wrap(n.Cond, "condition", "mutNot(%d, ", ")")
	case *ast.ForStmt:
		if n.Cond != nil {
			p.wrap(n.Cond, "condition", "mutNot(%d, ", ")")
		}
	case *ast.SwitchStmt:
		if n.Tag == nil {
			for _, c := range n.Body.List {
				for _, x := range c.(*ast.CaseClause).List {
					p.wrap(x, "condition", "mutNot(%d, ", ")")
				}
			}
		}
	case *ast.KeyValueExpr:
		if lit, ok := parent.(*ast.CompositeLit); ok && p.constantKeys(lit) {
			ast.Inspect(n.Value, func(x ast.Node) bool { return x != nil && p.node(f, x, n) })
			return false
		}
	case *ast.ExprStmt, *ast.AssignStmt, *ast.IncDecStmt:
		p.statement(n.(ast.Stmt), parent)
	case ast.Expr:
		return p.expr(f, n)
	}
	return true
}

// constantKeys reports whether the keys of a literal must be constants, or are no expressions.
func (p *pkg) constantKeys(lit *ast.CompositeLit) bool {
	_, isMap := p.info.Types[lit].Type.Underlying().(*types.Map)
	return !isMap
}

// statement puts in the mutant that leaves a statement out.
func (p *pkg) statement(s ast.Stmt, parent ast.Node) {
	switch parent.(type) {
	case *ast.BlockStmt, *ast.CaseClause:
	default:
		return
	}
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			return
		}
	case *ast.ExprStmt:
		if call, ok := s.X.(*ast.CallExpr); ok {
			if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "panic" {
				return
			}
		}
	}
	p.wrap(s, "left out", "if !mutOn(%d) { ", " }")
}

func (p *pkg) expr(f *ast.File, x ast.Expr) bool {
	tv := p.info.Types[x]
	if tv.Value != nil && tv.Type != nil {
		p.constant(f, x, tv)
		return false
	}
	b, ok := x.(*ast.BinaryExpr)
	if !ok {
		return true
	}
	basic, _ := p.info.Types[b.X].Type.Underlying().(*types.Basic)
	number := basic != nil && basic.Info()&types.IsNumeric != 0
	switch b.Op {
	case token.LAND:
		p.wrap(b.X, "taken as true", "mutTrue(%d, ", ")")
		p.wrap(b.Y, "taken as true", "mutTrue(%d, ", ")")
	case token.LOR:
		p.wrap(b.X, "taken as false", "mutFalse(%d, ", ")")
		p.wrap(b.Y, "taken as false", "mutFalse(%d, ", ")")
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		p.operator(b, "boundary", map[token.Token]string{token.LSS: "mutLess", token.LEQ: "mutLessOrEqual", token.GTR: "mutGreater", token.GEQ: "mutGreaterOrEqual"}[b.Op])
	case token.ADD, token.SUB, token.MUL, token.QUO:
		if number {
			p.operator(b, "arithmetic", map[token.Token]string{token.ADD: "mutAdd", token.SUB: "mutSub", token.MUL: "mutMul", token.QUO: "mutDiv"}[b.Op])
		}
	}
	return true
}

// operator makes a call of an operator.
func (p *pkg) operator(b *ast.BinaryExpr, kind, call string) {
	p.wrap(b, kind, call+"(%d, ", ")")
	p.edits = append(p.edits, edit{offset: p.fset.Position(b.OpPos).Offset, length: len(b.Op.String()), text: ","})
}

// constant puts in a mutant of a number, a string, or true and false.
func (p *pkg) constant(f *ast.File, x ast.Expr, tv types.TypeAndValue) {
	ident, isIdent := x.(*ast.Ident)
	if isIdent && ident.Name != "true" && ident.Name != "false" || !isIdent && !literal(x) {
		return
	}
	call := map[constant.Kind]string{constant.Bool: "mutNot", constant.String: "mutString", constant.Int: "mutNumber", constant.Float: "mutNumber"}[tv.Value.Kind()]
	if call == "" || tv.Value.Kind() == constant.String && strings.Contains(constant.StringVal(tv.Value), "\n") {
		return
	}
	known := true
	name := types.TypeString(types.Default(tv.Type), func(other *types.Package) string {
		if other.Name() == p.name {
			return ""
		}
		known = known && slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool {
			return i.Name == nil && strings.Trim(i.Path.Value, `"`) == other.Path()
		})
		return other.Name()
	})
	if basic, ok := tv.Type.Underlying().(*types.Basic); known && ok && basic.Kind() != types.UntypedNil {
		p.wrap(x, "constant", call+"["+name+"](%d, ", ")")
	}
}

// literal reports whether an expression consists of literals.
func literal(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BasicLit:
		return true
	case *ast.UnaryExpr:
		return literal(x.X)
	case *ast.ParenExpr:
		return literal(x.X)
	case *ast.BinaryExpr:
		return literal(x.X) && literal(x.Y)
	}
	return false
}

// wrap puts a call around a node. before has %d for the mutant's number.
func (p *pkg) wrap(n ast.Node, kind, before, after string) {
	from, to := p.fset.Position(n.Pos()), p.fset.Position(n.End())
	m := mutant{id: len(p.mutants), kind: kind, pos: from, text: string(p.files[from.Filename][from.Offset:to.Offset])}
	p.mutants = append(p.mutants, m)
	p.edits = append(p.edits, edit{offset: from.Offset, begins: true, order: m.id, text: fmt.Sprintf(before, m.id)},
		edit{offset: to.Offset, order: m.id, text: after})
}
