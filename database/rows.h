/* Rows as a dump has them, in batches: one call from Go fills a buffer. */
#ifndef SQLITE2PG_ROWS_H
#define SQLITE2PG_ROWS_H

#include "sqlite.h"

/* cursor reads the rows of one statement. */
typedef struct cursor {
	sqlite3_stmt *stmt;
	sqlite3_blob **blobs;     /* by column: where a value is to be read, too long to be held; or 0 */
	const unsigned char *kinds; /* by column: the type of such a value */
	const char *head;         /* of each INSERT */
	int head_size;
	int keyed;                /* the first column is the rowid, which is not written */
	long long most;           /* rows: a table cannot have more */

	int rc;                   /* SQLITE_ROW while there is more to come */
	long long rows;           /* begun */
	long long rowid;          /* of the last one */
	int column;               /* that comes next; -1 between two rows */
	int begun;                /* its quote is written, and so much of it: */
	int offset;
} cursor;

/* least is the room that a batch needs besides the head, in bytes. */
enum { least = 256 };

/* fill writes as much as there is room for, and returns how much that is. */
int fill(cursor *, char *buf, int size);

/* restrict_to_rows has a connection run nothing that the database brings: no virtual
** table, and no function but SQLite's own. authorize_rows, once the schema is read, lets
** no statement reach beyond the rows of tables, into a view or a trigger. */
int restrict_to_rows(sqlite3 *);
int authorize_rows(sqlite3 *);

#endif
