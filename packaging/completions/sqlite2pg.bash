# Completion for bash. Written by make golden, from the table of options.
_sqlite2pg() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    # bash takes --fts=table as three words
    if [ "$cur" = = ]; then
        cur=
    elif [ "$prev" = = ]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
    fi
    case $prev in
        --identifiers)
            mapfile -t COMPREPLY < <(compgen -W 'preserve lower snake' -- "$cur")
            return ;;
        --fts)
            mapfile -t COMPREPLY < <(compgen -W 'table tsvector' -- "$cur")
            return ;;
        --timestamps)
            mapfile -t COMPREPLY < <(compgen -W 'timestamp timestamptz text integer' -- "$cur")
            return ;;
        --varchar)
            mapfile -t COMPREPLY < <(compgen -W 'text' -- "$cur")
            return ;;
        --nocase)
            mapfile -t COMPREPLY < <(compgen -W 'citext' -- "$cur")
            return ;;
        --zero-dates)
            mapfile -t COMPREPLY < <(compgen -W 'null' -- "$cur")
            return ;;
        --bad-text)
            mapfile -t COMPREPLY < <(compgen -W 'error replace strip bytea' -- "$cur")
            return ;;
        -F|--format)
            mapfile -t COMPREPLY < <(compgen -W 'plain p directory d' -- "$cur")
            return ;;
        --lock-wait|-j|--jobs|-t|--table|-T|--exclude-table|--exclude-table-data|--exclude-column|-n|--schema|--add-column|--rows-per-insert|--map|--set|--unit|--time-zone|--history|--fire-trigger|--hold-trigger|--cast|--column|--allow|--restrict-key|-Z|--compress)
            return ;;
        --into|--types|--types-out|-f|--file|--report|--flags) ;;
        *)
            if [[ $cur == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W '--accept-errors --lock-wait -j --jobs -s --schema-only -a --data-only -t --table -T --exclude-table --exclude-table-data --exclude-column -n --schema --citus --add-column -c --clean --if-exists --inserts --rows-per-insert --identifiers --serial --fts --comments --into --map --set --truncate --on-conflict-do-nothing --unit --time-zone --round --history --fire-trigger --hold-trigger --cast --column --timestamps --varchar --nocase --types --types-out --delete-orphans --zero-dates --bad-text --check --verify --strict --allow --restrict-key -f --file -F --format -Z --compress -v --verbose --progress -q --quiet --report --flags -h --help --version' -- "$cur")
                return
            fi ;;
    esac
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -F _sqlite2pg sqlite2pg
