package ast

import "testing"

// https://sqlite.org/datatype3.html#affinity_name_examples, and names that
// surprise.
func TestAffinity(t *testing.T) {
	t.Parallel()
	for declared, want := range map[string]Affinity{
		"INT": IntegerAffinity, "UNSIGNED BIG INT": IntegerAffinity, "INT8": IntegerAffinity,
		"FLOATING POINT": IntegerAffinity, "CHARINT": IntegerAffinity, "interval": IntegerAffinity,
		"CHARACTER(20)": TextAffinity, "NATIVE CHARACTER(70)": TextAffinity, "CLOB": TextAffinity, "tinytext": TextAffinity,
		"BLOB": NoAffinity, "": NoAffinity, "MEDIUMBLOB": NoAffinity,
		"REAL": RealAffinity, "DOUBLE PRECISION": RealAffinity, "FLOAT": RealAffinity,
		"NUMERIC": NumericAffinity, "STRING": NumericAffinity, "DATETIME": NumericAffinity, "BOOLEAN": NumericAffinity, "JSONB": NumericAffinity,
	} {
		if got := AffinityOf(declared); got != want {
			t.Errorf("affinity of %q is %d, want %d", declared, got, want)
		}
	}
}
