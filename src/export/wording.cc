#include "export/wording.h"

#include <array>

#include "export/export.h"
#include "export/numbers.h"

namespace detente::exports {

namespace {

constexpr int amount_digits = 12;

void append_part(std::string& out, std::string_view separator, std::string_view part) {
  if (part.empty()) {
    return;
  }
  if (!out.empty()) {
    out += separator;
  }
  out += part;
}

}  // namespace

bool is_resolved(const Location& location) {
  return location.geonameid != 0 || !location.resolution.empty();
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    append_part(out, separator, part);
  }
  return out;
}

std::string name_of(const RecordEntity& entity) {
  const std::string& known = entity.entity.identifier_text;
  return printable(known.empty() ? entity.entity_text : known);
}

std::string code_of(const Entity& entity) {
  return joined({entity.code, entity.sector}, " ");
}

std::string name_and_code(const RecordEntity& entity) {
  const std::string code = code_of(entity.entity);
  return code.empty() ? name_of(entity) : name_of(entity) + " (" + code + ")";
}

std::string names_and_codes(const std::vector<RecordEntity>& entities) {
  std::string out;
  for (const RecordEntity& entity : entities) {
    append_part(out, ", ", name_and_code(entity));
  }
  return out;
}

std::string type_and_mode(const Event& event) {
  return joined({event.event, joined(event.mode, ", ")}, " ");
}

std::string name_of(const RecordLocation& place) {
  const std::string& known = place.location.resolved_place;
  return printable(known.empty() ? place.extracted_place : known);
}

std::string amount_of(const Quantity& quantity) {
  std::string out;
  if (quantity.relation != QuantityRelation::equal) {
    out += name_of(quantity.relation);
  }
  out += grouped(quantity.value, amount_digits);
  if (quantity.kind != QuantityKind::other) {
    append_part(out, " ", name_of(quantity.kind));
  }
  return out;
}

std::string amounts_of(const std::vector<RecordQuantity>& quantities) {
  std::string out;
  for (const RecordQuantity& quantity : quantities) {
    append_part(out, ", ", amount_of(quantity.quantity));
  }
  return out;
}

std::string in_quotes(std::string_view words) {
  return "“" + printable(words) + "”";
}

std::string in_quotes(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    append_part(out, " … ", in_quotes(word));
  }
  return out;
}

bool has_article_date(const Event& event) {
  return !event.date.empty() && event.date_text.empty();
}

std::string origin_of(const Article& article) {
  const std::string& source = article.source.empty() ? article.byline : article.source;
  std::string out;
  for (const std::string* part : {&article.date, &source, &article.id}) {
    append_part(out, " · ", printable(*part));
  }
  return out;
}

}  // namespace detente::exports
