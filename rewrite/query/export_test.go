package query

// Function is a row of the tables of functions.
type Function struct {
	Name     string
	Min, Max int // arguments; Max -1 is for any number
	Window   bool
}

// Functions yields the rows of all tables.
func Functions(yield func(Function) bool) {
	for name, rows := range functionsByName {
		for _, f := range rows {
			if !yield(Function{name, f.min, f.max, false}) {
				return
			}
		}
	}
	for name, f := range aggregateFunctions {
		if !yield(Function{name, f.min, f.max, false}) {
			return
		}
	}
	for name, f := range windowFunctions {
		if !yield(Function{name, f.min, f.max, true}) {
			return
		}
	}
	for name := range untranslated {
		if !yield(Function{name, 0, -1, false}) {
			return
		}
	}
}

// HelperSignatures yields the signatures of all helpers.
func HelperSignatures(yield func(string) bool) {
	for signature := range helpers {
		if !yield(signature) {
			return
		}
	}
}

// IsReason reports whether an error says why something has no form in PostgreSQL.
func IsReason(err error) bool {
	switch err.(type) {
	case Untranslatable, *inTheWay:
		return true
	}
	return false
}
