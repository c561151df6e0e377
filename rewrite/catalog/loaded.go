package catalog

// Loaded is what is known of the values of a column that are loaded.
type Loaded struct {
	// Values counts those that are not NULL, Changed those that arrived as the
	// nearest of the column's type (blobs as text, texts as bytes), Rounded those
	// with fewer digits, Repeated JSON with a key twice in an object, Cleaned the texts that lost what PostgreSQL cannot hold.
	// Zeroes counts the dates of zeros and the empty texts that became NULL, Capitals the
	// texts with capitals beyond ASCII, which citext takes for small letters.
	Values, Changed, Rounded, Repeated, Cleaned, Zeroes, Capitals int64
	// Misfits counts the values that do not fit the type which the column declares, of
	// one that has got another.
	Misfits int64
	// Long counts the values that an index holds only if PostgreSQL can compress them.
	Long int64

	RoundedBy int   // nanoseconds, at most, of a timestamp
	Longest   int   // in bytes of COPY text
	Digits    int32 // of the longest integer
	Classes   uint8 // as bits
	Sum       Sum   // of their hashes
}

// Merge takes note of all that other knows.
func (l *Loaded) Merge(other *Loaded) {
	l.Values += other.Values
	l.Changed += other.Changed
	l.Rounded += other.Rounded
	l.RoundedBy = max(l.RoundedBy, other.RoundedBy)
	l.Repeated += other.Repeated
	l.Cleaned += other.Cleaned
	l.Zeroes += other.Zeroes
	l.Capitals += other.Capitals
	l.Misfits += other.Misfits
	l.Long += other.Long
	l.Longest = max(l.Longest, other.Longest)
	l.Digits = max(l.Digits, other.Digits)
	l.Classes |= other.Classes
	l.Sum.Merge(other.Sum)
}
