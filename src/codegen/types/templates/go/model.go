package maxunwebhooks

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Extra holds the members of a JSON object that its type has no field for, and those that are null.
type Extra map[string]any

var extraType = reflect.TypeOf(Extra(nil))

// unmarshal is UnmarshalJSON of every generated type.
func unmarshal(data []byte, target any) error {
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return err
	}
	return decode(value, reflect.ValueOf(target).Elem())
}

// decode puts a value, as encoding/json makes it of JSON, into a field.
func decode(value any, target reflect.Value) error {
	found := reflect.ValueOf(value)
	if value != nil && found.Type().AssignableTo(target.Type()) {
		target.Set(found)
		return nil
	}
	switch members := value.(type) {
	case map[string]any:
		if target.Kind() == reflect.Struct {
			return decodeStruct(members, target)
		}
		if target.Kind() == reflect.Map {
			return decodeMap(members, target)
		}
	case []any:
		if target.Kind() == reflect.Slice {
			return decodeSlice(members, target)
		}
	}
	if target.Kind() == reflect.Pointer {
		target.Set(reflect.New(target.Type().Elem()))
		return decode(value, target.Elem())
	}
	return fmt.Errorf("maxunwebhooks: found %s, expected %s", describe(value), target.Type())
}

func decodeStruct(value map[string]any, target reflect.Value) error {
	extra := Extra{}
	for key, member := range value {
		extra[key] = member
	}
	for index := 0; index < target.NumField(); index++ {
		key := keyOf(target.Type().Field(index))
		member, has := value[key]
		if key == "" || !has || member == nil {
			continue
		}
		if err := decode(member, target.Field(index)); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		delete(extra, key)
	}
	if len(extra) > 0 {
		target.FieldByName("Extra").Set(reflect.ValueOf(extra))
	}
	return nil
}

func decodeMap(value map[string]any, target reflect.Value) error {
	made := reflect.MakeMapWithSize(target.Type(), len(value))
	for key, member := range value {
		element := reflect.New(target.Type().Elem()).Elem()
		if err := decode(member, element); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		made.SetMapIndex(reflect.ValueOf(key), element)
	}
	target.Set(made)
	return nil
}

func decodeSlice(value []any, target reflect.Value) error {
	made := reflect.MakeSlice(target.Type(), len(value), len(value))
	for index, member := range value {
		if err := decode(member, made.Index(index)); err != nil {
			return fmt.Errorf("%d: %w", index, err)
		}
	}
	target.Set(made)
	return nil
}

// keyOf is the key that a field has on the wire; empty for Extra.
func keyOf(field reflect.StructField) string {
	if field.Type == extraType {
		return ""
	}
	return strings.TrimSuffix(field.Tag.Get("json"), ",omitempty")
}

// encode is the opposite of decode: what encoding/json takes, by the names on the wire.
func encode(value reflect.Value) any {
	switch value.Kind() {
	case reflect.Pointer:
		return encode(value.Elem())
	case reflect.Struct:
		return encodeStruct(value)
	case reflect.Slice:
		if _, isPlain := value.Interface().([]any); isPlain {
			break
		}
		made := make([]any, value.Len())
		for index := range made {
			made[index] = encode(value.Index(index))
		}
		return made
	case reflect.Map:
		if _, isPlain := value.Interface().(map[string]any); isPlain {
			break
		}
		made := map[string]any{}
		for _, key := range value.MapKeys() {
			made[key.String()] = encode(value.MapIndex(key))
		}
		return made
	}
	return value.Interface()
}

func encodeStruct(value reflect.Value) map[string]any {
	made := map[string]any{}
	for key, member := range value.FieldByName("Extra").Interface().(Extra) {
		made[key] = member
	}
	for index := 0; index < value.NumField(); index++ {
		field := value.Field(index)
		key := keyOf(value.Type().Field(index))
		if key != "" && !isAbsent(field) {
			made[key] = encode(field)
		}
	}
	return made
}

// isAbsent tells whether a field holds nothing: an empty list is there, and so is an empty text.
func isAbsent(field reflect.Value) bool {
	switch field.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Interface:
		return field.IsNil()
	}
	return false
}
