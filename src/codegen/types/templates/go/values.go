package maxunwebhooks

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

const (
	maxLists       = 1000
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

// readLists reads lists by name (kind "list"), or groups of texts ("text"), of which a bare text is a row.
func readLists(field *place, kind string, repairs *repairs) map[string]any {
	if field == nil {
		return map[string]any{}
	}
	from := listsAt{*field, kind, repairs}
	switch value := field.value.(type) {
	case []any:
		return from.read(from.named(value))
	case map[string]any:
		return from.read(from.listed(value))
	case string:
		if kind == "text" {
			return from.read(from.named([]any{value}))
		}
	}
	repairs.unreadable(*field, "lists by name")
	return map[string]any{}
}

// listsAt is where lists are, what their rows are, and where to report.
type listsAt struct {
	place
	kind    string
	repairs *repairs
}

// listed is a list with its name, and its place.
type listed struct {
	name string
	place
}

func (l listsAt) listed(value map[string]any) []listed {
	from := holder{value, l.path}
	keys := from.keys()
	if len(keys) > maxLists && !allRows(value) {
		l.reportTooMany(value)
		keys = keys[:maxLists]
	}
	var lists []listed
	for _, key := range keys {
		lists = append(lists, listed{key, from.at(key)})
	}
	return lists
}

func allRows(lists map[string]any) bool {
	for _, list := range lists {
		if !isRows(list) {
			return false
		}
	}
	return true
}

func (l listsAt) reportTooMany(value any) {
	because := fmt.Sprintf("has more than %d lists: those after them are left out", maxLists)
	l.repairs.keep("unreadable", place{value, l.path}, because)
}

func (l listsAt) named(value []any) []listed {
	if len(value) == 0 {
		return nil
	}
	found, first := place{value, l.path}, l.kind+"_0"
	if !areLists(value) {
		l.repairs.keep("restructured", found, `has no names: it is read as one list, "`+first+`"`)
		return []listed{{first, found}}
	}
	l.repairs.keep("restructured", found, `has no names: each list is read under its place, as "`+first+`" and on`)
	if len(value) > maxLists {
		l.reportTooMany(value)
		value = value[:maxLists]
	}
	var lists []listed
	for index, list := range value {
		if list != nil {
			at := strconv.Itoa(index)
			lists = append(lists, listed{l.kind + "_" + at, place{list, join(l.path, at)}})
		}
	}
	return lists
}

// areLists tells whether an array holds lists, and holes between them.
func areLists(value []any) bool {
	count := 0
	for _, each := range value {
		if _, isList := each.([]any); isList {
			count++
		} else if each != nil {
			return false
		}
	}
	return count > 0
}

func (l listsAt) read(lists []listed) map[string]any {
	read := map[string]any{}
	for _, list := range lists {
		if rows := l.rows(list.place); rows != nil {
			read[list.name] = rows
		}
	}
	return read
}

func isRows(value any) bool {
	rows, isList := value.([]any)
	for _, row := range rows {
		if _, isRow := row.(map[string]any); !isRow {
			return false
		}
	}
	return isList
}

func (l listsAt) rows(field place) []any {
	_, isText := field.value.(string)
	_, isRow := field.value.(map[string]any)
	values, isList := field.value.([]any)
	switch {
	case isRows(field.value):
		return values
	case isRow, isText && l.kind == "text":
		l.repairs.keep("restructured", field, "is read as a list of one row")
		return []any{toRow(field.value)}
	case !isList:
		l.repairs.unreadable(field, "rows")
		return nil
	}
	l.repairs.keep("restructured", field, `has rows that are not records: each is read as the field "value" of one`)
	rows := make([]any, len(values))
	for index, each := range values {
		rows[index] = toRow(each)
	}
	return rows
}

func toRow(value any) any {
	if _, isRow := value.(map[string]any); isRow {
		return value
	}
	return map[string]any{"value": value}
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
