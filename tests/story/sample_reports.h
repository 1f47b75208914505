// Records as a coder makes them, for invented events.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "detente/record.h"

namespace detente::story {

struct Told {
  std::string id;
  std::string date;
  std::string text;
  std::string type = "ASSAULT";
  std::string actor = "SDN";
  std::uint32_t place = 1;  // 0: none
  Status status = Status::asserted;
  std::string according_to = {};
  double killed = 0;  // 0: not told
  QuantityRelation relation = QuantityRelation::equal;
  std::string source = {};
};

inline Article article_of(const Told& told) {
  Article article;
  article.id = told.id;
  article.date = told.date;
  article.source = told.source.empty() ? "paper of " + told.id : told.source;
  article.text = told.text;
  article.blocks = {{{0, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body}};
  return article;
}

inline RecordEntity entity_of(const std::string& code, const std::string& name = {}) {
  RecordEntity entity;
  entity.entity_text = name.empty() ? code : name;
  entity.entity.code = code;
  entity.entity.identifier_text = name;
  return entity;
}

// One event, told in the first sentence.
inline Record record_of(const Told& told) {
  Record record;
  record.article = article_of(told);
  Event& event = record.events.emplace_back();
  event.id = told.id + "#e1";
  event.event = told.type;
  event.actor = {entity_of(told.actor)};
  event.status = told.status;
  event.date = told.date;
  if (!told.according_to.empty()) {
    event.attributed_to = {entity_of("", told.according_to)};
  }
  if (told.place != 0) {
    RecordLocation& place = event.event_loc.emplace();
    place.location.geonameid = told.place;
    place.location.lat = 10.0 * told.place;
    place.location.country_code = told.actor;
    place.location.resolution = "exact";
  }
  if (told.killed > 0) {
    event.quantity = {{"", {{}, told.killed, told.relation, QuantityKind::killed}}};
  }
  return record;
}

inline const std::string market_text =
    "A drone struck a crowded vegetable market in Kassala, killing at least 12 people, doctors said. The fire spread "
    "through stalls roofed with plastic. Traders carried the wounded to the teaching hospital on handcarts.";
inline const std::string market_again =
    "Doctors in Kassala counted 17 dead after a drone hit the vegetable market. Funerals were held before noon and "
    "traders kept their stalls shut along the Gash river.";
inline const std::string ferry_text =
    "Greek coastguards searched for passengers of a ferry that sank off Samos in a storm. Divers found the captain's "
    "log, and the shipping line offered relatives a hotel.";

}  // namespace detente::story
