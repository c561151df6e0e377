#include "rows.h"

#include <stdint.h>
#include <string.h>
#include <math.h>

static const char digits[] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
	"4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798"
	"99";

/* put_digits writes u so that it ends before end, and returns where it begins. */
static char *put_digits(char *end, uint64_t u) {
	while (u >= 100) {
		end -= 2;
		memcpy(end, digits + 2 * (u % 100), 2);
		u /= 100;
	}
	if (u < 10) {
		*--end = '0' + u;
		return end;
	}
	end -= 2;
	memcpy(end, digits + 2 * u, 2);
	return end;
}

static char *put_integer(char *p, long long n) {
	char text[24], *end = text + sizeof text, *begin = put_digits(end, n < 0 ? -(uint64_t)n : (uint64_t)n);
	if (n < 0) *p++ = '-';
	memcpy(p, begin, end - begin);
	return p + (end - begin);
}

static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

/* put_real writes a decimal that reads back as d. Most reals of people have few digits
** behind the point: n / 10^k is correctly rounded where both are exact, so that what is
** d is written by its digits; other reals get seventeen. */
static char *put_real(char *p, double d) {
	if (isinf(d)) {
		const char *inf = d < 0 ? "-9.0e+999" : "9.0e+999"; /* as sqlite3 writes it */
		memcpy(p, inf, strlen(inf));
		return p + strlen(inf);
	}
	if (fabs(d) < 1e9 && d != 0) {
		for (int k = 1; k <= 6; k++) {
			double shifted = d * powers[k];
			long long n = (long long)(shifted < 0 ? shifted - 0.5 : shifted + 0.5);
			if (n == 0 || (double)n / powers[k] != d) continue;
			char text[24], *end = text + sizeof text, *t = end;
			uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;
			for (int i = 0; i < k; i++, u /= 10) *--t = '0' + u % 10;
			*--t = '.';
			t = put_digits(t, u);
			if (n < 0) *--t = '-';
			memcpy(p, t, end - t);
			return p + (end - t);
		}
	}
	sqlite3_snprintf(64, p, "%!.17g", d);
	return p + strlen(p);
}

/* put_text writes text with its quotes doubled. */
static char *put_text(char *p, const char *z, int n) {
	const char *end = z + n;
	for (;;) {
		const char *quote = memchr(z, '\'', end - z);
		if (!quote) break;
		int part = quote + 1 - z;
		memcpy(p, z, part);
		p += part;
		*p++ = '\'';
		z = quote + 1;
	}
	memcpy(p, z, end - z);
	return p + (end - z);
}

static char *put_hex(char *p, const unsigned char *z, int n) {
	static const char hex[] = "0123456789abcdef";
	for (int i = 0; i < n; i++) {
		*p++ = hex[z[i] >> 4];
		*p++ = hex[z[i] & 15];
	}
	return p;
}

/* put_part writes as much of a text or blob, which is n bytes long, as there is room
** for. */
static char *put_part(cursor *c, char *p, char *end, int type, const unsigned char *z, int n) {
	unsigned char part[4096];
	sqlite3_blob *blob = c->blobs ? c->blobs[c->column] : 0;
	while (c->offset < n) {
		int room = (int)(end - p - 8) / 2, take = n - c->offset;
		if (room <= 0) return p;
		if (take > room) take = room;
		const unsigned char *from = z + c->offset;
		if (blob) {
			if (take > (int)sizeof part) take = sizeof part;
			c->rc = sqlite3_blob_read(blob, part, take, c->offset);
			if (c->rc != SQLITE_OK) return p;
			c->rc = SQLITE_ROW;
			from = part;
		}
		p = type == SQLITE_TEXT ? put_text(p, (const char *)from, take) : put_hex(p, from, take);
		c->offset += take;
	}
	*p++ = '\'';
	c->begun = 0;
	return p;
}

/* put_value writes the value of the current column, or a part of it. */
static char *put_value(cursor *c, char *p, char *end) {
	sqlite3_value *v = sqlite3_column_value(c->stmt, c->column);
	sqlite3_blob *blob = c->blobs ? c->blobs[c->column] : 0;
	int type = blob ? c->kinds[c->column] : sqlite3_value_type(v), n;
	const void *z = 0;
	if (!c->begun && c->column > c->keyed) *p++ = ',';
	switch (type) {
	case SQLITE_INTEGER: return put_integer(p, sqlite3_value_int64(v));
	case SQLITE_FLOAT: return put_real(p, sqlite3_value_double(v));
	case SQLITE_NULL: memcpy(p, "NULL", 4); return p + 4;
	}
	if (blob) {
		n = sqlite3_blob_bytes(blob);
	} else {
		z = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(v) : sqlite3_value_blob(v);
		n = sqlite3_value_bytes(v);
		if (!z && n > 0) {
			c->rc = SQLITE_NOMEM;
			return p;
		}
	}
	if (!c->begun) {
		if (type == SQLITE_BLOB) *p++ = 'X';
		*p++ = '\'';
		c->begun = 1;
		c->offset = 0;
	}
	return put_part(c, p, end, type, z, n);
}

/* next_row moves to the next row. The pages of a damaged table may lead in a circle: its
** rowids do not grow then, or its rows have no end. */
static int next_row(cursor *c) {
	c->rc = sqlite3_step(c->stmt);
	if (c->rc != SQLITE_ROW) return 0;
	if (c->keyed) {
		long long rowid = sqlite3_column_int64(c->stmt, 0);
		if (c->rows > 0 && rowid <= c->rowid) {
			c->rc = SQLITE_CORRUPT;
			return 0;
		}
		c->rowid = rowid;
	}
	if (++c->rows > c->most) {
		c->rc = SQLITE_CORRUPT;
		return 0;
	}
	return 1;
}

int fill(cursor *c, char *buf, int size) {
	char *p = buf, *end = buf + size;
	int columns = sqlite3_column_count(c->stmt);
	for (;;) {
		if (c->column < 0) {
			if (end - p < c->head_size + least || !next_row(c)) return p - buf;
			memcpy(p, c->head, c->head_size);
			p += c->head_size;
			c->column = c->keyed;
			c->begun = 0;
		}
		while (c->column < columns) {
			if (end - p < least / 2) return p - buf;
			p = put_value(c, p, end);
			if (c->rc != SQLITE_ROW) return p - buf;
			if (!c->begun) c->column++;
		}
		memcpy(p, ");\n", 3);
		p += 3;
		c->column = -1;
	}
}

static int authorize(void *unused, int action, const char *a, const char *b, const char *database, const char *through) {
	(void)unused, (void)a, (void)b, (void)database;
	if (through) return SQLITE_DENY; /* a view or a trigger */
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_TRANSACTION:
	case SQLITE_PRAGMA:
	case SQLITE_FUNCTION: /* asked of those in DEFAULT, too, which are not called */
		return SQLITE_OK;
	}
	return SQLITE_DENY;
}

/* A collation of the application's own is not known here. Rows are read in the order in
** which they stand: nothing is compared. */
static int compare(void *unused, int n, const void *a, int m, const void *b) {
	int order = memcmp(a, b, n < m ? n : m);
	(void)unused;
	return order ? order : n - m;
}

static void any_collation(void *unused, sqlite3 *db, int encoding, const char *name) {
	(void)unused, (void)encoding;
	sqlite3_create_collation_v2(db, name, SQLITE_UTF8, 0, compare, 0);
}

int authorize_rows(sqlite3 *db) { return sqlite3_set_authorizer(db, authorize, 0); }

int restrict_to_rows(sqlite3 *db) {
	int rc = sqlite3_drop_modules(db, 0);
	/* Objects that SQLite cannot read are in the way of no other: what becomes of them is not
	** decided here. A defensive connection writes no schema for all that. */
	if (rc == SQLITE_OK) rc = sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, (int *)0);
	if (rc == SQLITE_OK) rc = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
	if (rc == SQLITE_OK) rc = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
	if (rc == SQLITE_OK) rc = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
	if (rc == SQLITE_OK) rc = sqlite3_collation_needed(db, 0, any_collation);
	return rc;
}
