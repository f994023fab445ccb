package maxunwebhooks

import "time"

// wallTime is a date and time without a zone.
type wallTime struct {
	year, month, day, hour, minute, second, millisecond int
}

// isReal tells whether the month has the day, and the day the time; 60 is a leap second.
func (w wallTime) isReal() bool {
	if w.month < 1 || w.month > 12 || w.day < 1 || w.hour > 23 || w.minute > 59 || w.second > 60 {
		return false
	}
	return time.Date(w.year, time.Month(w.month), w.day, 0, 0, 0, 0, time.UTC).Day() == w.day
}

// asUTC is the time in milliseconds since 1970, if it is of UTC's clock.
func (w wallTime) asUTC() int64 {
	nanoseconds := w.millisecond * int(time.Millisecond)
	return time.Date(w.year, time.Month(w.month), w.day, w.hour, w.minute, w.second, nanoseconds, time.UTC).UnixMilli()
}

// instant is a time in milliseconds since 1970, and whether the clock was changed around it: "skipped" or "twice".
type instant struct {
	time        int64
	clockChange string
}

const dayMs = 86_400_000

// instantsOf returns when a zone's clock shows a time: twice in the hour in which it is put back, else once.
func instantsOf(wall wallTime, zone *time.Location) []instant {
	shown := wall.asUTC()
	// A zone changes its clock at most once in two days, so the offsets of the days around are all there can be.
	before, after := offsetAt(shown-dayMs, zone), offsetAt(shown+dayMs, zone)
	if before == after {
		return []instant{{time: shown - before}}
	}
	var fits []instant
	for _, each := range []int64{shown - max(before, after), shown - min(before, after)} {
		if each+offsetAt(each, zone) == shown {
			fits = append(fits, instant{time: each})
		}
	}
	if len(fits) == 0 {
		return []instant{{shown - before, "skipped"}}
	}
	if len(fits) == 2 {
		fits[0].clockChange, fits[1].clockChange = "twice", "twice"
	}
	return fits
}

func max(one, other int64) int64 {
	if one > other {
		return one
	}
	return other
}

func min(one, other int64) int64 { return one + other - max(one, other) }

// offsetAt is how far a zone's clock is ahead of UTC, in milliseconds.
func offsetAt(milliseconds int64, zone *time.Location) int64 {
	_, seconds := time.UnixMilli(milliseconds).In(zone).Zone()
	return int64(seconds) * 1000
}

// iso is a time as ISO 8601 in UTC, with milliseconds.
func iso(milliseconds int64) string {
	return time.UnixMilli(milliseconds).UTC().Format("2006-01-02T15:04:05.000Z")
}
