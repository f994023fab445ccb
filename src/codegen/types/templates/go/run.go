package maxunwebhooks

import (
	"reflect"
	"time"
)

// Normalize puts a payload of any shape into the one normalised form, whatever the payload is.
//
// Every guess is in Repairs, and so is everything that could not be read. Rows, texts and pages are the payload's own, not
// copies.
//
// The payload is what encoding/json makes of JSON, or Payload() of an event. The zone is that of the sending server's
// clock, UTC if it is nil; dates that name their zone do not need it.
func Normalize(payload any, zone *time.Location) *Run {
	run := map[string]any{"shape": ShapeOf(payload)}
	for _, key := range contract.AlwaysThere {
		run[key] = map[string]any{}
	}
	repairs := &repairs{list: []Repair{}, seen: map[string]bool{}}
	if members, isObject := payload.(map[string]any); isObject {
		fill(run, members, repairs, zone)
		if lacksResults(run) {
			repairs.noResults()
		}
	} else {
		repairs.unreadable(place{payload, ""}, "an event")
	}
	normalized := &Run{}
	if err := decode(run, reflect.ValueOf(normalized).Elem()); err != nil {
		panic("maxunwebhooks: the files do not fit together, generate them again: " + err.Error())
	}
	normalized.Repairs = repairs.list
	return normalized
}

// lacksResults tells whether a successful run has nothing that it could have been started for.
func lacksResults(run map[string]any) bool {
	if run["eventType"] != "run_completed" || run["error"] != nil || run["status"] == "failed" {
		return false
	}
	if run["promptResult"] != nil {
		return false
	}
	for _, key := range []string{"links", "markdown", "html", "summary", "texts", "lists", "crawl", "search", "document"} {
		if !isEmpty(run[key]) {
			return false
		}
	}
	return run["id"] != nil && memberOf(run["robot"], "id") != nil
}

func isEmpty(value any) bool {
	switch each := value.(type) {
	case string:
		return each == ""
	case []any:
		return len(each) == 0
	case map[string]any:
		return len(each) == 0
	}
	return value == nil
}

// filling is what the readers of fields know.
type filling struct {
	search
	run map[string]any
	// rows are those of a payload that has nothing else in its `data`.
	rows   *place
	sentAt *int64
	zone   *time.Location
}

func fill(run map[string]any, payload map[string]any, repairs *repairs, zone *time.Location) {
	root := holder{value: payload}
	fields := search{holders: []holder{root}, repairs: repairs}.find([]string{"event_type", "timestamp", "webhook_id", "data"})
	eventType := readEventType(fields["event_type"], repairs)
	if eventType != nil {
		run["eventType"] = eventType
	}
	from := filling{run: run, sentAt: sentAtOf(fields["timestamp"]), zone: zone}
	from.search = search{repairs: repairs, camelCase: isCamelCase(eventType)}
	if otherShape(payload) != nil {
		from.rows, from.holders = fields["data"], []holder{root}
	} else {
		from.holders = []holder{dataOf(fields["data"], repairs), root}
	}
	from.fill("data", from.search)
	for _, each := range from.holders {
		repairs.reportDropped(each)
	}
}

func isCamelCase(eventType any) bool {
	for _, each := range contract.CamelCaseEvents {
		if each == eventType {
			return true
		}
	}
	return false
}

func readEventType(field *place, repairs *repairs) any {
	if field == nil {
		return nil
	}
	text, isText := field.value.(string)
	if !isText {
		repairs.unreadable(*field, "an event type")
		return nil
	}
	meant := toSnakeCase(text)
	if meant == text || !isEventType(meant) {
		return text
	}
	repairs.add("event-type", *field, meant, `is read as "`+meant+`"`)
	return meant
}

func isEventType(text string) bool {
	for _, shapes := range [][]shape{contract.Documented, contract.Observed} {
		for _, each := range shapes {
			if each.EventType == text {
				return true
			}
		}
	}
	return false
}

// dataOf stands in an empty object where there is no `data`, so that what lies beside it is seen to be misplaced.
func dataOf(field *place, repairs *repairs) holder {
	if field != nil {
		if members, isObject := field.value.(map[string]any); isObject {
			return holder{members, field.path}
		}
		repairs.unreadable(*field, "the event's own fields")
	}
	return holder{path: "/data"}
}

func sentAtOf(field *place) *int64 {
	if field == nil {
		return nil
	}
	text, isText := field.value.(string)
	sentAt, isKnown := timeOf(text)
	if !isText || !isKnown || !isDateTime(text) {
		return nil
	}
	return &sentAt
}

// fill puts each field in its place in the run. An absent one is not there.
func (f filling) fill(kind string, from search) {
	var names []string
	for _, about := range contract.RunFields[kind] {
		names = append(names, about.Name)
	}
	found := from.find(names)
	for _, about := range contract.RunFields[kind] {
		value := f.read(found[about.Name], about)
		if value == nil || len(about.Path) == 0 {
			continue
		}
		target, last := f.run, about.Path[len(about.Path)-1]
		if len(about.Path) > 1 {
			target = f.run[about.Path[0]].(map[string]any)
		}
		target[last] = value
	}
}

// read reads a field as the contracts say, and returns nil if there is nothing.
func (f filling) read(field *place, about runField) any {
	switch about.Read {
	case "text":
		return readText(field, f.repairs, about.Values)
	case "number":
		return readNumber(field, f.repairs)
	case "boolean":
		return readBoolean(field, f.repairs)
	case "object":
		return readIf("object", "an object", field, f.repairs)
	case "array":
		return readIf("array", "an array", field, f.repairs)
	case "end":
		return readDate(field, dateContext{zone: f.zone, sentAt: f.sentAt, isEnd: true}, f.repairs)
	case "date":
		return readDate(field, dateContext{zone: f.zone, sentAt: f.sentAt, endedAt: f.endedAt()}, f.repairs)
	case "rows":
		return f.readRows(field, about)
	case "results":
		return readResult(field, about.Path[0]+"_0", f.repairs)
	case "links":
		return readLinks(field, f.repairs)
	case "metadata":
		return readMetadata(field, f.search)
	case "error":
		return f.readError(field)
	case "output":
		f.readOutput(field)
	case "json":
		if field != nil {
			return field.value
		}
	}
	return nil
}

func (f filling) endedAt() *int64 {
	endedAt, isKnown := timeOf(f.run["finishedAt"])
	if !isKnown {
		return nil
	}
	return &endedAt
}

func (f filling) readRows(field *place, about runField) any {
	if about.Path[0] == "texts" {
		return readLists(field, "text", f.repairs)
	}
	if field == nil {
		field = f.rows
	}
	return readLists(field, "list", f.repairs)
}

// readOutput reads what the robot extracted. Its fields are looked for beside it too, where near misses have them.
func (f filling) readOutput(field *place) {
	output := holder{path: "/data/extracted_data"}
	if field != nil {
		members, isObject := field.value.(map[string]any)
		if isObject {
			output = holder{members, field.path}
		} else {
			f.repairs.unreadable(*field, "an object of outputs")
		}
	}
	f.fill("output", search{holders: append([]holder{output}, f.holders...), repairs: f.repairs})
	f.repairs.reportDropped(output)
}
