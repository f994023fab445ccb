package maxunwebhooks

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

const (
	maxDateLength = 80
	firstYear     = 1970
	lastYear      = 2199
)

var (
	// enUS is as servers in a container write it: `11/23/2026, 9:56:05 PM`.
	enUS = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}), ([0-9]{1,2}):([0-9]{2}):([0-9]{2}) ([AP])M$`)
	// isoLike is ISO 8601 and its kin without a zone: `2026-11-23 21:56:05`.
	isoLike = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt]|,? )([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?$`)
	number  = regexp.MustCompile(`[0-9]+`)
	spaces  = regexp.MustCompile(`[` + spaceMarks + `]+`)
	// folded is what differs between versions of a locale.
	folded = regexp.MustCompile(`[` + spaceMarks + `.\x{61c}\x{200e}\x{200f}]`)
	// marks are those of direction, which Arabic and Hebrew dates have.
	marks = regexp.MustCompile(`[\x{61c}\x{200e}\x{200f}]`)
	// dayFirstMarks: nobody writes the month first with dots.
	dayFirstMarks = regexp.MustCompile(`^[^.]*[0-9]+\. ?[0-9]+\. ?[0-9]{4}`)
	slashes       = regexp.MustCompile(`^[0-9]+/[0-9]+/[0-9]{4}, [0-9]{2}:`)
)

const spaceMarks = `\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`

var (
	beforeNoon = wordSet("am πμ 午前 上午 오전 pg sa ص pd")
	afterNoon  = wordSet("pm μμ 午後 下午 오후 ptg ch م md")
	// fillers are words between the numbers that say nothing.
	fillers = wordSet("г ч h min s klo kl uhr um 年 月 日")
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// reading is a way in which a text can be read, and what it is read as, such as `day/month/year`.
type reading struct {
	wall wallTime
	form string
}

// readDateText returns the ways in which a text can be read, the likeliest first; none if it is not a date and time.
func readDateText(text string) []reading {
	if _, length := cut(text, maxDateLength); length > maxDateLength {
		return nil
	}
	trimmed := strings.Trim(spaces.ReplaceAllString(marks.ReplaceAllString(text, ""), " "), " ")
	plain := toASCIIDigits(trimmed)
	if match := isoLike.FindStringSubmatch(plain); match != nil {
		n := numbersOf(match[1:7])
		wall := wallTime{n[0], n[1], n[2], n[3], n[4], n[5], millisecondsOf(match[7])}
		if isPossible(wall) {
			return []reading{{wall, "year-month-day"}}
		}
	}
	found := number.FindAllString(plain, -1)
	if len(found) != 6 {
		return nil
	}
	if readings := readEnUS(plain); len(readings) > 0 {
		return readings
	}
	return guess(plain, found)
}

// millisecondsOf reads the fraction of a second.
func millisecondsOf(fraction string) int {
	value, _ := strconv.Atoi((fraction + "000")[:3])
	return value
}

func numbersOf(texts []string) []int {
	numbers := make([]int, len(texts))
	for index, text := range texts {
		numbers[index], _ = strconv.Atoi(text)
	}
	return numbers
}

func toASCIIDigits(text string) string {
	return strings.Map(func(each rune) rune {
		if each < 128 || !unicode.IsDigit(each) {
			return each
		}
		// Every script's zero is at a code point that ends in 0 or in 6.
		zero := each - each%16
		if !unicode.IsDigit(zero) {
			zero += 6
		}
		return '0' + each - zero
	}, text)
}

func isPossible(wall wallTime) bool {
	return wall.year >= firstYear && wall.year <= lastYear && wall.isReal()
}

func readEnUS(text string) []reading {
	match := enUS.FindStringSubmatch(text)
	if match == nil {
		return nil
	}
	n := numbersOf(match[1:7])
	if n[3] < 1 || n[3] > 12 {
		return nil
	}
	hour := n[3] % 12
	if match[7] == "P" {
		hour += 12
	}
	return possible([]reading{
		{wallTime{n[2], n[0], n[1], hour, n[4], n[5], 0}, "en-US"},
		{wallTime{n[2], n[1], n[0], hour, n[4], n[5], 0}, "day/month/year"},
	})
}

// possible returns the readings that are possible, each once.
func possible(readings []reading) []reading {
	var kept []reading
	for _, each := range readings {
		isSame := len(kept) > 0 && each.wall.month == kept[0].wall.month && each.wall.hour == kept[0].wall.hour
		if isPossible(each.wall) && !isSame {
			kept = append(kept, each)
		}
	}
	return kept
}

// guess reads a date in an order that its year, its marks and its numbers tell, or nearly.
func guess(text string, found []string) []reading {
	yearAt := -1
	for index := len(found) - 1; index >= 0; index-- {
		if len(found[index]) == 4 {
			yearAt = index
		}
	}
	if yearAt != 0 && yearAt != 2 && yearAt != 3 && yearAt != 5 {
		return nil
	}
	n := numbersOf(found)
	date, clock := n[:3], n[3:]
	if yearAt >= 3 {
		date, clock = clock, date
	}
	hours := hoursIn(clock[0], text)
	readings := func(form string, year, month, day int) []reading {
		var made []reading
		for _, hour := range hours {
			made = append(made, reading{wallTime{year, month, day, hour, clock[1], clock[2], 0}, form})
		}
		return made
	}
	if yearAt == 0 || yearAt == 3 {
		return possible(readings("year/month/day", date[0], date[1], date[2]))
	}
	dayFirst := readings("day/month/year", date[2], date[1], date[0])
	if dayFirstMarks.MatchString(text) {
		return possible(dayFirst)
	}
	return possible(append(dayFirst, readings("month/day/year", date[2], date[0], date[1])...))
}

// hoursIn returns the hours that a number can mean; none if a word is not known, which can name a part of the day.
func hoursIn(number int, text string) []int {
	isWord := func(each rune) bool { return !unicode.IsLetter(each) && !unicode.Is(unicode.M, each) }
	isMorning, isAfternoon, isKnown := false, false, true
	for _, word := range strings.FieldsFunc(folded.ReplaceAllString(strings.ToLower(text), ""), isWord) {
		isMorning = isMorning || beforeNoon[word]
		isAfternoon = isAfternoon || afterNoon[word]
		isKnown = isKnown && (beforeNoon[word] || afterNoon[word] || fillers[word])
	}
	switch {
	case !isKnown, isMorning && isAfternoon, (isMorning || isAfternoon) && number > 12:
		return nil
	case isMorning:
		return []int{number % 12}
	case isAfternoon:
		return []int{number%12 + 12}
	case number >= 1 && number <= 12 && slashes.MatchString(text):
		// es-AR writes 9 in the evening as en-GB writes 9 in the morning.
		return []int{number, (number + 12) % 24}
	}
	return []int{number}
}
