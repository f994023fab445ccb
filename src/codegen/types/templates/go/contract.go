package maxunwebhooks

import (
	_ "embed"
	"encoding/json"
	"math"
	"regexp"
	"strings"
	"time"
)

//go:embed contract.json
var contractText []byte

// schema is a JSON Schema (draft-07), as far as the contracts use it.
type schema struct {
	Ref                  string             `json:"$ref"`
	Type                 any                `json:"type"`
	Const                any                `json:"const"`
	Enum                 []any              `json:"enum"`
	Format               string             `json:"format"`
	Required             []string           `json:"required"`
	Properties           map[string]*schema `json:"properties"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"`
	Items                *schema            `json:"items"`
	AnyOf                []*schema          `json:"anyOf"`
	Not                  *schema            `json:"not"`

	// others is what additionalProperties says of members without a name.
	others *schema
}

// shape is a message of the contracts.
type shape struct {
	Name      string  `json:"name"`
	EventType string  `json:"eventType"`
	Payload   string  `json:"payload"`
	ToldBy    *schema `json:"toldBy"`
}

// runField is a field of the contracts, and its place in the run.
type runField struct {
	Name   string   `json:"name"`
	Read   string   `json:"read"`
	Path   []string `json:"path"`
	Values []string `json:"values"`
}

var contract = readContract()

type contracts struct {
	Documented      []shape               `json:"documented"`
	Observed        []shape               `json:"observed"`
	Others          []shape               `json:"others"`
	RunFields       map[string][]runField `json:"runFields"`
	CamelCaseEvents []string              `json:"camelCaseEvents"`
	AlwaysThere     []string              `json:"alwaysThere"`
	Definitions     map[string]*schema    `json:"definitions"`
}

func readContract() contracts {
	var read contracts
	if err := json.Unmarshal(contractText, &read); err != nil {
		panic("maxunwebhooks: contract.json is damaged, generate it again: " + err.Error())
	}
	return read
}

// UnmarshalJSON reads a schema; additionalProperties can be true as well.
func (s *schema) UnmarshalJSON(data []byte) error {
	type plain schema
	if err := json.Unmarshal(data, (*plain)(s)); err != nil {
		return err
	}
	s.others = &schema{}
	if strings.HasPrefix(string(s.AdditionalProperties), "{") {
		return json.Unmarshal(s.AdditionalProperties, s.others)
	}
	return nil
}

// deepest is how many levels a field can have that the contracts leave open.
const deepest = 100

// meets tells whether a value meets a schema.
func (s *schema) meets(value any) bool {
	switch {
	case s.isOpen():
		return isPlain(value, deepest)
	case s.Ref != "":
		return definition(s.Ref[strings.LastIndex(s.Ref, "/")+1:]).meets(value)
	case len(s.AnyOf) > 0 && !anyMeets(s.AnyOf, value), s.Not != nil && s.Not.meets(value):
		return false
	case s.Const != nil:
		return value == s.Const
	case s.Enum != nil:
		return contains(s.Enum, value)
	case s.Format == "date-time":
		text, isText := value.(string)
		return isText && isDateTime(text)
	case !s.hasType(value):
		return false
	}
	return s.membersMeet(value)
}

// isOpen tells whether a schema says nothing.
func (s *schema) isOpen() bool {
	return s.Type == nil && s.Ref == "" && s.Const == nil && s.Enum == nil && s.Not == nil &&
		len(s.AnyOf)+len(s.Required)+len(s.Properties) == 0
}

func definition(name string) *schema {
	return contract.Definitions[name]
}

func anyMeets(schemas []*schema, value any) bool {
	for _, each := range schemas {
		if each.meets(value) {
			return true
		}
	}
	return false
}

func contains(values []any, value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return false
	}
	for _, each := range values {
		if each == value {
			return true
		}
	}
	return false
}

func (s *schema) hasType(value any) bool {
	switch wanted := s.Type.(type) {
	case string:
		return isOfType(value, wanted)
	case []any:
		for _, each := range wanted {
			if isOfType(value, each) {
				return true
			}
		}
		return false
	}
	return true
}

func isOfType(value, wanted any) bool {
	if wanted == "integer" {
		number, _ := value.(float64)
		return typeOf(value) == "number" && number == math.Trunc(number)
	}
	return wanted == typeOf(value)
}

func (s *schema) membersMeet(value any) bool {
	switch members := value.(type) {
	case []any:
		for _, member := range members {
			if s.Items != nil && !s.Items.meets(member) {
				return false
			}
		}
	case map[string]any:
		for _, key := range s.Required {
			if _, has := members[key]; !has {
				return false
			}
		}
		for key, member := range members {
			wanted, isKnown := s.Properties[key]
			if !isKnown {
				wanted = s.others
			}
			if !wanted.meets(member) {
				return false
			}
		}
	}
	return true
}

// typeOf is the type of a value, as JSON Schema names it.
func typeOf(value any) string {
	switch each := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case float64:
		if math.IsInf(each, 0) || math.IsNaN(each) {
			return ""
		}
		return "number"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return ""
}

func isPlain(value any, depth int) bool {
	switch members := value.(type) {
	case []any:
		for _, member := range members {
			if !isPlain(member, depth-1) {
				return false
			}
		}
		return depth > 0
	case map[string]any:
		for _, member := range members {
			if !isPlain(member, depth-1) {
				return false
			}
		}
		return depth > 0
	}
	return typeOf(value) != ""
}

// dateTime is RFC 3339, section 5.6.
var dateTime = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]{1,9})?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$`)

// isDateTime tells whether a text is a date and time of RFC 3339, with a day that the month has.
func isDateTime(text string) bool {
	match := dateTime.FindStringSubmatch(text)
	if match == nil {
		return false
	}
	_, err := time.Parse("2006-01-02", match[1])
	return err == nil
}
