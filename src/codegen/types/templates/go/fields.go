package maxunwebhooks

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
)

const (
	maxRepairs     = 100
	maxKeys        = 1000
	maxKeyCompared = 100
	maxPointer     = 1000
)

// place is a value that was found, and a JSON pointer to it.
type place struct {
	value any
	path  string
}

// holder is an object of the payload, and a JSON pointer to it.
type holder struct {
	value map[string]any
	path  string
}

// keys lists the keys in the order of the alphabet: a map of Go does not know the order on the wire.
func (h holder) keys() []string {
	keys := make([]string, 0, len(h.value))
	for key := range h.value {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func (h holder) at(key string) place { return place{h.value[key], join(h.path, key)} }

// repairs collects the guesses, up to a hundred.
type repairs struct {
	list []Repair
	seen map[string]bool
}

// add adds a repair; used is what the run has instead of the value.
func (r *repairs) add(kind string, found place, used any, because string) {
	if len(r.list) >= maxRepairs {
		return
	}
	shown := describe(found.value)
	message := fmt.Sprintf("%s: %s %s.", describePlace(found.path), shown, because)
	r.list = append(r.list, Repair{Path: found.path, Kind: kind, Found: shown, Used: describe(used), Message: message})
}

// keep adds a repair about a value that the run has as it is.
func (r *repairs) keep(kind string, found place, because string) {
	r.add(kind, found, found.value, because)
}

// drop adds a repair about a value that the run does not have.
func (r *repairs) drop(kind string, found place, because string) {
	r.add(kind, found, missing{}, because)
}

// unreadable adds that a value could not be read.
func (r *repairs) unreadable(found place, expected string) {
	r.drop("unreadable", found, "cannot be read as "+expected+", and is left out")
}

// noResults adds that the event of a successful run has no results: if the list is full, in place of its last repair.
func (r *repairs) noResults() {
	if len(r.list) >= maxRepairs {
		r.list = r.list[:maxRepairs-1]
	}
	found := Repair{Kind: "maybe-incomplete", Found: "no results", Used: "nothing", Message: noResults}
	r.list = append(r.list, found)
}

const noResults = "The payload has no results, though its run may have: Maxun leaves them out of runs that its API " +
	"started, and of documents. Ask Maxun's REST API for the run."

// search says where to look for fields: first where they belong, then where they may have been misplaced.
type search struct {
	holders []holder
	repairs *repairs
	// camelCase says that the names in camelCase are the contract's own.
	camelCase bool
}

// find finds fields by their names in snake_case, in camelCase, or in any other spelling. Null counts as not there.
func (s search) find(names []string) map[string]*place {
	found := map[string]*place{}
	for index, each := range s.holders {
		var wanted []string
		for _, name := range names {
			if found[name] == nil {
				wanted = append(wanted, name)
			}
		}
		for _, hit := range s.hits(wanted, each) {
			field := each.at(hit.key)
			s.repairs.seen[field.path] = true
			if index > 0 {
				where := describePlace(s.holders[0].path)
				s.repairs.keep("misplaced", field, "belongs under "+where+", and is read nevertheless")
			}
			found[hit.name] = &field
		}
	}
	return found
}

// reportDropped reports the fields that no search has found: the run has no place for them.
func (r *repairs) reportDropped(from holder) {
	for index, key := range from.keys() {
		if index == maxKeys {
			return
		}
		field := from.at(key)
		if _, length := cut(join("", key), maxPointer); length > maxPointer {
			field.path = from.path
		}
		if field.value != nil && !r.seen[field.path] {
			r.drop("dropped", field, "has no place in a run, and is left out")
		}
	}
}

type hit struct{ name, key string }

func (s search) hits(names []string, from holder) []hit {
	var hits []hit
	var missing []string
	for _, name := range names {
		if key := s.keyOf(name, from); key != "" {
			hits = append(hits, hit{name, key})
		} else {
			missing = append(missing, name)
		}
	}
	return append(hits, s.otherSpellings(missing, from)...)
}

// keyOf returns the key in snake_case or in camelCase that a field has.
func (s search) keyOf(name string, from holder) string {
	camel := toCamelCase(name)
	hasSnake := from.value[name] != nil
	if camel == name || from.value[camel] == nil {
		if hasSnake {
			return name
		}
		return ""
	}
	if hasSnake {
		s.reportConflict(name, camel, from)
		return name
	}
	if !s.camelCase {
		s.reportRenamed(name, camel, from)
	}
	return camel
}

func (s search) otherSpellings(missing []string, from holder) []hit {
	if len(missing) == 0 || len(from.value) > maxKeys {
		return nil
	}
	wanted := map[string]bool{}
	for _, name := range missing {
		wanted[name] = true
	}
	var hits []hit
	for _, key := range from.keys() {
		name := toSnakeCase(key)
		if isPlainKey(key) || !wanted[name] || key == toCamelCase(name) || from.value[key] == nil {
			continue
		}
		s.reportRenamed(name, key, from)
		hits = append(hits, hit{name, key})
		delete(wanted, name)
	}
	return hits
}

// isPlainKey tells whether a key is in snake_case already, so that it can stand for no other.
func isPlainKey(key string) bool {
	return strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") == ""
}

func (s search) reportRenamed(name, key string, from holder) {
	s.repairs.keep("renamed", from.at(key), "is read as "+describePlace(join(from.path, name)))
}

func (s search) reportConflict(name, key string, from holder) {
	found, kept := from.at(key), from.at(name)
	s.repairs.seen[found.path] = true
	isObject := typeOf(kept.value) == "object" || typeOf(kept.value) == "array"
	if isObject || !reflect.DeepEqual(kept.value, found.value) {
		because := "is another value than that of " + describePlace(kept.path) + ", which is taken"
		s.repairs.add("conflict", found, kept.value, because)
	}
}

// toCamelCase is the spelling of a contract's key in camelCase.
func toCamelCase(key string) string {
	words := strings.Split(key, "_")
	for index, word := range words {
		if index > 0 && word != "" {
			words[index] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, "")
}

// toSnakeCase is a key of any style in snake_case; a long one is not changed.
func toSnakeCase(key string) string {
	if _, length := cut(key, maxKeyCompared); length > maxKeyCompared {
		return key
	}
	var text strings.Builder
	isBreak, before := false, rune(0)
	for _, each := range key {
		isUpper := each >= 'A' && each <= 'Z'
		lower := each
		if isUpper {
			lower += 'a' - 'A'
		}
		isPlain := lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9'
		isHump := isUpper && (before >= 'a' && before <= 'z' || before >= '0' && before <= '9')
		if isPlain && (isBreak || isHump) && text.Len() > 0 {
			text.WriteByte('_')
		}
		if isPlain {
			text.WriteRune(lower)
		}
		isBreak, before = !isPlain, each
	}
	return text.String()
}
