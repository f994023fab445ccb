package maxunwebhooks

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

const (
	maxKnownLength = 20
	maxExact       = 1<<53 - 1
)

// readText reads a text. A number is converted, and so is a value that the contract names and that is in another case.
func readText(field *place, repairs *repairs, known []string) any {
	if field == nil {
		return nil
	}
	switch value := field.value.(type) {
	case string:
		return inKnownCase(*field, value, known, repairs)
	case float64:
		if typeOf(value) != "number" {
			break
		}
		text := numberText(value)
		if value == math.Trunc(value) && math.Abs(value) > maxExact {
			repairs.add("imprecise", *field, text, "is too large to have been kept exactly, and is read as text")
		} else {
			repairs.add("converted", *field, text, "is a number, read as text")
		}
		return text
	}
	repairs.unreadable(*field, "a text")
	return nil
}

func inKnownCase(field place, value string, known []string, repairs *repairs) string {
	lower := strings.ToLower(value)
	if len(value) > maxKnownLength || lower == value {
		return value
	}
	for _, each := range known {
		if each == lower {
			repairs.add("converted", field, lower, `is read as "`+lower+`"`)
			return lower
		}
	}
	return value
}

// readIf reads a value that is taken as it is, if it has the right type of JSON.
func readIf(wanted, expected string, field *place, repairs *repairs) any {
	if field == nil {
		return nil
	}
	if typeOf(field.value) == wanted {
		return field.value
	}
	repairs.unreadable(*field, expected)
	return nil
}

var digits = regexp.MustCompile(`^[0-9]{1,15}$`)

// readNumber reads a number. Digits in a text are converted.
func readNumber(field *place, repairs *repairs) any {
	if field != nil {
		if text, isText := field.value.(string); isText && digits.MatchString(text) {
			used, _ := strconv.ParseFloat(text, 64)
			repairs.add("converted", *field, used, "is a text, read as a number")
			return used
		}
	}
	return readIf("number", "a number", field, repairs)
}

// readBoolean reads yes or no. The words are converted.
func readBoolean(field *place, repairs *repairs) any {
	if field != nil && (field.value == "true" || field.value == "false") {
		used := field.value == "true"
		repairs.add("converted", *field, used, "is a text, read as true or false")
		return used
	}
	return readIf("boolean", "true or false", field, repairs)
}

// readResult reads the result of a crawl or a search. `{}` means that the run has no such result.
func readResult(field *place, name string, repairs *repairs) any {
	if field == nil {
		return nil
	}
	switch value := field.value.(type) {
	case map[string]any:
		if len(value) > 0 {
			return value
		}
		return nil
	case []any:
		if len(value) == 0 {
			return nil
		}
		repairs.keep("restructured", *field, `has no name: it is read as "`+name+`"`)
		return map[string]any{name: value}
	}
	repairs.unreadable(*field, "results by name")
	return nil
}

// readLinks reads the links of a page: texts, or records whose `url` or `href` is read.
func readLinks(field *place, repairs *repairs) any {
	found := readIf("array", "an array of links", field, repairs)
	values, isList := found.([]any)
	if !isList {
		return nil
	}
	links := []any{}
	for _, value := range values {
		if link := linkOf(value); link != nil {
			links = append(links, link)
		}
	}
	if lost := len(values) - len(links); lost > 0 {
		because := fmt.Sprintf(`has %d links that are neither texts nor records with a "url", and they are left out`, lost)
		repairs.add("unreadable", *field, links, because)
	}
	return links
}

func linkOf(value any) any {
	if _, isText := value.(string); isText {
		return value
	}
	for _, key := range []string{"url", "href"} {
		if link, isText := memberOf(value, key).(string); isText {
			return link
		}
	}
	return nil
}

var camelKey = regexp.MustCompile(`^[a-z][0-9a-z]*[A-Z][0-9A-Za-z]*$`)

// readMetadata reads the metadata, with its keys in snake_case.
func readMetadata(field *place, from search) map[string]any {
	value, _ := readIf("object", "an object of metadata", field, from.repairs).(map[string]any)
	kept := map[string]any{}
	var camelKeys []string
	for _, key := range (holder{value: value}).keys() {
		if len(value) <= maxKeys && len(key) <= 100 && camelKey.MatchString(key) {
			camelKeys = append(camelKeys, key)
		} else {
			kept[key] = value[key]
		}
	}
	for _, key := range camelKeys {
		name := toSnakeCase(key)
		found, where := place{value[key], join(field.path, key)}, describePlace(join(field.path, name))
		if _, isTaken := kept[name]; isTaken {
			because := "has the name of " + where + " in another spelling, which is taken"
			from.repairs.drop("conflict", found, because)
			continue
		}
		if !from.camelCase {
			from.repairs.keep("renamed", found, "is read as "+where)
		}
		kept[name] = value[key]
	}
	return kept
}
