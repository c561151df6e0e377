package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// AddTrigger takes CREATE TRIGGER.
func (s *Schema) AddTrigger(x *ast.CreateTrigger) { s.Triggers = append(s.Triggers, x) }
