package ast

import "strings"

// Affinity is SQLite's preference of a column, or of a CAST, for a storage
// class. https://sqlite.org/datatype3.html#type_affinity
type Affinity uint8

// The affinities; those from NumericAffinity on make numbers of what looks like
// one. NoAffinity, also called BLOB, is that of columns without a type and of
// other expressions: values stay as they are.
const (
	NoAffinity Affinity = iota
	TextAffinity
	NumericAffinity
	IntegerAffinity
	RealAffinity
)

// affinityRules hold the words that make an affinity. The first rule that fits
// wins. https://sqlite.org/datatype3.html#determination_of_column_affinity
var affinityRules = []struct {
	words    []string
	affinity Affinity
}{
	{[]string{"INT"}, IntegerAffinity},
	{[]string{"CHAR", "CLOB", "TEXT"}, TextAffinity},
	{[]string{"BLOB"}, NoAffinity},
	{[]string{"REAL", "FLOA", "DOUB"}, RealAffinity},
}

// AffinityOf is the affinity of a declared type, "" for none.
func AffinityOf(declared string) Affinity {
	if declared == "" {
		return NoAffinity
	}
	up := strings.ToUpper(declared)
	for _, rule := range affinityRules {
		for _, word := range rule.words {
			if strings.Contains(up, word) {
				return rule.affinity
			}
		}
	}
	return NumericAffinity
}
