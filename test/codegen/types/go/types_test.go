package maxunwebhooks

import (
	"math"
	"testing"
)

func TestWholeNumbers(t *testing.T) {
	whole := &schema{Type: []any{"integer", "null"}}
	for _, value := range []any{1.0, -7.0, 1e300, nil} {
		if !whole.meets(value) {
			t.Errorf("%v is refused", value)
		}
	}
	for _, value := range []any{1.5, math.Inf(1), math.NaN(), "1", true} {
		if whole.meets(value) {
			t.Errorf("%v is taken", value)
		}
	}
}
