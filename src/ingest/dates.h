// Dates as papers print them: "Monday, February 7, 2022", "Published 12 June 2024", "2022-02-07T16:30:00+01:00".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace detente::ingest {

// 1 to 12, by English name or abbreviation in any case ("Feb", "Sept."); 0 for other words.
unsigned month_number(std::string_view word);

bool is_weekday(std::string_view word);

// The first full date (day, month and year) in `text`, as YYYY-MM-DD.
std::optional<std::string> written_date(std::string_view text);

// The date of a line that says nothing else but when it was printed: weekday, "Published", "Updated", a time.
std::optional<std::string> date_line(std::string_view line);

// A machine's date, as pages carry it, in the form that is_iso_date accepts: fractions of a second are dropped,
// "+0100" becomes "+01:00", a blank between date and time becomes 'T'. Falls back on written_date.
std::optional<std::string> page_date(std::string_view text);

// The day of a text that begins with YYYY-MM-DD.
std::optional<std::chrono::sys_days> day_of(std::string_view text);

// The day behind `day`, as YYYY-MM-DD. When something was seen on `day` in UTC, somewhere it was that day already.
std::string day_after(std::chrono::sys_days day);

// A date as mail writes it (RFC 822, 2822, 5322), and feeds in all its broken forms: "Mon, 07 Feb 2022 16:30:00
// +0100", "7 Feb 22 4:30 EST", "Mon Feb  7 16:30:00 2022". In the form that is_iso_date accepts, with its time where
// that can be read and its zone where it is known. Years of two digits as in RFC 2822, section 4.3.
std::optional<std::string> mail_date(std::string_view text);

// "20220207163000", "20220207T163000Z", "20220207", as GDELT and some sitemaps write it; in UTC where there is a
// time.
std::optional<std::string> compact_date(std::string_view text);

}  // namespace detente::ingest
