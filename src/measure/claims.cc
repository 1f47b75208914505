// The ledgers of claims, of demands with their answers, and of days to come.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "knowledge/knowledge.h"
#include "measure/measure.h"
#include "measure/parties.h"

namespace detente::measure {

namespace {

constexpr Day answer_days = 60;  // a demand that is not answered by then stays open

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& types, std::string_view type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

std::string codes_of(const std::vector<RecordEntity>& entities) {
  std::vector<std::string> codes;
  codes.reserve(entities.size());
  for (const RecordEntity& entity : entities) {
    codes.push_back(entity.entity.code.empty() ? entity.entity_text : entity.entity.code);
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::string joined;
  for (const std::string& code : codes) {
    joined += code + "|";
  }
  return joined;
}

// Who says it: those cited, else the publisher, else nobody.
std::vector<Party> accounts_of(const store::EventRow& row) {
  if (!row.event.attributed_to.empty()) {
    return parties_of(row.event.attributed_to);
  }
  return row.source.source.empty() ? std::vector<Party>() : std::vector<Party>{{"", row.source.source}};
}

void add_report(const Told& told, Claim& claim) {
  const Event& event = told.row->event;
  if (claim.evidence.empty()) {
    claim.type = event.event;
    claim.first_reported = told.published;
  }
  add_parties(claim.actor, parties_of(event.actor));
  add_parties(claim.recipient, parties_of(event.recipient));
  add_parties(event.status == Status::negated ? claim.denied_by : claim.asserted_by, accounts_of(*told.row));
  claim.last_reported = told.published;
  claim.evidence.push_back(evidence_of(*told.row));
}

// Denied, or said of others: what somebody says of himself is news, not a claim.
bool is_disputed(const Event& event) {
  return event.status == Status::negated ||
         (!event.attributed_to.empty() && !share_code(event.attributed_to, event.actor));
}

// The other side speaks to the one that asked, or to nobody that is named.
bool answers(const Event& event, const Event& demand) {
  return share_code(event.actor, demand.recipient) &&
         (event.recipient.empty() || share_code(event.recipient, demand.actor));
}

std::optional<Answer> answer_in(const Event& event) {
  constexpr auto accepting = std::to_array<std::string_view>({"AGREE", "CONCEDE", "COOPERATE", "RETREAT", "AID"});
  constexpr auto rejecting = std::to_array<std::string_view>({"REJECT", "THREATEN"});
  if (event.status == Status::negated || event.status == Status::hypothetical) {
    return std::nullopt;
  }
  if (is_one_of(accepting, event.event)) {
    return Answer::accepted;
  }
  return is_one_of(rejecting, event.event) ? std::optional(Answer::rejected) : std::nullopt;
}

void find_answer(const std::vector<Told>& told, std::size_t at, Demand& demand) {
  for (std::size_t i = at + 1; i < told.size() && told[i].published <= told[at].published + answer_days; ++i) {
    const Event& event = told[i].row->event;
    const auto answer = answer_in(event);
    if (answer && answers(event, told[at].row->event)) {
      demand.answer = *answer;
      demand.answered = evidence_of(*told[i].row);
      return;
    }
  }
}

// What people are invited to, or may come to do together.
bool is_occasion(const Event& event) {
  constexpr auto types = std::to_array<std::string_view>(
      {"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "RETREAT", "AID", "MOBILIZE", "PROTEST", "SANCTION"});
  return is_one_of(types, event.event) && event.status != Status::negated;
}

std::vector<Party> all_parties(const Event& event) {
  std::vector<Party> parties = parties_of(event.actor);
  add_parties(parties, parties_of(event.recipient));
  return parties;
}

// "AGREE to meet" comes true as a meeting.
bool fulfils(std::string_view done, std::string_view announced) {
  return done == announced || (announced == "AGREE" && (done == "CONSULT" || done == "COOPERATE"));
}

std::size_t codes_in_common(const std::vector<Party>& a, const std::vector<Party>& b) {
  std::vector<std::string> codes;
  for (const Party& party : a) {
    if (!party.code.empty() && share_code({party}, b)) {
      codes.push_back(party.code);
    }
  }
  std::sort(codes.begin(), codes.end());
  return static_cast<std::size_t>(std::unique(codes.begin(), codes.end()) - codes.begin());
}

std::size_t count_codes(const std::vector<Party>& parties) {
  return codes_in_common(parties, parties);
}

// Two of the parties meet again in it, or the only one that is known.
bool same_parties(const std::vector<Party>& announced, const std::vector<Party>& later) {
  const std::size_t known = count_codes(announced);
  return known > 0 && codes_in_common(announced, later) >= std::min<std::size_t>(known, 2);
}

// The one that another event of the same sentence has told of: "will fly to Kyiv to speak with the president".
Appointment* told_before(const Appointment& appointment, std::vector<Appointment>& appointments) {
  const auto known = std::find_if(appointments.begin(), appointments.end(), [&](const Appointment& other) {
    return other.day == appointment.day && other.type == appointment.type &&
           other.evidence.article == appointment.evidence.article && !other.evidence.sentence.empty() &&
           other.evidence.sentence == appointment.evidence.sentence && share_code(other.who, appointment.who);
  });
  return known == appointments.end() ? nullptr : &*known;
}

void find_outcome(const std::vector<Told>& told, std::size_t at, Appointment& appointment) {
  for (std::size_t i = at + 1; i < told.size(); ++i) {
    const Event& event = told[i].row->event;
    if (!fulfils(event.event, appointment.type) || !same_parties(appointment.who, all_parties(event))) {
      continue;
    }
    const Day last = appointment.end.value_or(appointment.day) + 1;
    const bool on_the_day = told[i].day >= appointment.day && told[i].day <= last;
    if (event.status == Status::asserted && on_the_day && told[i].published >= appointment.day) {
      appointment.occasion = Occasion::took_place;
      appointment.outcome = evidence_of(*told[i].row);
      return;
    }
    if (event.status == Status::negated && on_the_day) {
      appointment.occasion = Occasion::cancelled;
      appointment.outcome = evidence_of(*told[i].row);
      return;
    }
  }
}

}  // namespace

std::vector<Claim> claims(const std::vector<store::EventRow>& rows) {
  const std::vector<Told> told = in_order(rows);
  std::map<std::string, std::vector<const Told*>> groups;
  for (const Told& one : told) {
    const Event& event = one.row->event;
    groups[one.row->story.empty() ? event.event + ":" + codes_of(event.actor) + ":" + codes_of(event.recipient)
                                  : one.row->story]
        .push_back(&one);
  }
  std::vector<Claim> out;
  for (const auto& [key, group] : groups) {
    if (std::none_of(group.begin(), group.end(), [](const Told* one) { return is_disputed(one->row->event); })) {
      continue;
    }
    out.emplace_back();
    for (const Told* one : group) {
      add_report(*one, out.back());
    }
  }
  std::sort(out.begin(), out.end(), [](const Claim& a, const Claim& b) {
    return a.last_reported != b.last_reported ? a.last_reported > b.last_reported
                                              : a.evidence.front().event < b.evidence.front().event;
  });
  return out;
}

std::vector<Demand> demands(const std::vector<store::EventRow>& rows) {
  const std::vector<Told> told = in_order(rows);
  std::vector<Demand> out;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Event& event = told[i].row->event;
    if (event.event != "REQUEST" || event.status == Status::negated) {
      continue;
    }
    Demand demand{told[i].day,
                  parties_of(event.actor),
                  parties_of(event.recipient),
                  event.mode.empty() ? std::string() : event.mode.front(),
                  Answer::open,
                  evidence_of(*told[i].row),
                  std::nullopt};
    find_answer(told, i, demand);
    out.push_back(std::move(demand));
  }
  std::stable_sort(out.begin(), out.end(), [](const Demand& a, const Demand& b) {
    return a.day != b.day ? a.day > b.day : a.evidence.event < b.evidence.event;
  });
  return out;
}

std::vector<Appointment> calendar(const std::vector<store::EventRow>& rows, Day today) {
  const std::vector<Told> told = in_order(rows);
  std::vector<Appointment> out;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const Event& event = told[i].row->event;
    if (told[i].day <= told[i].published || !is_occasion(event)) {
      continue;
    }
    Appointment appointment;
    appointment.day = told[i].day;
    appointment.end = knowledge::parse_day(event.enddate);
    appointment.type = event.event;
    appointment.who = all_parties(event);
    if (event.event_loc) {
      const Location& location = event.event_loc->location;
      appointment.where =
          location.resolved_place.empty() ? event.event_loc->extracted_place : location.resolved_place;
    }
    appointment.occasion =
        appointment.end.value_or(appointment.day) >= today ? Occasion::ahead : Occasion::unconfirmed;
    appointment.evidence = evidence_of(*told[i].row);
    find_outcome(told, i, appointment);
    if (Appointment* known = told_before(appointment, out)) {
      add_parties(known->who, appointment.who);
    } else {
      out.push_back(std::move(appointment));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Appointment& a, const Appointment& b) {
    return a.day != b.day ? a.day < b.day : a.evidence.event < b.evidence.event;
  });
  return out;
}

std::string_view name_of(Answer answer) {
  switch (answer) {
    case Answer::accepted:
      return "accepted";
    case Answer::rejected:
      return "rejected";
    case Answer::open:
      break;
  }
  return "open";
}

std::string_view name_of(Occasion occasion) {
  switch (occasion) {
    case Occasion::ahead:
      return "ahead";
    case Occasion::took_place:
      return "took place";
    case Occasion::cancelled:
      return "cancelled";
    case Occasion::unconfirmed:
      break;
  }
  return "unconfirmed";
}

}  // namespace detente::measure
