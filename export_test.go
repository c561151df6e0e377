package sqlite2pg

// SetWindow makes the window n bytes large until restore is called.
func SetWindow(n int) (restore func()) {
	old := windowSize
	windowSize = n
	return func() { windowSize = old }
}
