package sqlite2pg

// SetHold makes n bytes the most that is held of a row until restore is called.
func SetHold(n int) (restore func()) {
	old := holdRow
	holdRow = n
	return func() { holdRow = old }
}

// SetWindow makes the window n bytes large until restore is called.
func SetWindow(n int) (restore func()) {
	old := windowSize
	windowSize = n
	return func() { windowSize = old }
}
