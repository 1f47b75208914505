#include <array>

#include "detente/analysis.h"
#include "detente/article.h"
#include "detente/ontology.h"
#include "detente/resolved.h"
#include "detente/result.h"

namespace detente {

namespace {

// The names of an enum's values, in the enum's order.
template <typename Enum, std::size_t n>
std::string_view at(const std::array<std::string_view, n>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view name_of(ErrorCode code) {
  static constexpr std::array<std::string_view, 20> names{
      "not_found",      "unreadable",     "empty",         "binary",       "encoding",
      "malformed_json", "malformed_feed", "invalid_field", "invalid_date", "too_large",
      "corrupt_data",   "language",       "translation",   "damaged",      "invalid_argument",
      "newer_version",  "busy",           "storage_full",  "unreachable",  "disallowed"};
  return at(names, code);
}

std::string_view name_of(SentenceKind kind) {
  static constexpr std::array<std::string_view, 6> names{"body",    "heading", "byline",
                                                         "caption", "post",    "boilerplate"};
  return at(names, kind);
}

std::string_view name_of(BlockForm form) {
  static constexpr std::array<std::string_view, 3> names{"paragraph", "list_item", "quotation"};
  return at(names, form);
}

std::string_view name_of(Status status) {
  static constexpr std::array<std::string_view, 4> names{"asserted", "planned", "hypothetical", "negated"};
  return at(names, status);
}

std::string_view name_of(SpeechKind kind) {
  static constexpr std::array<std::string_view, 4> names{"direct", "indirect", "mixed", "post"};
  return at(names, kind);
}

std::string_view name_of(Via via) {
  static constexpr std::array<std::string_view, 6> names{"name",    "title",   "pronoun",
                                                         "demonym", "metonym", "description"};
  return at(names, via);
}

std::string_view name_of(TimexType type) {
  static constexpr std::array<std::string_view, 4> names{"DATE", "TIME", "DURATION", "SET"};
  return at(names, type);
}

std::string_view name_of(QuantityRelation relation) {
  static constexpr std::array<std::string_view, 5> names{"=", ">", "<", "~", "+"};
  return at(names, relation);
}

std::string_view name_of(QuantityKind kind) {
  static constexpr std::array<std::string_view, 9> names{"troops",   "weapons",    "killed", "injured", "arrested",
                                                         "expelled", "protesters", "money",  "other"};
  return at(names, kind);
}

}  // namespace detente
