package parser

import (
	"sync"

	"github.com/alecthomas/participle/v2"
	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// The grammar of schema statements, after SQLite's parse.y (the rule's name
// stands beside each production). create.go turns it into package ast.

// name: nm ::= ID | STRING | quoted.
type nameNode struct {
	Pos  plexer.Position
	Text ident `parser:"@(Word | Quoted | String)"`
}

type ident string

func (i *ident) Capture(values []string) error {
	*i = ident(lexer.Unquote([]byte(values[0])))
	return nil
}

// dotted: nm dbnm.
type dottedNode struct {
	First  nameNode  `parser:"@@"`
	Second *nameNode `parser:"( '.' @@ )?"`
}

// createTableNode: create_table create_table_args.
type createTableNode struct {
	Temp        bool         `parser:"'CREATE' @('TEMP':Word | 'TEMPORARY':Word)? 'TABLE'"`
	IfNotExists bool         `parser:"@( 'IF':Word 'NOT' 'EXISTS' )?"`
	Name        dottedNode   `parser:"@@"`
	As          bool         `parser:"( @'AS'"`
	Items       []*tableItem `parser:"| '(' @@ ( ','? @@ )* ')' )"`
	Options     []*option    `parser:"( @@ ( ',' @@ )* )?"`
}

// option: table_option.
type option struct {
	Without bool     `parser:"@'WITHOUT':Word?"`
	Name    nameNode `parser:"@@"`
}

// tableItem: columnname carglist | tcons. Only table constraints, which follow
// the columns, may do without commas; create.go sees to it.
type tableItem struct {
	Pos        plexer.Position
	Constraint *tableConstraint `parser:"@@"`
	Column     *columnNode      `parser:"| @@"`
}

type columnNode struct {
	Name        nameNode            `parser:"@@"`
	Type        typeNode            `parser:"@@"`
	Constraints []*columnConstraint `parser:"( (?! ',' | ')' ) @@ )*"` // the test saves trying them all
}

// columnConstraint: ccons. CONSTRAINT nm stands by itself and names the next
// one, as in parse.y.
type columnConstraint struct {
	Pos        plexer.Position
	Name       *nameNode       `parser:"'CONSTRAINT' @@"`
	Default    *defaultNode    `parser:"| 'DEFAULT' @@"`
	Null       *conflict       `parser:"| 'NULL' @@"`
	NotNull    *conflict       `parser:"| 'NOT' 'NULL' @@"`
	Primary    *primaryNode    `parser:"| 'PRIMARY' 'KEY':Word @@"`
	Unique     *conflict       `parser:"| 'UNIQUE' @@"`
	Check      *exprNode       `parser:"| 'CHECK' '(' @@ ')'"`
	References *referencesNode `parser:"| @@"`
	Defer      *deferNode      `parser:"| @@"`
	Collate    *nameNode       `parser:"| 'COLLATE' @@"`
	Generated  *generatedNode  `parser:"| ( 'GENERATED':Word 'ALWAYS':Word )? 'AS' @@"`
}

// conflict: onconf.
type conflict struct {
	Action string `parser:"( 'ON' 'CONFLICT':Word @( 'ROLLBACK':Word | 'ABORT':Word | 'FAIL':Word | 'IGNORE':Word | 'REPLACE':Word ) )?"`
}

type primaryNode struct {
	Order         string   `parser:"@( 'ASC':Word | 'DESC':Word )?"`
	Conflict      conflict `parser:"@@"`
	Autoincrement bool     `parser:"@'AUTOINCREMENT'?"`
}

type generatedNode struct {
	Expr exprNode  `parser:"'(' @@ ')'"`
	Kind *nameNode `parser:"@@?"`
}

// referencesNode: REFERENCES nm eidlist_opt refargs.
type referencesNode struct {
	Table   nameNode   `parser:"'REFERENCES' @@"`
	Columns []nameNode `parser:"( '(' @@ ( ',' @@ )* ')' )?"`
	Args    []*refArg  `parser:"@@*"`
}

type refArg struct {
	Match  *nameNode `parser:"'MATCH':Word @@"`
	Event  string    `parser:"| 'ON' ( @'DELETE' | @'UPDATE' | @'INSERT' )"`
	Action []string  `parser:"( @'SET' ( @'NULL' | @'DEFAULT' ) | @'CASCADE':Word | @'RESTRICT':Word | @'NO':Word @'ACTION':Word )"`
}

// deferNode: defer_subclause.
type deferNode struct {
	Not     bool   `parser:"@'NOT'? 'DEFERRABLE'"`
	Initial string `parser:"( 'INITIALLY':Word @( 'DEFERRED':Word | 'IMMEDIATE':Word ) )?"`
}

// tableConstraint: tcons.
type tableConstraint struct {
	Pos     plexer.Position
	Name    *nameNode    `parser:"'CONSTRAINT' @@"`
	Primary *keyNode     `parser:"| 'PRIMARY' 'KEY':Word @@"`
	Unique  *keyNode     `parser:"| 'UNIQUE' @@"`
	Check   *checkNode   `parser:"| 'CHECK' @@"`
	Foreign *foreignNode `parser:"| 'FOREIGN' 'KEY':Word @@"`
}

type keyNode struct {
	Columns       []*sortNode `parser:"'(' @@ ( ',' @@ )*"`
	Autoincrement bool        `parser:"@'AUTOINCREMENT'? ')'"`
	Conflict      conflict    `parser:"@@"`
}

type checkNode struct {
	Expr     exprNode `parser:"'(' @@ ')'"`
	Conflict conflict `parser:"@@"`
}

type foreignNode struct {
	Columns    []nameNode     `parser:"'(' @@ ( ',' @@ )* ')'"`
	References referencesNode `parser:"@@"`
	Defer      *deferNode     `parser:"@@?"`
}

// sortNode: expr sortorder nulls.
type sortNode struct {
	Expr  exprNode `parser:"@@"`
	Order string   `parser:"@( 'ASC':Word | 'DESC':Word )?"`
	Nulls string   `parser:"( 'NULLS':Word @( 'FIRST':Word | 'LAST':Word ) )?"`
}

// createIndexNode: CREATE uniqueflag INDEX ifnotexists nm dbnm ON nm LP sortlist RP where_opt.
type createIndexNode struct {
	Unique bool        `parser:"'CREATE' @'UNIQUE'? 'INDEX' ( 'IF':Word 'NOT' 'EXISTS' )?"`
	Name   dottedNode  `parser:"@@"`
	Table  nameNode    `parser:"'ON' @@"`
	Keys   []*sortNode `parser:"'(' @@ ( ',' @@ )* ')'"`
	Where  *exprNode   `parser:"( 'WHERE' @@ )?"`
}

// createViewNode: CREATE temp VIEW ifnotexists nm dbnm eidlist_opt AS select.
type createViewNode struct {
	Temp        bool       `parser:"'CREATE' @('TEMP':Word | 'TEMPORARY':Word)? 'VIEW':Word"`
	IfNotExists bool       `parser:"@( 'IF':Word 'NOT' 'EXISTS' )?"`
	Name        dottedNode `parser:"@@"`
	Columns     []nameNode `parser:"( '(' @@ ( ',' @@ )* ')' )?"`
	Select      queryNode  `parser:"'AS' @@"`
}

// createTriggerNode: CREATE trigger_decl BEGIN trigger_cmd_list END.
type createTriggerNode struct {
	Temp        bool       `parser:"'CREATE' @('TEMP':Word | 'TEMPORARY':Word)? 'TRIGGER':Word"`
	IfNotExists bool       `parser:"@( 'IF':Word 'NOT' 'EXISTS' )?"`
	Name        dottedNode `parser:"@@"`
	Timing      []string   `parser:"( @'BEFORE':Word | @'AFTER':Word | @'INSTEAD':Word @'OF':Word )?"`
	Event       string     `parser:"( @'DELETE' | @'INSERT' | @'UPDATE' ( 'OF':Word"`
	Of          []nameNode `parser:"@@ ( ',' @@ )* )? )"`
	Table       dottedNode `parser:"'ON' @@"`
	ForEachRow  bool       `parser:"@( 'FOR':Word 'EACH':Word 'ROW':Word )?"`
	When        *exprNode  `parser:"( 'WHEN' @@ )?"`
	Steps       stepsNode  `parser:"'BEGIN':Word @@ 'END':Word"`
}

// createVirtualNode: CREATE VIRTUAL TABLE ifnotexists nm dbnm USING nm LP vtabarglist RP.
type createVirtualNode struct {
	IfNotExists bool       `parser:"'CREATE' 'VIRTUAL':Word 'TABLE' @( 'IF':Word 'NOT' 'EXISTS' )?"`
	Name        dottedNode `parser:"@@"`
	Module      nameNode   `parser:"'USING' @@"`
	Args        argsNode   `parser:"( '(' @@ ')' )?"`
}

// production is a grammar, built when it is first used: building costs about a
// millisecond, and --help should not pay it.
type production[T any] struct {
	build func() *participle.Parser[T]
}

func grammar[T any]() production[T] {
	return production[T]{build: sync.OnceValue(func() *participle.Parser[T] {
		return participle.MustBuild[T](participle.Lexer(definition{}), participle.CaseInsensitive("Word"))
	})}
}

func (g production[T]) parse(w *words) (*T, error) {
	lex, err := peeking(w)
	if err != nil {
		return nil, err
	}
	node, err := g.build().ParseFromLexer(lex)
	if err != nil {
		return nil, syntaxError(err, w, lex)
	}
	return node, nil
}

var (
	tableGrammar   = grammar[createTableNode]()
	indexGrammar   = grammar[createIndexNode]()
	viewGrammar    = grammar[createViewNode]()
	triggerGrammar = grammar[createTriggerNode]()
	virtualGrammar = grammar[createVirtualNode]()
)
