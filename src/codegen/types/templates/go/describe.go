package maxunwebhooks

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// missing stands for a value that is absent; null is present.
type missing struct{}

const (
	maxTextShown = 60
	maxPathShown = 200
)

// describe says what a value is, such as `"success"`, `an array of 3`, `null`, `nothing`.
func describe(value any) string {
	switch each := value.(type) {
	case missing:
		return "nothing"
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(each)
	case float64:
		return numberText(each)
	case string:
		beginning, length := cut(each, maxTextShown)
		if length <= maxTextShown {
			return quote(beginning)
		}
		return fmt.Sprintf("%s… (%d characters)", quote(beginning), length)
	case []any:
		return fmt.Sprintf("an array of %d", len(each))
	}
	return "an object"
}

// describePlace is a JSON pointer in a sentence.
func describePlace(path string) string {
	if path == "" {
		return "The payload"
	}
	beginning, length := cut(path, maxPathShown)
	shown := printable(beginning, false)
	if length > maxPathShown {
		return shown + "…"
	}
	return shown
}

// join is a JSON pointer (RFC 6901) to a member.
func join(path, key string) string {
	return path + "/" + strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}

// numberText is a number as JavaScript writes it.
func numberText(value float64) string {
	text, err := json.Marshal(value)
	if err != nil {
		return strings.TrimPrefix(strconv.FormatFloat(value, 'g', -1, 64), "+")
	}
	if value == 0 {
		return "0"
	}
	return string(text)
}

// cut returns the beginning of a text, and its length, in UTF-16 units.
func cut(text string, most int) ([]uint16, int) {
	units := utf16.Encode([]rune(text))
	if len(units) <= most {
		return units, len(units)
	}
	return units[:most], len(units)
}

func quote(units []uint16) string { return `"` + printable(units, true) + `"` }

var escapes = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

// printable makes a text harmless for a terminal and a log.
func printable(units []uint16, isQuoted bool) string {
	var text strings.Builder
	for index := 0; index < len(units); index++ {
		each := rune(units[index])
		if utf16.IsSurrogate(each) && index+1 < len(units) {
			if pair := utf16.DecodeRune(each, rune(units[index+1])); pair != '\uFFFD' {
				text.WriteRune(pair)
				index++
				continue
			}
		}
		escape, hasEscape := escapes[each]
		switch {
		case isQuoted && hasEscape:
			text.WriteString(escape)
		case isUnsafe(each):
			fmt.Fprintf(&text, `\u%04x`, each)
		default:
			text.WriteRune(each)
		}
	}
	return text.String()
}

// isUnsafe finds control characters, invisible marks, marks that turn the direction of text, and halves of characters.
func isUnsafe(each rune) bool {
	return each <= 0x1f || each >= 0x7f && each <= 0x9f || each == 0x61c || each >= 0x200b && each <= 0x200f ||
		each >= 0x2028 && each <= 0x202e || each >= 0x2060 && each <= 0x2069 || each == 0xfeff || utf16.IsSurrogate(each)
}
