#include "rows.h"

#include <stdint.h>
#include <string.h>
#include <math.h>

static const char digits[] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
	"4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798"
	"99";

/* count_digits returns how many digits u has. */
static int count_digits(uint64_t u) {
	int n = 1;
	for (; u >= 10000; u /= 10000) n += 4;
	return n + (u >= 10) + (u >= 100) + (u >= 1000);
}

/* put_digits writes the last n digits of u, and returns their end. They are written where
** they are to be: what is copied is waited for. */
static char *put_digits(char *p, uint64_t u, int n) {
	char *at = p + n;
	for (; at - p >= 2; u /= 100) {
		at -= 2;
		memcpy(at, digits + 2 * (u % 100), 2);
	}
	if (at > p) *p = '0' + u % 10;
	return p + n;
}

static char *put_integer(char *p, long long n) {
	uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;
	if (n < 0) *p++ = '-';
	return put_digits(p, u, count_digits(u));
}

#ifdef __SIZEOF_INT128__

static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};

static const uint64_t fives[] = {
	1ull, 5ull, 25ull, 125ull, 625ull, 3125ull, 15625ull, 78125ull, 390625ull, 1953125ull, 9765625ull, 48828125ull, 244140625ull, 1220703125ull, 6103515625ull, 30517578125ull, 152587890625ull,
	762939453125ull, 3814697265625ull, 19073486328125ull, 95367431640625ull, 476837158203125ull};

/* scale returns d * 10^k, rounded to an integer of 16 to 18 digits. */
static uint64_t scale(double d, int k) {
	uint64_t bits;
	memcpy(&bits, &d, sizeof bits);
	unsigned __int128 exact = (unsigned __int128)((bits & ((1ull << 52) - 1)) | 1ull << 52) * fives[k];
	int shift = 1075 - (int)(bits >> 52) - k; /* d is the integer times 2^-(shift + k) */
	return (uint64_t)((exact + ((unsigned __int128)1 << (shift - 1))) >> shift);
}

/* put_usual writes a decimal that reads back as d, which is at least 1e-4 and less than
** 1e15: that of fifteen digits, if it does, as what people write does, or that of
** seventeen. Both are exact: 10^k is a double, so that a division rounds n / 10^k as a
** reader of decimals does. */
static char *put_usual(char *p, double d) {
	int k = 16;
	while (k > 2 && d >= tens[17 - k]) k--;
	for (double least = d; least < 1; least *= 10) k++;
	uint64_t n = scale(d, k);
	if (n < 10000000000000000ull) n = scale(d, ++k);
	else if (n >= 100000000000000000ull) n = scale(d, --k);
	uint64_t fifteen = (n + 50) / 100;
	if ((double)fifteen / tens[k - 2] == d) {
		n = fifteen, k -= 2;
		if (k > 8 && n % 100000000 == 0) n /= 100000000, k -= 8;
		while (k > 1 && n % 10 == 0) n /= 10, k--;
	}
	if (k == 0) n *= 10, k = 1; /* an integer */
	uint64_t whole = k < 20 ? n / (fives[k] << k) : 0;
	p = put_digits(p, whole, count_digits(whole));
	*p++ = '.';
	return put_digits(p, n, k);
}

#else /* a machine of 32 bits */

static char *put_usual(char *p, double d) {
	sqlite3_snprintf(64, p, "%!.17g", d);
	return p + strlen(p);
}

#endif

/* put_real writes a decimal that reads back as d. */
static char *put_real(char *p, double d) {
	if (isinf(d)) {
		const char *inf = d < 0 ? "-9.0e+999" : "9.0e+999"; /* as sqlite3 writes it */
		memcpy(p, inf, strlen(inf));
		return p + strlen(inf);
	}
	if (fabs(d) >= 1e-4 && fabs(d) < 1e15) {
		if (d < 0) *p++ = '-';
		return put_usual(p, fabs(d));
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
	static const char hex[] =
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
		"303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"
		"606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f"
		"909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
		"c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef"
		"f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
	for (int i = 0; i < n; i++) memcpy(p + 2 * i, hex + 2 * z[i], 2);
	return p + 2 * n;
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
