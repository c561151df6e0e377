package main

import (
	"fmt"
	"strings"
)

// takesFile reports whether the option's value is the name of a file.
func (o option) takesFile() bool { return o.value == "FILE" }

// spellings are the words that the option is given by: "-f", "--file".
func (o option) spellings() []string {
	if o.short == "" {
		return []string{"--" + o.name}
	}
	return []string{"-" + o.short, "--" + o.name}
}

// bashCompletion is the script that bash completes by.
func bashCompletion() string {
	var files, free, all []string
	words := ""
	for _, o := range optionTable {
		all = append(all, o.spellings()...)
		switch {
		case o.values != nil:
			words += fmt.Sprintf("        %s)\n            mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\")\n            return ;;\n",
				strings.Join(o.spellings(), "|"), strings.Join(names(o.values), " "))
		case o.takesFile():
			files = append(files, o.spellings()...)
		case o.value != "":
			free = append(free, o.spellings()...)
		}
	}
	return `# Completion for bash. Written by make golden, from the table of options.
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
` + words + `        ` + strings.Join(free, "|") + `)
            return ;;
        ` + strings.Join(files, "|") + `) ;;
        *)
            if [[ $cur == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W '` + strings.Join(all, " ") + `' -- "$cur")
                return
            fi ;;
    esac
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -F _sqlite2pg sqlite2pg
`
}

// zshCompletion is the script that zsh completes by.
func zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef sqlite2pg\n# Completion for zsh. Written by make golden, from the table of options.\n_arguments -s -S \\\n")
	quote := strings.NewReplacer(`'`, `'\''`, `[`, `\[`, `]`, `\]`, `:`, `\:`)
	for _, o := range optionTable {
		text := "[" + quote.Replace(o.text) + "]"
		switch {
		case o.values != nil:
			text += ":" + o.value + ":(" + strings.Join(names(o.values), " ") + ")"
		case o.takesFile():
			text += ":" + o.value + ":_files"
		case o.value != "":
			text += ":" + o.value + ": "
		}
		_, repeat := o.to(defaults()).(*[]string)
		long := "--" + o.name
		if o.value != "" {
			long += "="
		}
		switch {
		case o.short != "" && repeat:
			fmt.Fprintf(&b, "  '*'{-%s,%s}'%s' \\\n", o.short, long, text)
		case o.short != "":
			fmt.Fprintf(&b, "  '(-%s --%s)'{-%s,%s}'%s' \\\n", o.short, o.name, o.short, long, text)
		case repeat:
			fmt.Fprintf(&b, "  '*%s%s' \\\n", long, text)
		default:
			fmt.Fprintf(&b, "  '%s%s' \\\n", long, text)
		}
	}
	b.WriteString("  ':FILE:_files'\n")
	return b.String()
}

// fishCompletion is the script that fish completes by.
func fishCompletion() string {
	var b strings.Builder
	b.WriteString("# Completion for fish. Written by make golden, from the table of options.\n")
	quote := strings.NewReplacer(`\`, `\\`, `'`, `\'`)
	for _, o := range optionTable {
		b.WriteString("complete -c sqlite2pg")
		if o.short != "" {
			b.WriteString(" -s " + o.short)
		}
		b.WriteString(" -l " + o.name)
		switch {
		case o.values != nil:
			b.WriteString(" -x -a '" + strings.Join(names(o.values), " ") + "'")
		case o.takesFile():
			b.WriteString(" -r -F")
		case o.value != "":
			b.WriteString(" -x")
		}
		fmt.Fprintf(&b, " -d '%s'\n", quote.Replace(o.text))
	}
	return b.String()
}
