// How the parts of a record are put into words for a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detente/record.h"

namespace detente::exports {

bool is_resolved(const Location& location);

// "Emmanuel Macron"; the words of the text when it is not known who is meant.
std::string name_of(const RecordEntity& entity);
// "FRA GOV", "FRA", "GOV", or empty.
std::string code_of(const Entity& entity);
// "Emmanuel Macron (FRA GOV)".
std::string name_and_code(const RecordEntity& entity);
std::string names_and_codes(const std::vector<RecordEntity>& entities);

// "MOBILIZE troops".
std::string type_and_mode(const Event& event);
// "Moscow"; the words of the text when it is not known where that is.
std::string name_of(const RecordLocation& place);
// ">100,000 troops", "~$1,500"; kinds that say nothing are left out.
std::string amount_of(const Quantity& quantity);
std::string amounts_of(const std::vector<RecordQuantity>& quantities);
// "“sending” … “over”".
std::string in_quotes(const std::vector<std::string>& words);
std::string in_quotes(std::string_view words);

std::string joined(const std::vector<std::string>& parts, std::string_view separator);

// True when the event's date is only that of the article.
bool has_article_date(const Event& event);

// "2022-02-07 · Le Monde with AFP · page.html": what stands under the title.
std::string origin_of(const Article& article);

}  // namespace detente::exports
