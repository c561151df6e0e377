package emit

import (
	"errors"
	"reflect"
)

// maxNodes is how many nodes a statement may have. A tree may hold a part
// several times: an operand that PostgreSQL must be shown twice, in another
// such operand, and so on. Printed, it would grow without bounds.
const maxNodes = 100_000

// sized returns an error if the parts of something are too large to print.
func sized(what string, parts ...any) error {
	if nodes(parts) <= maxNodes {
		return nil
	}
	return &Refused{SQL: what, Err: errors.New("an expression in it repeats itself too often: PostgreSQL would need megabytes to say it")}
}

// nodes counts what printing statements would visit, up to a little more than
// maxNodes, without visiting a part again that it knows.
func nodes(x any) int { return count(reflect.ValueOf(x), map[uintptr]int{}) }

func count(v reflect.Value, known map[uintptr]int) int {
	n := 0
	switch v.Kind() {
	case reflect.Interface:
		return count(v.Elem(), known)
	case reflect.Pointer:
		if v.IsNil() {
			return 0
		}
		if n, ok := known[v.Pointer()]; ok {
			return n
		}
		n = 1 + count(v.Elem(), known)
		known[v.Pointer()] = min(n, maxNodes+1)
	case reflect.Struct:
		for i := range v.NumField() {
			n += count(v.Field(i), known)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return 0
		}
		for i := range v.Len() {
			n += count(v.Index(i), known)
		}
	}
	return min(n, maxNodes+1)
}
