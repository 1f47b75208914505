// Dates as pages of many countries print them: "26. Februar 2020", "5 de octubre de 2013", "04.02.2022",
// "2020年7月12日".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace detente::ingest {

// The first full date in `text`, as YYYY-MM-DD: in figures, or with the month's name in English, German, French,
// Spanish, Portuguese, Italian, Dutch, Polish or Russian. Years from 1990 on. "3/4/2020" is the fourth of March where
// `month_first`, else the third of April.
std::optional<std::string> printed_date(std::string_view text, bool month_first);

// The date in an address: "/2020/02/24/", "-2020-02-24-", "/20200224/".
std::optional<std::string> date_in_url(std::string_view url);

}  // namespace detente::ingest
