package maxunwebhooks

import (
	"fmt"
	"strconv"
)

const maxLists = 1000

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
