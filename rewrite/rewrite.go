// Package rewrite turns rows into COPY text: blocks of usual rows, rows that are set
// apart, the hashes of --verify. What becomes of a schema is decided in the packages
// below it: catalog, infer and plan, with override, coltype and query. All of them
// read no clock and draw nothing by chance: the same input gives the same output.
// Every decision that loses something is a warning.
package rewrite
