package coltype

import "testing"

func TestTypeOf(t *testing.T) {
	for declared, want := range map[string]string{
		"": "text", "WIBBLE": "text", "integer": "bigint", "TINYINT(1)": "boolean", "tinyint(4)": "bigint",
		"decimal(10,2)": "numeric(10,2)", "DECIMAL( 10 , 2 )": "numeric(10,2)", "DECIMAL(5)": "numeric(5,0)",
		"NUMERIC(0,0)": "numeric", "NUMERIC(5,9)": "numeric", "NUMERIC(1001)": "numeric", "NUMERIC(5,-2)": "numeric",
		"varchar(255)": "varchar(255)", "VARCHAR(10485760)": "varchar(10485760)", "VARCHAR(10485761)": "text", "CHAR": "text", "VARCHAR(-1)": "text",
		"timestamp  with   time zone": "timestamptz", "datetime(6)": "timestamp",
	} {
		if got := Of(declared).SQL; got != want {
			t.Errorf("type of %q is %s, want %s", declared, got, want)
		}
	}
}
