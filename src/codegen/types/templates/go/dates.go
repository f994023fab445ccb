package maxunwebhooks

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"
)

const (
	hourMs = 3_600_000
	// nearMs: a zone is at most 14 hours from UTC, and what a run took comes on top.
	nearMs = 36 * hourMs
	// sameHalfDayMs: two readings of one hour lie 12 hours apart.
	sameHalfDayMs = 6 * hourMs
	// promptMs is how long after the end of its run an event is sent at most, as a rule.
	promptMs  = 60_000
	quarterMs = hourMs / 4
	// firstMs: numbers from here on are milliseconds since 1970, those below are seconds.
	firstMs = 1e11
)

var (
	offsetDate = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))? ?(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2}))$`)
	dateString = regexp.MustCompile(`^[A-Z][a-z]{2},? (?:([A-Za-z]{3}) ([0-9]{2})|([0-9]{2}) ([A-Za-z]{3})) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT(?:([+-])([0-9]{2})([0-9]{2})(?: \([^()]{1,60}\))?)?$`)
)

const months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"

// dateContext is how dates are read, and what is known of the event: times in milliseconds since 1970.
type dateContext struct {
	// zone is nil if none was given.
	zone    *time.Location
	sentAt  *int64
	endedAt *int64
	// isEnd says that the date is that of the run's end, right after which the event is sent.
	isEnd bool
}

func (c dateContext) location() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// readDate reads a date, as ISO 8601 in UTC, with milliseconds.
func readDate(field *place, context dateContext, repairs *repairs) any {
	if field == nil {
		return nil
	}
	text, isText := field.value.(string)
	exact, isExact := timeOf(field.value)
	if isExact && isText && isDateTime(text) {
		return iso(exact)
	}
	kind, because := "date", "is not in the form of the contract, and is read by the offset that it names"
	if seconds, isNumber := field.value.(float64); isExact && isNumber {
		because = "is read as milliseconds since 1970"
		if seconds < firstMs {
			because = "is read as seconds since 1970"
		}
	}
	if !isExact {
		readings := readDateText(text)
		if len(readings) == 0 {
			repairs.unreadable(*field, "a date and time")
			return nil
		}
		exact, kind, because = resolve(readings, context)
	}
	repairs.add(kind, *field, iso(exact), because)
	return iso(exact)
}

// timeOf reads a date that names its instant, in milliseconds since 1970.
func timeOf(value any) (int64, bool) {
	switch each := value.(type) {
	case float64:
		if each < firstMs {
			each *= 1000
		}
		return int64(each), each >= 1e12/2 && each <= 8e12
	case string:
		if _, length := cut(each, 100); length <= 100 {
			return timeIn(each)
		}
	}
	return 0, false
}

func timeIn(text string) (int64, bool) {
	if match := offsetDate.FindStringSubmatch(text); match != nil {
		n := numbersOf(match[1:7])
		wall := wallTime{n[0], n[1], n[2], n[3], n[4], n[5], millisecondsOf(match[7])}
		return withOffset(wall, match[8:])
	}
	match := dateString.FindStringSubmatch(text)
	if match == nil {
		return 0, false
	}
	month := strings.Index(months, strings.ToUpper(match[1]+match[4]))
	n := numbersOf([]string{match[5], match[2] + match[3], match[6], match[7], match[8]})
	wall := wallTime{n[0], month/3 + 1, n[1], n[2], n[3], n[4], 0}
	result, isReal := withOffset(wall, match[9:])
	return result, isReal && month >= 0 && month%3 == 0
}

func withOffset(wall wallTime, offset []string) (int64, bool) {
	n := numbersOf(offset)
	milliseconds := int64(n[1]*60+n[2]) * 60_000
	if offset[0] == "-" {
		milliseconds = -milliseconds
	}
	return wall.asUTC() - milliseconds, wall.isReal() && n[1] <= 23 && n[2] <= 59
}

type candidate struct {
	index int
	form  string
	instant
}

// resolve chooses a reading: the only one, or the one near the time at which the event was sent, or the likeliest.
func resolve(readings []reading, context dateContext) (result int64, kind, because string) {
	var candidates []candidate
	for index, each := range readings {
		for _, instant := range instantsOf(each.wall, context.location()) {
			candidates = append(candidates, candidate{index, each.form, instant})
		}
	}
	left := nearest(candidates, context)
	chosen, hasOther := left[0], len(left) > 1
	isOpen := hasOther && (chosen.clockChange == "" || left[1].index != chosen.index)
	parts := []string{"is read as " + chosen.form + " in " + context.location().String() + reasonOf(chosen.form, context)}
	if isOpen {
		parts = append(parts, "it can be "+iso(left[1].time)+" as well")
	}
	if !hasOther && len(candidates) > 1 {
		parts = append(parts, "of the ways to read it, this one is near the time at which the event was sent")
	}
	parts = append(parts, clockChangeOf(chosen, hasOther)...)
	parts = append(parts, zoneHint(chosen.time, context)...)
	kind = "date"
	if isOpen {
		kind = "ambiguous-date"
	} else if chosen.clockChange != "" {
		kind = "clock-change"
	}
	return chosen.time, kind, strings.Join(parts, "; ")
}

// nearest returns what is left when the candidates are dropped that are far from what is known of the event.
func nearest(candidates []candidate, context dateContext) []candidate {
	reference := context.endedAt
	if reference == nil {
		reference = context.sentAt
	}
	if reference == nil {
		return candidates
	}
	spans := []int64{nearMs}
	if context.zone != nil || context.endedAt != nil {
		spans = append(spans, sameHalfDayMs)
	}
	if context.isEnd {
		spans = append(spans, promptMs)
	}
	for _, span := range spans {
		var within []candidate
		for _, each := range candidates {
			if each.time-*reference <= span && *reference-each.time <= span {
				within = append(within, each)
			}
		}
		if len(within) > 0 {
			candidates = within
		}
	}
	return candidates
}

func reasonOf(form string, context dateContext) string {
	switch {
	case form == "year-month-day" && context.zone != nil:
		return ", since it names no zone"
	case form == "year-month-day":
		return ", since no time zone is given"
	case context.zone != nil:
		return ", since no locale is given"
	}
	return ", since neither a locale nor a time zone is given"
}

func clockChangeOf(chosen candidate, hasOther bool) []string {
	switch {
	case chosen.clockChange == "":
		return nil
	case chosen.clockChange == "skipped":
		return []string{"the clock there was put forward over that time, so the zone is likely another"}
	case hasOther:
		return []string{"the clock there was put back and showed that time twice: the first is taken"}
	}
	return []string{"the clock there was put back and showed that time twice: the one near the sending is taken"}
}

// zoneHint tells where the server's clock seems to be, if the run ended a whole zone's offset away from the sending.
func zoneHint(found int64, context dateContext) []string {
	if !context.isEnd || context.zone != nil || context.sentAt == nil {
		return nil
	}
	apart := found - *context.sentAt
	quarters := int64(math.Floor(float64(apart)/quarterMs + 0.5))
	rest := apart - quarters*quarterMs
	if rest > promptMs || rest < -promptMs || quarters == 0 || quarters < -48 || quarters > 56 {
		return nil
	}
	sign, minutes := "+", quarters*15
	if quarters < 0 {
		sign, minutes = "-", -minutes
	}
	return []string{fmt.Sprintf(
		"the event was sent at %s, so the server's clock seems to be at UTC%s%02d:%02d: give its timeZone",
		iso(*context.sentAt), sign, minutes/60, minutes%60,
	)}
}
