// Rows as the store gives them, written briefly.
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace detente::measure {

inline RecordEntity entity(const std::string& code, const std::string& name) {
  RecordEntity out;
  out.entity_text = name;
  out.entity.code = code;
  out.entity.identifier_text = name;
  return out;
}

// An asserted event "a#e1" of the article "a", published on the day it happened unless told otherwise.
inline store::EventRow row(const std::string& id, const std::string& type, const std::string& date,
                           double scale = 0) {
  store::EventRow out;
  out.event.id = id;
  out.event.event = type;
  out.event.date = date;
  out.event.event_scale = scale;
  out.event.quad_code = scale < 0 ? 4 : 1;
  out.source.article = id.substr(0, id.find('#'));
  out.source.source = "The Paper";
  out.source.date = date;
  out.source.sentence = "Sentence of " + id + ".";
  return out;
}

inline RecordQuantity number(double value, QuantityRelation relation, QuantityKind kind = QuantityKind::troops) {
  RecordQuantity out;
  out.text = std::to_string(static_cast<int>(value));
  out.quantity.value = value;
  out.quantity.relation = relation;
  out.quantity.kind = kind;
  return out;
}

inline RecordLocation in_country(const std::string& code, const std::string& name) {
  RecordLocation out;
  out.extracted_place = name;
  out.location.resolved_place = name;
  out.location.country_code = code;
  return out;
}

}  // namespace detente::measure
