# Runs a PostgreSQL server until standard input ends, then removes every trace of it.
# Arguments: the folder of the server's programs, an empty folder of its own to work in, and further
# options of the server.
#
# Standard input is a pipe that only the test process holds open: it ends when the
# tests stop the server, and also when they crash or are killed.
bin=$1 dir=$2 server=
shift 2
trap 'test -z "$server" || { kill -QUIT "$server"; wait "$server"; } 2>/dev/null; rm -rf "$dir"' EXIT
trap '' PIPE # nobody may be left to read what is printed here; the EXIT trap must run all the same

fail() {
	cat "$dir/log"
	exit 1
}

init() {
	"$bin/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale="$1" -N >"$dir/log" 2>&1
}

init C.UTF-8 || init C || fail

# The time zone is half an hour off every full one, so that a script which leans on the
# server's zone where it should say its own is noticed. Nothing is synced: the data may be lost.
"$bin/postgres" -D "$dir/data" -k "$dir" -p 5432 -c listen_addresses= -c timezone=Asia/Kolkata \
	-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_wal_size=4GB -c wal_level=minimal \
	-c max_wal_senders=0 -c autovacuum=off -c jit=off "$@" >>"$dir/log" 2>&1 </dev/null &
server=$!
until grep -q '^ready' "$dir/data/postmaster.pid" 2>/dev/null; do
	kill -0 "$server" 2>/dev/null || fail
	sleep 0.05
done
echo ready
read -r _
