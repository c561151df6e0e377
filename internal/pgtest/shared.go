package pgtest

import (
	"os"
	"strings"
	"sync"
	"testing"
)

// Majors returns the servers that tests run against: what PG_MAJORS lists with
// commas between ("13,18,system"), and without it only "system".
func Majors() []string {
	if list := os.Getenv("PG_MAJORS"); list != "" {
		return strings.Split(list, ",")
	}
	return []string{"system"}
}

// Each runs f as a subtest against every one of Majors.
func Each(t *testing.T, f func(t *testing.T, s *Server)) {
	for _, major := range Majors() {
		t.Run("postgres="+major, func(t *testing.T) { f(t, Shared(t, major)) })
	}
}

var (
	mu      sync.Mutex
	servers = map[string]*Server{}
)

// Shared returns the test process's one server of a major; the first call starts it.
// Without a server the test fails: a test that was skipped proves nothing.
func Shared(t testing.TB, major string) *Server {
	t.Helper()
	mu.Lock()
	defer mu.Unlock()
	if s := servers[major]; s != nil {
		return s
	}
	s, err := Start(major)
	if err != nil {
		t.Fatal(err)
	}
	servers[major] = s
	return s
}

// Main runs a package's tests and then stops the shared servers:
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
func Main(m *testing.M) int {
	code := m.Run()
	for _, s := range servers {
		s.Stop()
	}
	return code
}
