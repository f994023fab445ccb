// Package maxunwebhooks has Maxun's webhooks: the events as types, and every shape of event as one Run.
//
//	event, err := maxunwebhooks.ParseEvent(body) // after you have checked the signature or the token
//	switch event := event.(type) {
//	case *maxunwebhooks.RunFailedEvent:
//		log.Print(event.Data.Error.Message)
//	}
//	run := maxunwebhooks.Normalize(event.Payload(), nil) // the same fields, whatever the shape
package maxunwebhooks

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Event is an event of a known shape, or an *UnknownEvent.
type Event interface {
	// Payload returns the event as encoding/json takes it, with all that it was made from.
	Payload() any
}

// UnknownEvent is a payload that has none of the known shapes. Normalize reads what can be read of it.
type UnknownEvent struct {
	// EventType is empty if the payload has none.
	EventType string
	Value     any
}

// Payload returns the payload.
func (e *UnknownEvent) Payload() any { return e.Value }

// MarshalJSON returns the payload.
func (e *UnknownEvent) MarshalJSON() ([]byte, error) { return json.Marshal(e.Value) }

// ParseEvent returns the event in the body of a delivery, whose signature or token you have checked. A type switch tells
// the shapes apart. The error says that the body is not JSON.
func ParseEvent(body []byte) (Event, error) {
	var payload any
	if err := json.Unmarshal(body, &payload); err != nil {
		return nil, fmt.Errorf("maxunwebhooks: the body is not JSON: %w", err)
	}
	return ReadEvent(payload), nil
}

// ReadEvent does as ParseEvent, with a payload that encoding/json has made already.
func ReadEvent(payload any) Event {
	if shape := findShape(payload); shape != nil {
		event := newEvent(shape.Payload)
		if decode(payload, reflect.ValueOf(event).Elem()) == nil {
			return event
		}
	}
	eventType, _ := memberOf(payload, "event_type").(string)
	return &UnknownEvent{EventType: eventType, Value: payload}
}

// ShapeOf returns the name of a payload's shape: "documented", one that servers were seen to send, or "unknown".
func ShapeOf(payload any) string {
	if shape := findShape(payload); shape != nil {
		return shape.Name
	}
	return "unknown"
}

// findShape returns the documented shape if the payload has it, else the nearest observed one if the payload has that.
func findShape(payload any) *shape {
	members, isObject := payload.(map[string]any)
	if !isObject {
		return nil
	}
	eventType, has := members["event_type"]
	if !has {
		return otherShape(payload)
	}
	for index := range contract.Documented {
		each := &contract.Documented[index]
		if each.EventType == eventType && each.isOf(payload) {
			return each
		}
	}
	for index := range contract.Observed {
		each := &contract.Observed[index]
		if each.EventType == eventType && each.isToldBy(members["data"]) {
			if each.isOf(payload) {
				return each
			}
			return nil
		}
	}
	return nil
}

// otherShape returns the shape of a payload that is not an event of a Maxun server, and is known all the same.
func otherShape(payload any) *shape {
	members, _ := payload.(map[string]any)
	_, hasType := members["event_type"]
	if _, isList := members["data"].([]any); hasType || !isList {
		return nil
	}
	for index := range contract.Others {
		if each := &contract.Others[index]; each.isOf(payload) {
			return each
		}
	}
	return nil
}

func (s *shape) isOf(payload any) bool { return definition(s.Payload).meets(payload) }

func (s *shape) isToldBy(data any) bool {
	if s.ToldBy == nil {
		return true
	}
	_, isObject := data.(map[string]any)
	return isObject && s.ToldBy.meets(data)
}

func memberOf(value any, key string) any {
	members, _ := value.(map[string]any)
	return members[key]
}
