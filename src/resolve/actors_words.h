// The closed-class words that tell how a mention is built: articles, pronouns, honorifics, prepositions.
#pragma once

#include <initializer_list>
#include <string_view>

namespace detente::resolve {

// All take words in lower case.
bool one_of(std::string_view word, std::initializer_list<std::string_view> words);
bool ends_head(std::string_view word);
bool is_article_word(std::string_view word);
bool is_former_word(std::string_view word);
bool is_honorific(std::string_view word);
bool is_first_person(std::string_view word);
bool is_third_person(std::string_view word);
bool is_definite(std::string_view word);
bool is_vague(std::string_view word);
bool is_foreign(std::string_view word);
// "soldier", "journalist", "spokeswoman": nouns for one person.
bool is_person_noun(std::string_view word);
// The sector that a word gives the noun behind it: "rebel" brigades, "police" officials; empty when none.
std::string_view modifier_sector(std::string_view word);
// "a", "six", "30", "dozens": words that count people.
bool is_count(std::string_view word);
// "Hamas spokesman", "Gazprom vice-president", "Amnesty leader": officials of whatever body.
bool speaks_for_body(std::string_view sector);
bool is_quotation_mark(std::string_view word);
bool is_name_particle(std::string_view word);

}  // namespace detente::resolve
