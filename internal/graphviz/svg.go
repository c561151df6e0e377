package graphviz

import (
	"bytes"
	"errors"
)

// element leaves what stands before the element <svg> out, which has no place in HTML,
// and returns a copy.
func element(svg []byte) ([]byte, error) {
	i := bytes.Index(svg, []byte("<svg"))
	if i < 0 {
		return nil, errors.New("graphviz: no picture")
	}
	return bytes.Clone(svg[i:]), nil
}
