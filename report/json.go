package report

import (
	"encoding/json"
	"io"
)

// WriteJSON writes the report as docs/report.schema.json says.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
