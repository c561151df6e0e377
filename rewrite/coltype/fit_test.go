package coltype

import "testing"

// How far PostgreSQL's timestamp is from what was written.
func TestRoundedBy(t *testing.T) {
	for in, want := range map[string]int{"2024-01-02": 0, "2024-01-02 03:04:05.123456": 0, "2024-01-02 03:04:05.1234567": 300, "2024-01-02 03:04:05.123456499+01:00": 499,
		"2024-01-02T03:04:05.123456999Z": 1, "2024-01-02 03:04:05.1234565": 500, "2024-01-02 03:04:05.123456000": 0, "2024-01-02 03:04:05.123456010": 10} {
		if got := RoundedBy([]byte(in)); got != want {
			t.Errorf("%s: %d, want %d", in, got, want)
		}
	}
}
