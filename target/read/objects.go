package read

import (
	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/target"
)

func (f *file) createSchema(_ *statement, n *pgquery.Node) {
	f.c.Schemas = append(f.c.Schemas, n.GetCreateSchemaStmt().GetSchemaname())
}

// createType reads enums and composite types in full; of others the name.
func (f *file) createType(st *statement, n *pgquery.Node) {
	d := &target.TypeDef{Line: st.line}
	switch {
	case n.GetCreateEnumStmt() != nil:
		d.Name, d.Kind, d.Labels = listName(n.GetCreateEnumStmt().TypeName), target.Enum, texts(n.GetCreateEnumStmt().Vals)
	case n.GetCompositeTypeStmt() != nil:
		d.Name, d.Kind = rangeName(n.GetCompositeTypeStmt().Typevar), target.Composite
		for _, c := range n.GetCompositeTypeStmt().Coldeflist {
			def := c.GetColumnDef()
			d.Fields = append(d.Fields, &target.Column{Name: def.GetColname(), Line: st.place(def.GetLocation()), Type: f.columnType(def.GetTypeName())})
		}
	case n.GetCreateRangeStmt() != nil:
		d.Name, d.Kind = listName(n.GetCreateRangeStmt().TypeName), target.Range
	case n.GetDefineStmt() != nil:
		d.Name, d.Kind = listName(n.GetDefineStmt().Defnames), target.BaseType
	default:
		return
	}
	f.c.Types[d.Name] = d
}

func (f *file) createDomain(st *statement, n *pgquery.Node) {
	create := n.GetCreateDomainStmt()
	d := &target.TypeDef{Name: listName(create.GetDomainname()), Line: st.line, Kind: target.Domain, Base: f.columnType(create.GetTypeName())}
	for _, c := range create.GetConstraints() {
		switch k := c.GetConstraint(); k.GetContype() {
		case pgquery.ConstrType_CONSTR_NOTNULL:
			d.NotNull = true
		case pgquery.ConstrType_CONSTR_DEFAULT:
			d.Filled = !isNull(k.RawExpr)
		case pgquery.ConstrType_CONSTR_CHECK:
			d.Checks = append(d.Checks, k.Conname)
		}
	}
	f.c.Types[d.Name] = d
}

func (f *file) createSequence(st *statement, n *pgquery.Node) {
	create := n.GetCreateSeqStmt()
	s := &target.Sequence{Name: rangeName(create.GetSequence()), Line: st.line}
	f.c.Sequences[s.Name] = s
	ownedBy(s, create.GetOptions())
}

func (f *file) alterSequence(_ *statement, n *pgquery.Node) {
	alter := n.GetAlterSeqStmt()
	if s := f.c.Sequences[rangeName(alter.GetSequence())]; s != nil {
		ownedBy(s, alter.GetOptions())
	}
}

// ownedBy sees to OWNED BY schema.table.column.
func ownedBy(s *target.Sequence, options []*pgquery.Node) {
	for _, o := range options {
		if d := o.GetDefElem(); d.GetDefname() == "owned_by" {
			if parts := d.GetArg().GetList().GetItems(); len(parts) > 1 {
				s.Owner, s.Column = listName(parts[:len(parts)-1]), parts[len(parts)-1].GetString_().GetSval()
			}
		}
	}
}

// createIndex adds a unique index as a key.
func (f *file) createIndex(_ *statement, n *pgquery.Node) {
	create := n.GetIndexStmt()
	t := f.c.Table(rangeName(create.GetRelation()))
	if t == nil {
		return
	}
	k := &target.Key{Name: create.Idxname, Index: true, Partial: create.WhereClause != nil}
	for _, e := range create.IndexParams {
		if name := e.GetIndexElem().GetName(); name != "" {
			k.Columns = append(k.Columns, name)
		} else {
			k.Partial = true
		}
	}
	t.Keys = append(t.Keys, k)
}

// events of a trigger (catalog/pg_trigger.h).
const (
	triggerBefore = 1 << 1
	triggerInsert = 1 << 2
)

func (f *file) createTrigger(st *statement, n *pgquery.Node) {
	create := n.GetCreateTrigStmt()
	t := f.c.Table(rangeName(create.GetRelation()))
	if t == nil {
		return
	}
	name := listName(create.Funcname)
	if len(create.Funcname) == 1 { // the search_path is empty
		name.Schema = target.Builtin
	}
	t.Triggers = append(t.Triggers, &target.Trigger{Name: create.Trigname, Function: name, Args: texts(create.Args), Before: create.Timing&triggerBefore != 0,
		Row: create.Row, Insert: create.Events&triggerInsert != 0, When: create.WhenClause != nil, Line: st.line})
}

func (f *file) createRule(_ *statement, n *pgquery.Node) {
	rule := n.GetRuleStmt()
	if t := f.c.Table(rangeName(rule.GetRelation())); t != nil {
		t.Rules = append(t.Rules, rule.Rulename)
	}
}

func (f *file) eventTrigger(st *statement, n *pgquery.Node) {
	if create := n.GetCreateEventTrigStmt(); create != nil {
		f.c.EventTriggers = append(f.c.EventTriggers, &target.EventTrigger{Name: create.Trigname, Event: create.Eventname, Line: st.line})
	}
	alter := n.GetAlterEventTrigStmt()
	for _, e := range f.c.EventTriggers {
		if e.Name == alter.GetTrigname() {
			e.Fires = map[string]target.Fires{"D": target.Disabled, "R": target.Replica, "A": target.AlwaysFires}[alter.Tgenabled]
		}
	}
}
