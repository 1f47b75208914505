// What was measured, as sheets.
#include <algorithm>
#include <string>
#include <vector>

#include "export/export.h"
#include "export/numbers.h"
#include "export/wording.h"
#include "knowledge/knowledge.h"

namespace detente::exports {

namespace {

using Row = std::vector<SheetCell>;
using Kind = SheetColumn::Kind;

std::string day_text(measure::Day day) {
  return knowledge::format_day(day);
}

std::string name_of_party(const measure::Party& party) {
  if (party.name.empty()) {
    return party.code;
  }
  return party.code.empty() ? party.name : party.name + " (" + party.code + ")";
}

std::vector<std::string> names_of(const std::vector<measure::Party>& parties) {
  std::vector<std::string> names;
  std::transform(parties.begin(), parties.end(), std::back_inserter(names), name_of_party);
  return names;
}

SheetCell optional_text(const std::string& text) {
  return text.empty() ? SheetCell() : SheetCell(text);
}

std::vector<std::string> events_of(const std::vector<measure::Evidence>& evidence) {
  std::vector<std::string> ids;
  ids.reserve(evidence.size());
  for (const measure::Evidence& one : evidence) {
    ids.push_back(one.event);
  }
  return ids;
}

}  // namespace

Sheet sheet_of(const std::vector<measure::IndexDay>& index) {
  Sheet sheet{{"day", "tension", "low", "high", "events", "articles", "weight", "per_thousand"}, {}};
  for (const measure::IndexDay& day : index) {
    sheet.rows.push_back(Row{day_text(day.day), rounded(day.tension), rounded(day.low), rounded(day.high), day.events,
                             day.articles, rounded(day.weight), rounded(day.per_thousand)});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Period>& periods) {
  Sheet sheet{{"from", "conflict", "cooperation", "tension", "events", "verbal_cooperation", "material_cooperation",
               "verbal_conflict", "material_conflict", "articles"},
              {}};
  for (const measure::Period& period : periods) {
    Row row{day_text(period.first), rounded(period.conflict), rounded(period.cooperation), rounded(period.tension),
            period.events};
    for (const std::int64_t count : period.quads) {
      row.emplace_back(count);
    }
    row.emplace_back(period.articles);
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Contribution>& parts,
               const std::vector<measure::Observation>& observations) {
  Sheet sheet{{"part", "weight", "scale", "day", "type", "reports", {"words", Kind::words}, {"events", Kind::id}},
              {}};
  for (const measure::Contribution& part : parts) {
    const measure::Observation& observation = observations.at(part.observation);
    sheet.rows.push_back(Row{rounded(part.part), rounded(part.weight), rounded(observation.scale),
                             day_text(observation.day), observation.type,
                             static_cast<std::int64_t>(observation.reports.size()), observation.words,
                             observation.reports});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Alert>& alerts) {
  Sheet sheet{{"day", "rule", "value", "reference"}, {}};
  for (const measure::Alert& alert : alerts) {
    sheet.rows.push_back(Row{day_text(alert.day), alert.rule, rounded(alert.value), rounded(alert.reference)});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Deployment>& rows) {
  Sheet sheet{{"day",
               "who",
               "what",
               "number",
               "relation",
               "kind",
               "where",
               "country",
               "standing",
               "by_account",
               {"words", Kind::words},
               {"event", Kind::id},
               {"source", Kind::source},
               {"url", Kind::address}},
              {}};
  for (const measure::Deployment& row : rows) {
    const bool counted = row.quantity.has_value();
    sheet.rows.push_back(Row{day_text(row.day), names_of(row.who), std::string(name_of(row.direction)),
                             counted ? SheetCell(row.quantity->value) : SheetCell(),
                             counted ? SheetCell(std::string(detente::name_of(row.quantity->relation))) : SheetCell(),
                             counted ? SheetCell(std::string(detente::name_of(row.quantity->kind))) : SheetCell(),
                             optional_text(row.where), optional_text(row.country_code),
                             std::string(name_of(row.standing)), names_of(row.by_account), row.evidence.sentence,
                             row.evidence.event, optional_text(row.evidence.source),
                             optional_text(row.evidence.url)});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Strength>& strengths) {
  Sheet sheet{{"who", "country", "kind", "estimate", "low", "high", "announced", "accounts", "as_of"}, {}};
  for (const measure::Strength& strength : strengths) {
    const bool known = strength.accounts > 0;
    sheet.rows.push_back(
        Row{name_of_party(strength.who), optional_text(strength.country_code),
            std::string(detente::name_of(strength.kind)), known ? SheetCell(strength.estimate) : SheetCell(),
            known ? SheetCell(rounded(strength.low)) : SheetCell(),
            known ? SheetCell(rounded(strength.high)) : SheetCell(), strength.announced,
            static_cast<std::int64_t>(strength.accounts), known ? SheetCell(day_text(strength.as_of)) : SheetCell()});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Claim>& claims) {
  Sheet sheet{{"type",
               "actor",
               "recipient",
               "asserted_by",
               "denied_by",
               "first_reported",
               "last_reported",
               {"words", Kind::words},
               {"events", Kind::id},
               {"source", Kind::source},
               {"url", Kind::address}},
              {}};
  for (const measure::Claim& claim : claims) {
    sheet.rows.push_back(Row{claim.type, names_of(claim.actor), names_of(claim.recipient),
                             names_of(claim.asserted_by), names_of(claim.denied_by), day_text(claim.first_reported),
                             day_text(claim.last_reported), claim.evidence.front().sentence,
                             events_of(claim.evidence), optional_text(claim.evidence.front().source),
                             optional_text(claim.evidence.front().url)});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Demand>& demands) {
  Sheet sheet{{"day",
               "by",
               "of",
               "mode",
               "answer",
               {"words", Kind::words},
               {"event", Kind::id},
               {"source", Kind::source},
               {"url", Kind::address},
               {"answered_by", Kind::id},
               {"answer_words", Kind::words}},
              {}};
  for (const measure::Demand& demand : demands) {
    sheet.rows.push_back(Row{day_text(demand.day), names_of(demand.by), names_of(demand.of),
                             optional_text(demand.mode), std::string(name_of(demand.answer)),
                             demand.evidence.sentence, demand.evidence.event, optional_text(demand.evidence.source),
                             optional_text(demand.evidence.url),
                             demand.answered ? SheetCell(demand.answered->event) : SheetCell(),
                             demand.answered ? SheetCell(demand.answered->sentence) : SheetCell()});
  }
  return sheet;
}

Sheet sheet_of(const std::vector<measure::Appointment>& appointments) {
  Sheet sheet{{"day",
               "end",
               "type",
               "who",
               "where",
               "state",
               "announced",
               {"words", Kind::words},
               {"event", Kind::id},
               {"source", Kind::source},
               {"url", Kind::address},
               {"outcome", Kind::id}},
              {}};
  for (const measure::Appointment& appointment : appointments) {
    sheet.rows.push_back(Row{day_text(appointment.day),
                             appointment.end ? SheetCell(day_text(*appointment.end)) : SheetCell(), appointment.type,
                             names_of(appointment.who), optional_text(appointment.where),
                             std::string(name_of(appointment.occasion)), appointment.evidence.published,
                             appointment.evidence.sentence, appointment.evidence.event,
                             optional_text(appointment.evidence.source), optional_text(appointment.evidence.url),
                             appointment.outcome ? SheetCell(appointment.outcome->event) : SheetCell()});
  }
  return sheet;
}

}  // namespace detente::exports
