// Events in the columns that other projects publish, so that scripts made for their files read ours. Column names and
// their order are facts of POLECAT, ICEWS and GDELT 2.0; our own columns stand after theirs.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "export/export.h"
#include "export/numbers.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

using Fields = std::vector<std::string>;
using knowledge::Knowledge;

constexpr int scale_digits = 4;
constexpr int degree_digits = 6;
constexpr int probability_digits = 4;

constexpr std::string_view polecat_heading =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor "
    "COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name "
    "Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\t"
    "Raw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory "
    "Locations\tLanguage\t"
    "Version";

constexpr std::string_view icews_heading =
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget "
    "Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence "
    "Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude";

constexpr std::string_view own_heading = "Status\tAttributed To\tStart\tEnd\tConfidence\tStory\tURL\tWords";

std::string tabbed(const Fields& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    line += i == 0 ? "" : "\t";
    line += printable(fields[i]);
  }
  return line + '\n';
}

// What none of the others has.
void append_own(const store::EventRow& row, Fields& fields) {
  const Event& event = row.event;
  fields.emplace_back(detente::name_of(event.status));
  fields.push_back(names_and_codes(event.attributed_to));
  fields.push_back(std::to_string(event.text_info.span.start));
  fields.push_back(std::to_string(event.text_info.span.end));
  fields.push_back(decimal(event.confidence, probability_digits));
  fields.push_back(row.story);
  fields.push_back(row.source.url);
  fields.push_back(row.source.sentence);
}

// Of a date or date-time.
std::string_view day_part(std::string_view date) {
  return date.substr(0, std::string_view("YYYY-MM-DD").size());
}

std::string country_name(const std::string& code, const Knowledge& knowledge) {
  const auto country = knowledge.country(code);
  return country ? std::string(country->name) : code;
}

std::string cow_number(const std::string& code, const Knowledge& knowledge) {
  const auto country = knowledge.country(code);
  return country && country->cow != 0 ? std::to_string(country->cow) : std::string();
}

std::vector<std::string> sectors_of(const Entity& entity) {
  std::vector<std::string> sectors;
  if (!entity.sector.empty()) {
    sectors.push_back(entity.sector);
  }
  sectors.insert(sectors.end(), entity.other_sectors.begin(), entity.other_sectors.end());
  return sectors;
}

// The words of a place by what it is: city, district, province.
struct PlaceParts {
  std::string name;
  std::string city;
  std::string district;
  std::string province;
  std::string country;
  std::string lat;
  std::string lon;
};

PlaceParts parts_of(const Event& event, const Knowledge& knowledge) {
  PlaceParts parts;
  if (!event.event_loc || !is_resolved(event.event_loc->location)) {
    return parts;
  }
  const Location& place = event.event_loc->location;
  parts.name = place.resolved_place;
  parts.country = country_name(place.country_code, knowledge);
  parts.lat = decimal(place.lat, degree_digits);
  parts.lon = decimal(place.lon, degree_digits);
  if (place.feature_code.starts_with("PPL")) {
    parts.city = place.resolved_place;
  } else if (place.feature_code == "ADM2") {
    parts.district = place.resolved_place;
  } else if (place.feature_code == "ADM1") {
    parts.province = place.resolved_place;
  }
  return parts;
}

// ---- POLECAT: one row an event, several parties in one field
// -------------------------------------------------------

constexpr std::string_view polecat_separator = "; ";

template <typename Text>
std::string each(const std::vector<RecordEntity>& entities, Text text) {
  std::vector<std::string> parts;
  for (const RecordEntity& entity : entities) {
    if (std::string part = text(entity); !part.empty()) {
      parts.push_back(std::move(part));
    }
  }
  return joined(parts, polecat_separator);
}

void append_polecat_side(const std::vector<RecordEntity>& side, const Knowledge& knowledge, Fields& fields) {
  fields.push_back(each(side, [](const RecordEntity& one) { return name_of(one); }));
  fields.push_back(each(side, [](const RecordEntity& one) { return one.entity.code; }));
  fields.push_back(each(side, [&](const RecordEntity& one) { return cow_number(one.entity.code, knowledge); }));
  fields.push_back(side.empty() ? std::string() : side.front().entity.sector);
  fields.push_back(
      each(side, [](const RecordEntity& one) { return joined(sectors_of(one.entity), polecat_separator); }));
  fields.push_back(each(side, [](const RecordEntity& one) { return one.entity.office; }));
  fields.push_back(each(side, [](const RecordEntity& one) { return one.entity_text; }));
  fields.push_back(each(side, [](const RecordEntity& one) { return one.entity.identifier_id; }));
}

std::string polecat_line(const store::EventRow& row, const Knowledge& knowledge) {
  const Event& event = row.event;
  const PlaceParts place = parts_of(event, knowledge);
  Fields fields{event.id,
                event.date,
                event.event,
                event.mode.empty() ? std::string() : event.mode.front(),
                decimal(event.event_scale, scale_digits),
                std::to_string(event.quad_code),
                joined(event.context, polecat_separator)};
  append_polecat_side(event.actor, knowledge, fields);
  append_polecat_side(event.recipient, knowledge, fields);
  const bool located = !place.name.empty();
  for (const std::string& part :
       {place.name, place.city, place.district, place.province, place.country, place.lat, place.lon,
        located ? std::to_string(event.event_loc->location.geonameid) : std::string(),
        event.event_loc ? event.event_loc->extracted_place : std::string(),
        located ? event.event_loc->location.feature_code : std::string(), row.source.source,
        std::string(day_part(row.source.date)), std::string(), std::string(), std::string(), std::string("English"),
        std::string("Detente")}) {
    fields.push_back(part);
  }
  for (std::string& field : fields) {
    field = field.empty() ? "None" : field;
  }
  append_own(row, fields);
  return tabbed(fields);
}

// ---- ICEWS and GDELT: one row for each pair of source and target
// ---------------------------------------------------

struct Pair {
  const RecordEntity* source = nullptr;
  const RecordEntity* target = nullptr;
};

// Partners of an event without recipients are each other's.
std::vector<Pair> pairs_of(const Event& event) {
  std::vector<Pair> pairs;
  for (const RecordEntity& actor : event.actor) {
    for (const RecordEntity& recipient : event.recipient) {
      pairs.push_back({&actor, &recipient});
    }
  }
  if (event.recipient.empty()) {
    for (const RecordEntity& actor : event.actor) {
      for (const RecordEntity& other : event.actor) {
        if (&actor != &other) {
          pairs.push_back({&actor, &other});
        }
      }
    }
  }
  if (pairs.empty()) {
    pairs.push_back({event.actor.empty() ? nullptr : &event.actor.front(),
                     event.recipient.empty() ? nullptr : &event.recipient.front()});
  }
  return pairs;
}

void append_icews_party(const RecordEntity* party, const Knowledge& knowledge, Fields& fields) {
  fields.push_back(party == nullptr ? std::string() : name_of(*party));
  fields.push_back(party == nullptr ? std::string() : joined(sectors_of(party->entity), ","));
  fields.push_back(party == nullptr ? std::string() : country_name(party->entity.code, knowledge));
}

std::string icews_line(const store::EventRow& row, Pair pair, const Knowledge& knowledge) {
  const Event& event = row.event;
  const PlaceParts place = parts_of(event, knowledge);
  Fields fields{event.id, event.date};
  append_icews_party(pair.source, knowledge, fields);
  fields.push_back(type_and_mode(event));
  fields.push_back(event.cameo);
  fields.push_back(decimal(event.event_scale, scale_digits));
  append_icews_party(pair.target, knowledge, fields);
  for (const std::string& part : {row.source.article, std::to_string(event.text_info.sequence + 1), row.source.source,
                                  place.city, place.district, place.province, place.country, place.lat, place.lon}) {
    fields.push_back(part);
  }
  append_own(row, fields);
  return tabbed(fields);
}

constexpr std::size_t iso_year_size = 4;
constexpr std::size_t iso_month_size = 7;
constexpr std::size_t iso_day_size = 10;

// "20220207", "202202" or "2022" of a date by ISO 8601, whose first `size` characters it is; empty where it has
// fewer.
std::string digits_of(std::string_view date, std::size_t size) {
  std::string digits(day_part(date));
  if (digits.size() < size || !knowledge::parse_day(digits)) {
    return {};
  }
  digits.resize(size);
  std::erase(digits, '-');
  return digits;
}

// GDELT's own rule: (month · 30 + day) / 365 behind the year.
std::string fraction_of(const std::string& digits) {
  if (digits.empty()) {
    return {};
  }
  const int month = std::stoi(digits.substr(4, 2));
  const int day = std::stoi(digits.substr(6, 2));
  constexpr int month_days = 30;
  constexpr double year_days = 365;
  constexpr int fraction_digits = 8;
  return decimal(std::stoi(digits.substr(0, 4)) + (month * month_days + day) / year_days, fraction_digits);
}

void append_gdelt_actor(const RecordEntity* party, const Knowledge& knowledge, Fields& fields) {
  constexpr std::size_t most_types = 3;
  if (party == nullptr) {
    fields.resize(fields.size() + 7 + most_types);
    return;
  }
  const std::string& code = party->entity.code;
  const bool is_country = knowledge.country(code).has_value();
  std::string name = name_of(*party);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  fields.push_back(code + party->entity.sector);
  fields.push_back(name);
  fields.push_back(is_country ? code : std::string());
  fields.push_back(is_country ? std::string() : code);
  fields.resize(fields.size() + 3);  // ethnic group and two religions, which are not coded
  std::vector<std::string> types = sectors_of(party->entity);
  types.resize(most_types);
  fields.insert(fields.end(), types.begin(), types.end());
}

// 1 country, 3 city and 2 state in the United States, 4 city and 5 state elsewhere, 0 none.
std::string gdelt_geo_type(const Event& event) {
  if (!event.event_loc || !is_resolved(event.event_loc->location)) {
    return "0";
  }
  const Location& place = event.event_loc->location;
  const bool american = place.country_code == "USA";
  if (place.feature_code.starts_with("PCL")) {
    return "1";
  }
  if (place.feature_code.starts_with("ADM")) {
    return american ? "2" : "5";
  }
  return american ? "3" : "4";
}

void append_gdelt_place(const Event& event, const Knowledge& knowledge, Fields& fields) {
  const std::string type = gdelt_geo_type(event);
  fields.push_back(type);
  if (type == "0") {
    fields.resize(fields.size() + 7);
    return;
  }
  const Location& place = event.event_loc->location;
  const auto country = knowledge.country(place.country_code);
  const std::string fips = country ? std::string(country->fips) : std::string();
  const std::string name = country && country->name != place.resolved_place
                               ? place.resolved_place + ", " + std::string(country->name)
                               : place.resolved_place;
  for (const std::string& part : {name, fips, fips, std::string(), decimal(place.lat, degree_digits),
                                  decimal(place.lon, degree_digits), std::to_string(place.geonameid)}) {
    fields.push_back(part);
  }
}

// A number for GLOBALEVENTID: of the event's id and the pair, in 53 bits, which every reader can hold.
std::string gdelt_id(const Event& event, std::size_t pair) {
  const std::string key = event.id + "/" + std::to_string(pair);
  constexpr unsigned dropped_bits = 11;
  return std::to_string(base::checksum_of(std::as_bytes(std::span(key.data(), key.size()))) >> dropped_bits);
}

std::string gdelt_line(const store::EventRow& row, Pair pair, std::size_t number, const Knowledge& knowledge) {
  const Event& event = row.event;
  const std::string day = digits_of(event.date, iso_day_size);
  Fields fields{gdelt_id(event, number), day, digits_of(event.date, iso_month_size),
                digits_of(event.date, iso_year_size), fraction_of(day)};
  append_gdelt_actor(pair.source, knowledge, fields);
  append_gdelt_actor(pair.target, knowledge, fields);
  for (const std::string& part :
       {std::string(event.text_info.sequence == 0 ? "1" : "0"), event.cameo, event.cameo.substr(0, 3),
        event.cameo.substr(0, 2), std::to_string(event.quad_code), decimal(event.event_scale, scale_digits),
        std::string("1"), std::string("1"), std::string("1"), std::string()}) {
    fields.push_back(part);
  }
  constexpr std::size_t place_fields = 8;
  for (int actor = 0; actor < 2; ++actor) {  // where the actors are is not coded
    fields.emplace_back("0");
    fields.resize(fields.size() + place_fields - 1);
  }
  append_gdelt_place(event, knowledge, fields);
  const std::string added = digits_of(row.source.date, iso_day_size);
  fields.push_back(added.empty() ? added : added + "000000");
  fields.push_back(row.source.url.empty() ? row.source.article : row.source.url);
  append_own(row, fields);
  return tabbed(fields);
}

}  // namespace

std::string heading_of(EventFormat format) {
  std::string heading;
  switch (format) {
    case EventFormat::csv:
      append_event_csv_heading(heading);
      break;
    case EventFormat::polecat:
      return std::string(polecat_heading) + '\t' + std::string(own_heading) + '\n';
    case EventFormat::icews:
      return std::string(icews_heading) + '\t' + std::string(own_heading) + '\n';
    case EventFormat::plover:
    case EventFormat::gdelt2:
      break;
  }
  return heading;
}

void append_event(const store::EventRow& row, EventFormat format, const Knowledge& knowledge, std::string& out) {
  if (format == EventFormat::plover) {
    append_jsonl(row.event, origin_of(row.source, row.story), out);
    return;
  }
  if (format == EventFormat::csv) {
    append_csv(row.event, origin_of(row.source, row.story), out);
    return;
  }
  if (format == EventFormat::polecat) {
    out += polecat_line(row, knowledge);
    return;
  }
  std::size_t number = 0;
  for (const Pair& pair : pairs_of(row.event)) {
    out += format == EventFormat::icews ? icews_line(row, pair, knowledge) : gdelt_line(row, pair, number, knowledge);
    ++number;
  }
}

}  // namespace detente::exports
