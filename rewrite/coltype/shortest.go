package coltype

import "math"

// decimal is a number of the form -12 or 12.50.
type decimal struct {
	negative bool
	point    int    // where it is, 0 for an integer
	mantissa uint64 // its first 19 digits, without leading zeros
	digits   int    // how many these are, of an integer all
	scale    int    // digits of the mantissa after the point; of 0.001 3
	more     bool   // there are digits after these
	whole    int    // digits before the point that are not a lone zero
	fraction int    // digits that shortest has written after it
}

// literal reads the literal of a decimal that in begins with, and returns what a
// direct encoder does.
func (d *decimal) literal(in []byte) (read int) {
	read = d.read(in)
	if read == len(in) {
		return Short
	}
	if !endsValue(in[read]) {
		return Leave
	}
	return read
}

// read reads the decimal that in begins with and returns its length, 0 for
// other forms.
func (d *decimal) read(in []byte) int {
	i := 0
	if len(in) > 0 && in[0] == '-' {
		d.negative = true
		i = 1
	}
	zero := i < len(in) && in[i] == '0'
	d.mantissa, d.digits = readDigits(0, in[i:], 19)
	i += d.digits
	switch {
	case d.digits == 0 || d.digits == 19 || d.digits > 1 && zero:
		return 0
	case i == len(in) || in[i] != '.':
		if zero && d.negative {
			return 0
		}
		return i
	}
	d.point = i
	i++
	if zero { // zeros behind the point are no digits of the mantissa
		d.digits = 0
		for i < len(in) && in[i] == '0' {
			i++
		}
		d.scale = i - d.point - 1
	}
	d.whole = d.digits
	var n int
	d.mantissa, n = readDigits(d.mantissa, in[i:], 19-d.digits)
	d.digits, d.scale, i = d.digits+n, d.scale+n, i+n
	if i == d.point+1 {
		return 0
	}
	for ; i < len(in) && in[i]-'0' <= 9; i++ {
		d.more = true
	}
	return i
}

// readDigits reads up to limit digits, which stand after those that n has, and
// returns their number, too.
func readDigits(n uint64, in []byte, limit int) (uint64, int) {
	i := 0
	for len(in)-i >= Word {
		x := load(in[i:])
		k := min(first(isDigit(x)), limit-i)
		n = n*tens[k] + eight((x^zeros)<<(64-8*k))
		if i += k; k < Word {
			return n, i
		}
	}
	for ; i < min(len(in), limit) && in[i]-'0' <= 9; i++ {
		n = n*10 + uint64(in[i]-'0')
	}
	return n, i
}

const zeros = '0' * ones

// eight is the number that eight digits are, the first one in the lowest byte.
func eight(digits uint64) uint64 {
	pairs := digits*10 + digits>>8 // in bytes 0, 2, 4, 6
	const low, high = 100 + 1000000<<32, 1 + 10000<<32
	return (pairs&0x000000FF000000FF*low + pairs>>16&0x000000FF000000FF*high) >> 32
}

// tens holds the powers of ten that a uint64 holds, exact those that a double
// holds, and inverses what is nearest to 1 by these.
var (
	tens  = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}
	exact = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

	inverses = [...]float64{1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18, 1e-19, 1e-20, 1e-21, 1e-22}
)

// plain reports whether PostgreSQL prints the double without an exponent. It
// is not zero.
func (d *decimal) plain() bool {
	return d.mantissa != 0 && d.digits-d.scale <= 15 && d.digits-d.scale > -4
}

// shortest writes the shortest decimal that is the same double as the one in
// text, of all such the nearest, and returns its length: as strconv does, which
// takes four times as long. It returns 0 where it cannot be sure, or PostgreSQL prints an exponent.
//
// The number m / 10^scale is near a double f, and d is how far, in units of m's
// last digit. What rounds to the same double is less than half the distance of f
// from its neighbours away.
func (d *decimal) shortest(dst, text []byte) int {
	if !d.plain() || d.scale >= len(exact) {
		return 0
	}
	if d.digits <= 15 { // no two decimals of so many digits are the same double
		return d.cut(dst, text, len(text), 0)
	}
	power, inverse := exact[d.scale], inverses[d.scale]
	high := float64(d.mantissa)
	low := float64(int64(d.mantissa - uint64(high)))
	f := high * inverse
	f += (math.FMA(-f, power, high) + low) * inverse
	away := math.FMA(-f, power, high) + low
	half := ulp(f) * 0.5 * power
	unsure := half * 0x1p-20
	if d.more {
		unsure++
	}
	if half == 0 || math.Abs(away) > half-unsure {
		return 0
	}
	whole := math.Ceil(away)
	m := d.mantissa - uint64(int64(whole)) // f is less than 1 above it
	if away -= whole; m < tens[d.digits-1] {
		return 0
	}
	for n := min(d.digits, 15); n <= 17; n++ {
		drop := max(d.digits-n, 0)
		unit := tens[drop]
		q := dropDigits(m+unit/2, drop)
		if drop == 0 && away < -0.5 {
			q++
		}
		off := math.Abs(float64(int64(m-q*unit)) - away) // of q
		switch {
		case d.scale < drop || math.Abs(float64(unit)-2*off) <= unsure: // in the middle of two
			return 0
		case off < half-unsure:
			up := q - dropDigits(d.mantissa, drop)
			if up > 1 {
				return 0
			}
			return d.cut(dst, text, d.point+1+d.scale-drop, byte(up))
		case off < half+unsure:
			return 0
		}
	}
	return 0
}

// dropDigits returns m / 10^n: a constant is divided by ten times as fast.
func dropDigits(m uint64, n int) uint64 {
	switch n {
	case 0:
		return m
	case 1:
		return m / 1e1
	case 2:
		return m / 1e2
	case 3:
		return m / 1e3
	default: // of 19 digits 15 stay
		return m / 1e4
	}
}

// ulp is the distance of f, which is positive, from its neighbours, or 0 if they
// are not equally far.
func ulp(f float64) float64 {
	bits := math.Float64bits(f)
	if bits<<12 == 0 {
		return 0
	}
	return math.Float64frombits(bits+1) - f
}

// cut writes text up to end, which is behind its point, its last digit up by one
// or not, and without zeros at the end. It returns the length, or 0 where that
// changes what is before the point.
func (d *decimal) cut(dst, text []byte, end int, up byte) int {
	n := copy(dst, text[:end])
	for dst[n-1] == '0'+9*up {
		n--
	}
	if dst[n-1] == '.' {
		if up > 0 {
			return 0
		}
		n--
	}
	dst[n-1] += up
	d.fraction = max(n-d.point-1, 0)
	return n
}
