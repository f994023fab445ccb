// Command check reads a case per line, and prints what Go makes of it.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"reflect"
	"time"

	maxun "example.com/check/maxunwebhooks"
)

func main() {
	lines, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		var given struct{ Body, TimeZone string }
		orPanic(json.Unmarshal(lines.Bytes(), &given))
		event, err := maxun.ParseEvent([]byte(given.Body))
		orPanic(err)
		var zone *time.Location
		if given.TimeZone != "" {
			zone, err = time.LoadLocation(given.TimeZone)
			orPanic(err)
		}
		orPanic(out.Encode(map[string]any{
			"event":   reflect.TypeOf(event).Elem().Name(),
			"payload": event,
			"shape":   maxun.ShapeOf(event.Payload()),
			"run":     maxun.Normalize(event.Payload(), zone),
		}))
	}
}

func orPanic(err error) {
	if err != nil {
		panic(err)
	}
}
