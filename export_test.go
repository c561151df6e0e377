package sqlite2pg

// SetHold makes n bytes the most that is held of a row until restore is called.
// It may be less than a buffer: rows are not looked for there.
func SetHold(n int) (restore func()) {
	old := holdRow
	holdRow = n
	look := NoLookAhead()
	return func() { holdRow = old; look() }
}

// NoLookAhead has all rows take the longer road until restore is called.
func NoLookAhead() (restore func()) {
	old := lookAhead
	lookAhead = false
	return func() { lookAhead = old }
}

// SetWindow makes the window n bytes large until restore is called.
func SetWindow(n int) (restore func()) {
	old := windowSize
	windowSize = n
	return func() { windowSize = old }
}

// SetParts has rows be read in parts of size bytes as soon as from bytes of a
// table have gone by, until restore is called.
func SetParts(size, from int64) (restore func()) {
	oldSize, oldFrom := partSize, parallelFrom
	partSize, parallelFrom = size, from
	return func() { partSize, parallelFrom = oldSize, oldFrom }
}
