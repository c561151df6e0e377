package query

// Helpers collects the functions that a script must define before they are
// used. Their names begin with sqlite_, which SQLite reserves.
type Helpers struct {
	used map[string]bool
	list []string // in the order of their first use, after those they call
}
