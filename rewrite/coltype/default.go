package coltype

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// Default is a value as a DEFAULT, nil for NULL.
func Default(ty Type, v *parser.Value) (out pg.Expr, why string) {
	if v.Class == parser.Null {
		return nil, ""
	}
	lit, ok := ty.Encoding.literal(&ty, ty.Stored(v))
	for _, other := range targets[ty.Family()].lax { // a default may be spelled otherwise than the rows
		if !ok {
			lit, ok = other.Encoding.literal(&other, other.Stored(v))
		}
	}
	if !ok {
		return nil, fmt.Sprintf("%s does not fit type %s", ShowValue(v), ty.Final())
	}
	return lit, ""
}
