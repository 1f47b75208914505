// A record in which every field has a value, and one in which none has.
#pragma once

#include <string>

#include "detente/record.h"

namespace detente::sample {

// “Élysée” and the dash are there so that code points and bytes differ.
inline constexpr const char* text =
    "LONDON – On Monday the British defence secretary, Ben Wallace, said that 350 more soldiers would go to "
    "Poland.\n\n"
    "“We stand by the Élysée,” he said.";

inline Entity wallace() {
  Entity entity;
  entity.code = "GBR";
  entity.sector = "MIL";
  entity.other_sectors = {"GOV", "LEG"};
  entity.identifier_text = "Ben Wallace";
  entity.identifier_id = "Q302090";
  entity.office = "Secretary of State for Defence";
  entity.via = Via::title;
  entity.evidence = "term of office 2019-07-24 to 2023-08-31";
  return entity;
}

inline RecordEntity mention_of_wallace() {
  return {"the British defence secretary, Ben Wallace", {19, 61}, wallace()};
}

inline RecordEntity unknown_actor() {
  return {"he", {140, 142}, {}};
}

inline RecordLocation poland() {
  Location location;
  location.resolved_place = "Poland";
  location.geonameid = 798544;
  location.lat = 52.123456789;
  location.lon = -19.5;
  location.country_code = "POL";
  location.feature_code = "PCLI";
  location.resolution = "country";
  return {"Poland", {103, 109}, location};
}

inline Event event() {
  Event event;
  event.id = "a#e1";
  event.event = "MOBILIZE";
  event.mode = {"troops"};
  event.context = {"military", "diplomatic"};
  event.quad_code = 4;
  event.event_scale = -6.5;
  event.cameo = "150";
  event.event_text = {"would go"};
  event.actor = {mention_of_wallace()};
  event.recipient = {unknown_actor()};
  event.status = Status::planned;
  event.attributed_to = {mention_of_wallace()};
  event.date = "2022-02-07";
  event.enddate = "2022-02-09";
  event.time = "16:30";
  event.date_text = "On Monday";
  event.event_loc = poland();
  event.quantity = {{"350 more soldiers", {{}, 350, QuantityRelation::additional, QuantityKind::troops}}};
  event.text_info = {0, {73, 109}};
  event.confidence = 0.87654321;
  return event;
}

inline Statement statement() {
  Statement statement;
  statement.id = "a#s1";
  statement.kind = SpeechKind::mixed;
  statement.text = "We stand by the Élysée,";
  statement.span = {113, 136};
  statement.cue = "said";
  statement.speaker = unknown_actor();
  statement.text_info = {1, {112, 147}};
  statement.confidence = 0.5;
  return statement;
}

inline Article article() {
  Article article;
  article.id = "a";
  article.title = "More troops";
  article.byline = "A. Writer";
  article.source = "The Wire";
  article.url = "https://wire.example/a";
  article.language = "en";
  article.date = "2022-02-07";
  article.dateline = "LONDON";
  article.text = text;
  article.warnings = {"a doubt"};
  return article;
}

inline Record full() {
  Record record;
  record.article = article();
  record.sentences = {{{0, 110}, SentenceKind::body}, {{112, 147}, SentenceKind::post}};
  record.events = {event()};
  record.statements = {statement()};
  record.actors = {{wallace(), {mention_of_wallace()}}};
  record.places = {poland()};
  record.times = {{"On Monday", {9, 18}, {{}, TimexType::date, "2022-02-07", "Paris time"}}};
  return record;
}

inline Record bare() {
  Record record;
  record.article.id = "b";
  record.events.emplace_back();
  record.events.front().event = "CONSULT";
  record.statements.emplace_back();
  return record;
}

}  // namespace detente::sample
