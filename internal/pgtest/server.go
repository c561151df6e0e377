// Package pgtest gives tests PostgreSQL servers and databases of their own, and removes them afterwards.
package pgtest

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

//go:embed watch.sh
var watch string

// A Server is a PostgreSQL server that lives no longer than the test process.
type Server struct {
	Major string // as given to Start

	dir     string // holds the data, the log and the Unix socket
	watcher *exec.Cmd
	alive   io.Closer // the watcher stops the server when this is closed
}

// Start starts a server with an empty data folder that listens on a Unix socket only. The major
// is "system" for the newest one installed, or the number of one that script/postgres fetched.
// The options are further ones for the server's command line.
func Start(major string, options ...string) (*Server, error) {
	bin, err := programs(major)
	if err != nil {
		return nil, err
	}
	// Not the folder TMPDIR names: it may be closed to the server's user, or too long for a socket's path.
	dir, err := os.MkdirTemp("/tmp", "pgtest-")
	if err != nil {
		return nil, err
	}
	s, err := start(major, bin, dir, options)
	if err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("PostgreSQL %s: %w", major, err)
	}
	return s, nil
}

func start(major, bin, dir string, options []string) (*Server, error) {
	cmd := exec.Command("sh", append([]string{"-c", watch, "pgtest", bin, dir}, options...)...)
	cmd.Dir = dir
	cmd.Env = environ()
	// A session of its own: what kills the tests' process group must leave the watcher to clean up.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 {
		if err := runAsPostgres(cmd); err != nil {
			return nil, err
		}
	}
	alive, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	r := bufio.NewReader(stdout)
	first, _ := r.ReadString('\n')
	if first != "ready\n" {
		log, _ := io.ReadAll(r)
		cmd.Wait()
		return nil, fmt.Errorf("the server does not start:\n%s%s", first, log)
	}
	return &Server{Major: major, dir: dir, watcher: cmd, alive: alive}, nil
}

// runAsPostgres makes cmd, and the folder it works in, the user postgres's: a server refuses to be root's.
func runAsPostgres(cmd *exec.Cmd) error {
	u, err := user.Lookup("postgres")
	if err != nil {
		return fmt.Errorf("a server can't run as root, and there is no user postgres: run script/setup")
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(cmd.Dir, uid, gid)
}

// Stop stops the server and waits until its folder is gone.
func (s *Server) Stop() {
	s.alive.Close()
	s.watcher.Wait()
}

// programs returns the folder of a server's programs.
func programs(major string) (string, error) {
	if major != "system" {
		cache, err := cacheDir()
		if err != nil {
			return "", err
		}
		bin := filepath.Join(cache, "sqlite2pg", "postgres", major, "bin")
		if !has(bin, "initdb") {
			return "", fmt.Errorf("PostgreSQL %s is not there: run script/postgres %s", major, major)
		}
		return bin, nil
	}
	if bin := newestBin("initdb"); bin != "" {
		return bin, nil
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb), nil
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		if bin := strings.TrimSpace(string(out)); has(bin, "initdb") {
			return bin, nil
		}
	}
	return "", fmt.Errorf("there is no PostgreSQL server (no initdb): run script/setup")
}

// cacheDir is where script/postgres keeps what it fetched. The server's user can't enter root's home.
func cacheDir() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/cache", nil
	}
	return os.UserCacheDir()
}

// newestBin returns the folder of the newest PostgreSQL that Debian's packages installed with a program, or "".
func newestBin(program string) (bin string) {
	newest := 0
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, dir := range debian {
		version, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if err == nil && version > newest && has(dir, program) {
			newest, bin = version, dir
		}
	}
	return bin
}

func has(dir, program string) bool {
	_, err := os.Stat(filepath.Join(dir, program))
	return err == nil
}

// environ is the environment without what would lead PostgreSQL's programs elsewhere.
func environ() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "PG") {
			env = append(env, v)
		}
	}
	return env
}
