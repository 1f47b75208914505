#include "knowledge/mistranslations.h"

#include <algorithm>

#include "knowledge/names.h"

namespace detente::knowledge {

namespace {

// How far away, in tokens, a word may stand that tells what another means.
constexpr std::uint32_t reach = 6;

bool begins_with_digit(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

// "Putin-Macron" before the token.
bool follows_two_names(const Document& document, TokenSpan sentence, std::uint32_t token) {
  constexpr std::uint32_t names = 3;  // with the hyphen
  if (token < sentence.begin + names) {
    return false;
  }
  return document.word(token - 2) == "-" && begins_upper(document.word(token - 1)) &&
         begins_upper(document.word(token - 3));
}

}  // namespace

void Mistranslations::add(std::string_view written, std::string_view meant, std::string_view near) {
  Row row{meant, {}};
  while (!near.empty()) {
    const std::size_t end = std::min(near.find('|'), near.size());
    row.near.push_back(near.substr(0, end));
    near.remove_prefix(std::min(end + 1, near.size()));
  }
  rows_[written].push_back(std::move(row));
}

bool Mistranslations::stands_near(const Document& document, Place place, std::string_view condition) {
  const auto [sentence, token] = place;
  if (token > sentence.begin && begins_upper(document.word(token))) {
    return condition == "Name-Name" && follows_two_names(document, sentence, token);
  }
  if (condition == "#") {
    return token > sentence.begin && begins_with_digit(document.word(token - 1));
  }
  if (condition == "Name-Name") {
    return follows_two_names(document, sentence, token);
  }
  const std::uint32_t first = token - std::min(reach, token - sentence.begin);
  const std::uint32_t end = std::min(token + reach + 1, sentence.end);
  for (std::uint32_t other = first; other < end; ++other) {
    if (other != token && folded(document.word(other)) == condition) {
      return true;
    }
  }
  return false;
}

std::vector<Misword> Mistranslations::in(const Document& document) const {
  std::vector<Misword> found;
  for (const Sentence& sentence : document.sentences) {
    for (std::uint32_t token = sentence.tokens.begin; token < sentence.tokens.end; ++token) {
      const auto rows = rows_.find(folded(document.word(token)));
      if (rows == rows_.end()) {
        continue;
      }
      const auto row = std::find_if(rows->second.begin(), rows->second.end(), [&](const Row& one) {
        return one.near.empty() || std::any_of(one.near.begin(), one.near.end(), [&](std::string_view condition) {
                 return stands_near(document, {sentence.tokens, token}, condition);
               });
      });
      if (row != rows->second.end()) {
        found.push_back({token, std::string(row->meant)});
      }
    }
  }
  return found;
}

}  // namespace detente::knowledge
