// A user's table laid over small tables of our own: laid over whole, or refused with nothing changed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "ingest/ingest.h"
#include "invariants.h"
#include "knowledge/small_world.h"

namespace {

using detente::fuzz::require;
using detente::knowledge::Knowledge;
using detente::knowledge::Table;

// Every name that the table gives is known.
void check_names(const Knowledge& knowledge, const Table& table) {
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (const auto name : table.values(row, "aliases")) {
      require(detente::fuzz::is_utf8(name), "a name is UTF-8");
      require(detente::knowledge::words_of(name).empty() || !knowledge.named(name).empty(), "an alias is known");
    }
  }
}

void check_matches(const Knowledge& knowledge, std::string_view text) {
  const auto document = detente::knowledge::document_of(text);
  const auto size = static_cast<std::uint32_t>(document.tokens.size());
  std::uint32_t end = 0;
  for (const auto& match : knowledge.names_in(document, {0, size})) {
    require(!match.tokens.empty() && match.tokens.begin >= end && match.tokens.end <= size, "matches are in order");
    require(!match.candidates.empty(), "a match means somebody");
    end = match.tokens.end;
    for (const auto& candidate : match.candidates) {
      for (const auto& term : knowledge.terms_of(candidate.referent)) {
        require(term.person.key == candidate.referent.key, "a person's terms are theirs");
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const detente::fuzz::File file(".tsv");
  static const std::string below = detente::knowledge::small_bytes();
  const auto bytes = detente::fuzz::words_of(data, size);
  Knowledge knowledge = Knowledge::from_bytes(below).value();
  const auto counts = knowledge.counts();
  if (const auto fault = knowledge.overlay(file.holding(bytes))) {
    require(!fault->message.empty(), "an error says what is wrong");
    require(knowledge.counts() == counts, "a table that is refused changes nothing");
    return 0;
  }
  check_names(knowledge, Table::parse(bytes, "overlay.tsv").value());
  check_matches(knowledge, bytes);
  return 0;
}
