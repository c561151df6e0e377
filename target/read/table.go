package read

import (
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/target"
)

func (f *file) createTable(st *statement, n *pgquery.Node) {
	if create := n.GetCreateStmt(); create != nil { // and not CREATE TABLE ... AS
		f.addTable(st, create)
	}
}

func (f *file) addTable(st *statement, create *pgquery.CreateStmt) *target.Table {
	t := &target.Table{Name: rangeName(create.Relation), Line: st.line}
	switch {
	case create.Relation.Relpersistence == "t":
		t.Kind = target.Temporary
	case create.Partbound != nil:
		t.Kind = target.Partition
	case create.Partspec != nil:
		t.Kind = target.Partitioned
	}
	for _, p := range create.InhRelations {
		t.Parents = append(t.Parents, rangeName(p.GetRangeVar()))
	}
	if create.OfTypename != nil {
		t.OfType = listName(create.OfTypename.Names)
		if def := f.c.Types[t.OfType]; def != nil {
			for _, c := range def.Fields {
				column := *c
				t.Columns = append(t.Columns, &column)
			}
		}
	}
	for _, e := range create.TableElts {
		switch {
		case e.GetColumnDef() != nil:
			f.addColumn(t, st, e.GetColumnDef())
		case e.GetConstraint() != nil:
			f.addConstraint(t, st, e.GetConstraint())
		}
	}
	f.c.Add(t)
	return t
}

// addColumn adds a column; of a typed table it only sees to what is said of one.
func (f *file) addColumn(t *target.Table, st *statement, def *pgquery.ColumnDef) {
	c := t.Column(def.Colname)
	if c == nil {
		c = &target.Column{Name: def.Colname}
		t.Columns = append(t.Columns, c)
	}
	c.Line = st.place(def.Location)
	if def.TypeName != nil {
		c.Type = f.columnType(def.TypeName)
	}
	for i, n := range def.Constraints {
		k := n.GetConstraint()
		switch k.GetContype() {
		case pgquery.ConstrType_CONSTR_NOTNULL:
			c.NotNull = true
		case pgquery.ConstrType_CONSTR_DEFAULT:
			end := st.elementEnd(int(k.Location))
			if i+1 < len(def.Constraints) {
				end = int(def.Constraints[i+1].GetConstraint().Location)
			}
			setDefault(c, k.RawExpr, st.text[int(k.Location)+len("DEFAULT"):end])
		case pgquery.ConstrType_CONSTR_GENERATED:
			c.Generated = target.Stored
		case pgquery.ConstrType_CONSTR_IDENTITY:
			f.setIdentity(t, c, k, c.Line)
		default: // of the table, whatever column it stands beside
			if len(k.Keys) == 0 && k.Contype != pgquery.ConstrType_CONSTR_CHECK {
				k.Keys = []*pgquery.Node{pgquery.MakeStrNode(c.Name)}
			}
			if k.Contype == pgquery.ConstrType_CONSTR_FOREIGN && len(k.FkAttrs) == 0 {
				k.FkAttrs = k.Keys
			}
			f.addConstraint(t, st, k)
		}
	}
}

func setDefault(c *target.Column, expr *pgquery.Node, text string) {
	c.Default = strings.TrimSpace(text)
	c.DefaultNull = isNull(expr)
	c.Sequences = sequencesOf(c.Default)
}

// setIdentity makes a column an identity with the sequence that is named.
func (f *file) setIdentity(t *target.Table, c *target.Column, k *pgquery.Constraint, line int) {
	c.Identity = target.ByDefault
	if k.GeneratedWhen == "a" {
		c.Identity = target.Always
	}
	for _, o := range k.Options {
		if d := o.GetDefElem(); d.GetDefname() == "sequence_name" {
			name := listName(d.GetArg().GetList().GetItems())
			c.Sequences = append(c.Sequences, name)
			f.c.Sequences[name] = &target.Sequence{Name: name, Line: line, Owner: t.Name, Column: c.Name, Identity: true}
		}
	}
}

// addConstraint adds a constraint of a table.
func (f *file) addConstraint(t *target.Table, st *statement, k *pgquery.Constraint) {
	switch k.Contype {
	case pgquery.ConstrType_CONSTR_PRIMARY, pgquery.ConstrType_CONSTR_UNIQUE:
		key := &target.Key{Name: k.Conname, Primary: k.Contype == pgquery.ConstrType_CONSTR_PRIMARY, Columns: texts(k.Keys), Deferrable: k.Deferrable}
		t.Keys = append(t.Keys, key)
		for _, name := range key.Columns {
			if c := t.Column(name); c != nil && key.Primary {
				c.NotNull = true
			}
		}
	case pgquery.ConstrType_CONSTR_FOREIGN:
		t.ForeignKeys = append(t.ForeignKeys, &target.ForeignKey{Name: k.Conname, Columns: texts(k.FkAttrs), References: rangeName(k.Pktable),
			Keys: texts(k.PkAttrs), Deferrable: k.Deferrable, NotValid: k.SkipValidation, Line: st.place(k.Location)})
	case pgquery.ConstrType_CONSTR_CHECK, pgquery.ConstrType_CONSTR_EXCLUSION:
		t.Checks = append(t.Checks, k.Conname)
	}
}

// alterTable sees to what pg_dump says of a table after its CREATE.
func (f *file) alterTable(st *statement, n *pgquery.Node) {
	alter := n.GetAlterTableStmt()
	t := f.c.Table(rangeName(alter.GetRelation()))
	if t == nil { // of a sequence, an index
		return
	}
	for _, n := range alter.Cmds {
		cmd := n.GetAlterTableCmd()
		if change, ok := changes[cmd.GetSubtype()]; ok {
			change(f, st, t, cmd)
		}
	}
}

// changes are the subcommands of ALTER TABLE that matter.
var changes = map[pgquery.AlterTableType]func(*file, *statement, *target.Table, *pgquery.AlterTableCmd){
	pgquery.AlterTableType_AT_ColumnDefault: func(f *file, st *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		if c := f.ownColumn(t, cmd.Name); c != nil && cmd.Def != nil {
			at := strings.Index(strings.ToUpper(st.text), " SET DEFAULT ")
			setDefault(c, cmd.Def, st.text[at+len(" SET DEFAULT "):])
		}
	},
	pgquery.AlterTableType_AT_SetNotNull: func(f *file, st *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		if c := f.ownColumn(t, cmd.Name); c != nil {
			c.NotNull = true
		}
	},
	pgquery.AlterTableType_AT_AddIdentity: func(f *file, st *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		if c := f.ownColumn(t, cmd.Name); c != nil {
			f.setIdentity(t, c, cmd.GetDef().GetConstraint(), st.line)
		}
	},
	pgquery.AlterTableType_AT_AddConstraint: func(f *file, st *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		f.addConstraint(t, st, cmd.GetDef().GetConstraint())
	},
	pgquery.AlterTableType_AT_AttachPartition: func(f *file, _ *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		if part := f.c.Table(rangeName(cmd.GetDef().GetPartitionCmd().GetName())); part != nil {
			part.Kind, part.Parents = target.Partition, []target.Name{t.Name}
		}
	},
	pgquery.AlterTableType_AT_AddInherit: func(f *file, _ *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		t.Parents = append(t.Parents, rangeName(cmd.GetDef().GetRangeVar()))
	},
	pgquery.AlterTableType_AT_ChangeOwner: func(_ *file, _ *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		t.Owner = cmd.GetNewowner().GetRolename()
	},
	pgquery.AlterTableType_AT_EnableRowSecurity: func(_ *file, _ *statement, t *target.Table, _ *pgquery.AlterTableCmd) { t.RowSecurity = true },
	pgquery.AlterTableType_AT_ForceRowSecurity:  func(_ *file, _ *statement, t *target.Table, _ *pgquery.AlterTableCmd) { t.ForceRowSecurity = true },
	pgquery.AlterTableType_AT_DisableTrig:       fires(target.Disabled),
	pgquery.AlterTableType_AT_EnableTrig:        fires(target.Origin),
	pgquery.AlterTableType_AT_EnableAlwaysTrig:  fires(target.AlwaysFires),
	pgquery.AlterTableType_AT_EnableReplicaTrig: fires(target.Replica),
}

// fires returns the change of when a trigger fires.
func fires(when target.Fires) func(*file, *statement, *target.Table, *pgquery.AlterTableCmd) {
	return func(_ *file, _ *statement, t *target.Table, cmd *pgquery.AlterTableCmd) {
		for _, tr := range t.Triggers {
			if tr.Name == cmd.Name {
				tr.Fires = when
			}
		}
	}
}

// ownColumn returns a column of a table. One that it inherits is added, for what
// is said of it there; inherit fills in the rest.
func (f *file) ownColumn(t *target.Table, name string) *target.Column {
	c := t.Column(name)
	if c == nil && len(t.Parents) > 0 {
		c = &target.Column{Name: name, Line: t.Line}
		t.Columns = append(t.Columns, c)
	}
	return c
}

// inherit gives tables the columns of their parents, which pg_dump does not repeat:
// first, in the parents' order, as PostgreSQL has them
// (https://www.postgresql.org/docs/current/ddl-inherit.html). Then it sees to what
// domains say of NULL.
func (f *file) inherit() {
	done := map[*target.Table]bool{}
	var visit func(t *target.Table)
	visit = func(t *target.Table) {
		if done[t] {
			return
		}
		done[t] = true
		var columns []*target.Column
		for _, name := range t.Parents {
			parent := f.c.Table(name)
			if parent == nil || t.Kind == target.Partition {
				continue
			}
			visit(parent)
			for _, c := range parent.Columns {
				columns = mergeColumn(columns, c)
			}
		}
		own := t.Columns
		t.Columns = columns
		for _, c := range own {
			if inherited := t.Column(c.Name); inherited != nil {
				mergeInto(inherited, c)
			} else {
				t.Columns = append(t.Columns, c)
			}
		}
	}
	for _, t := range f.c.Tables {
		visit(t)
		for _, c := range t.Columns {
			c.NotNull = c.NotNull || c.Type.NotNull()
		}
		for _, k := range t.Keys {
			for _, name := range k.Columns {
				if c := t.Column(name); c != nil && k.Primary {
					c.NotNull = true
				}
			}
		}
	}
}

// mergeColumn adds a copy of a parent's column, unless another parent has it.
func mergeColumn(columns []*target.Column, c *target.Column) []*target.Column {
	for _, have := range columns {
		if have.Name == c.Name {
			have.NotNull = have.NotNull || c.NotNull
			return columns
		}
	}
	inherited := *c
	inherited.Identity = target.NoIdentity // is not inherited
	if c.Identity != target.NoIdentity {
		inherited.Sequences = nil
	}
	return append(columns, &inherited)
}

// mergeInto takes over what a table says of a column that it inherits.
func mergeInto(c, own *target.Column) {
	c.NotNull = c.NotNull || own.NotNull
	if own.Default != "" {
		c.Default, c.DefaultNull, c.Sequences = own.Default, own.DefaultNull, own.Sequences
	}
	if own.Identity != target.NoIdentity {
		c.Identity, c.Sequences = own.Identity, own.Sequences
	}
	if own.Generated != target.NotGenerated {
		c.Generated = own.Generated
	}
}
