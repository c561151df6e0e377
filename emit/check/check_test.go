package check

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for sql, ok := range map[string]bool{
		"CREATE TABLE t (a bigint)":     true,
		"COPY t (a) FROM stdin":         true,
		"CREATE TABLE t (a bigint":      false,
		"SELECT 1; SELECT 2":            false,
		"SELECT 1;":                     true,
		"":                              false,
		"SELECT 1\x00 garbage (":        false,
		"SELECT [a]":                    false,
		"SELECT a IS NOT b":             false,
		"DO $$ BEGIN PERFORM 1; END $$": true,
		"DO $$ BEGIN PERFORM ; END":     false,
		"CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN x = = 1; END $$":                                   false,
		"-- x\n-- y\nCREATE OR REPLACE FUNCTION p() RETURNS int LANGUAGE plpgsql AS $$ BEGIN x = = 1; END $$": false,
		"-- x\nCREATE OR REPLACE FUNCTION p() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$":      true,
		"-- x\nCREATE OR REPLACE FUNCTION p() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$":                     true,
		"SELECT " + strings.Repeat("1+", 100000) + "1":                                                        true, // crashes pg_query's Parse
		"SELECT " + strings.Repeat("(", 100000) + "1":                                                         false,
	} {
		if err := (Grammar{}).Check(sql); (err == nil) != ok {
			t.Errorf("%.60q: %v", sql, err)
		}
	}
}
