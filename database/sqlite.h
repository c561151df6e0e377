/* The part of SQLite's interface that is called here. The library itself comes with the
** module github.com/mattn/go-sqlite3, which shows its header to nobody else; the
** interface is stable: https://sqlite.org/c3ref/intro.html. The names are weak, as this
** package is linked alone first, when cgo looks what it needs of other libraries. */
#ifndef SQLITE2PG_SQLITE_H
#define SQLITE2PG_SQLITE_H

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef struct sqlite3_value sqlite3_value;
typedef struct sqlite3_blob sqlite3_blob;

#define SQLITE_OK 0
#define SQLITE_DENY 1
#define SQLITE_NOMEM 7
#define SQLITE_CORRUPT 11
#define SQLITE_ROW 100
#define SQLITE_DONE 101

#define SQLITE_INTEGER 1
#define SQLITE_FLOAT 2
#define SQLITE_TEXT 3
#define SQLITE_BLOB 4
#define SQLITE_NULL 5

#define SQLITE_UTF8 1

#define SQLITE_LIMIT_LENGTH 0

#define SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE 1006
#define SQLITE_DBCONFIG_WRITABLE_SCHEMA 1011
#define SQLITE_DBCONFIG_DEFENSIVE 1010
#define SQLITE_DBCONFIG_TRUSTED_SCHEMA 1017

/* What an authorizer is asked for: https://sqlite.org/c3ref/c_alter_table.html */
#define SQLITE_PRAGMA 19
#define SQLITE_READ 20
#define SQLITE_SELECT 21
#define SQLITE_TRANSACTION 22
#define SQLITE_FUNCTION 31

#define API __attribute__((weak)) extern

API int sqlite3_open_v2(const char *, sqlite3 **, int, const char *);
API int sqlite3_close_v2(sqlite3 *);
API int sqlite3_db_config(sqlite3 *, int, ...);
API int sqlite3_drop_modules(sqlite3 *, const char **);
API int sqlite3_extended_errcode(sqlite3 *);
API const char *sqlite3_errmsg(sqlite3 *);
API const char *sqlite3_errstr(int);
API int sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **);
API const char *sqlite3_db_filename(sqlite3 *, const char *);
API void sqlite3_interrupt(sqlite3 *);
API int sqlite3_limit(sqlite3 *, int, int);
API int sqlite3_set_authorizer(sqlite3 *, int (*)(void *, int, const char *, const char *, const char *, const char *), void *);
API int sqlite3_collation_needed(sqlite3 *, void *, void (*)(void *, sqlite3 *, int, const char *));
API int sqlite3_create_collation_v2(sqlite3 *, const char *, int, void *, int (*)(void *, int, const void *, int, const void *), void (*)(void *));

API int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
API int sqlite3_step(sqlite3_stmt *);
API int sqlite3_finalize(sqlite3_stmt *);
API int sqlite3_column_count(sqlite3_stmt *);
API long long sqlite3_column_int64(sqlite3_stmt *, int);
API const unsigned char *sqlite3_column_text(sqlite3_stmt *, int);
API sqlite3_value *sqlite3_column_value(sqlite3_stmt *, int);

API int sqlite3_value_type(sqlite3_value *);
API int sqlite3_value_bytes(sqlite3_value *);
API long long sqlite3_value_int64(sqlite3_value *);
API double sqlite3_value_double(sqlite3_value *);
API const unsigned char *sqlite3_value_text(sqlite3_value *);
API const void *sqlite3_value_blob(sqlite3_value *);

API int sqlite3_blob_open(sqlite3 *, const char *, const char *, const char *, long long, int, sqlite3_blob **);
API int sqlite3_blob_bytes(sqlite3_blob *);
API int sqlite3_blob_read(sqlite3_blob *, void *, int, int);
API int sqlite3_blob_close(sqlite3_blob *);

API char *sqlite3_snprintf(int, char *, const char *, ...);

#endif
