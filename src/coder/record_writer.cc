#include <algorithm>
#include <chrono>
#include <iterator>

#include "coder/coder.h"

namespace detente::coder {

namespace {

// Turns spans of bytes into the record's words and code points.
class Writer {
 public:
  Writer(const Document& document, const Analysis& analysis, const Resolved& resolved,
         const knowledge::Ontology& ontology)
      : document_(document),
        analysis_(analysis),
        resolved_(resolved),
        ontology_(ontology),
        code_points_(document.article.text) {}

  Record write() {
    Record record;
    record.article = document_.article;
    for (const Sentence& sentence : document_.sentences) {
      record.sentences.push_back({span(sentence.span), sentence.kind});
    }
    for (const ResolvedEvent& event : resolved_.events) {
      record.events.push_back(write(event, record.events.size()));
    }
    for (const ResolvedSpeech& speech : resolved_.speeches) {
      record.statements.push_back(write(speech, record.statements.size()));
    }
    for (const ActorChain& chain : resolved_.actors) {
      RecordActor actor{chain.entity, {}};
      for (const ByteSpan& mention : chain.mentions) {
        actor.mentions.push_back({text(mention), span(mention), {}});
      }
      record.actors.push_back(std::move(actor));
    }
    for (const Location& place : resolved_.places) {
      record.places.push_back({text(place.span), span(place.span), place});
    }
    for (const TimeExpression& time : resolved_.times) {
      record.times.push_back({text(time.span), span(time.span), time});
    }
    return record;
  }

 private:
  [[nodiscard]] std::string text(ByteSpan bytes) const { return std::string(document_.text(bytes)); }
  [[nodiscard]] CodePointSpan span(ByteSpan bytes) const {
    return {code_points_(bytes.begin), code_points_(bytes.end)};
  }
  [[nodiscard]] TextInfo text_info(std::uint32_t sentence) const {
    return {sentence, span(document_.sentences[sentence].span)};
  }
  [[nodiscard]] RecordEntity write(const Entity& entity) const {
    return {text(entity.span), span(entity.span), entity};
  }
  [[nodiscard]] std::vector<RecordEntity> write(const std::vector<Entity>& entities) const {
    std::vector<RecordEntity> out;
    std::transform(entities.begin(), entities.end(), std::back_inserter(out),
                   [&](const Entity& entity) { return write(entity); });
    return out;
  }

  // PLOVER codebook, AGREE: cooperation that lies in the future is the agreement to it, and that is a fact.
  [[nodiscard]] static bool is_future_cooperation(std::string_view type, Status status) {
    return status == Status::planned &&
           (type == "CONSULT" || type == "AID" || type == "COOPERATE" || type == "SUPPORT");
  }

  Event write(const ResolvedEvent& resolved, std::size_t number) const {
    const Trigger& trigger = analysis_.triggers[resolved.trigger];
    EventTypeId type = trigger.type;
    ModeId mode = trigger.mode;
    Event event;
    event.id = document_.article.id + "#e" + std::to_string(number + 1);
    event.status = trigger.status;
    if (is_future_cooperation(ontology_.types[type].name, trigger.status)) {
      type = ontology_.type("AGREE").value_or(type);
      mode = no_mode;
      event.status = Status::asserted;
    }
    event.event = ontology_.types[type].name;
    event.quad_code = ontology_.types[type].quad;
    event.event_scale = ontology_.score(type, mode);
    event.cameo = ontology_.cameo(type, mode);
    if (mode != no_mode) {
      event.mode.emplace_back(ontology_.modes[mode].name);
    }
    for (const ContextId context : trigger.contexts) {
      event.context.emplace_back(ontology_.contexts[context]);
    }
    event.event_text.push_back(text(document_.bytes(trigger.tokens)));
    event.actor = write(resolved.actors);
    event.recipient = write(resolved.recipients);
    event.attributed_to = write(resolved.sources);
    set_date(resolved, event);
    if (resolved.place) {
      event.event_loc = RecordLocation{text(resolved.place->span), span(resolved.place->span), *resolved.place};
    }
    for (const Quantity& quantity : resolved.quantities) {
      event.quantity.push_back({text(quantity.span), quantity});
    }
    event.text_info = text_info(trigger.sentence);
    event.confidence = trigger.probability;
    return event;
  }

  void set_date(const ResolvedEvent& resolved, Event& event) const {
    if (!resolved.time) {
      event.date = document_.article.date.substr(0, 10);
      return;
    }
    const std::string& value = resolved.time->value;
    const auto clock = value.find('T');
    event.date = calendar_date(value.substr(0, clock));
    event.date_text = text(resolved.time->span);
    // A time of day such as "16:30"; parts of the day ("TMO") are none.
    if (clock != std::string::npos && clock + 1 < value.size() && value[clock + 1] >= '0' &&
        value[clock + 1] <= '9') {
      event.time = value.substr(clock + 1);
    }
  }

  // TIMEX3 weeks, seasons, quarters, decades as the calendar date of no more than their precision: weeks their month,
  // the rest their year.
  static std::string calendar_date(const std::string& value) {
    constexpr std::size_t year_length = 4;
    if (value.size() < year_length) {
      return value + std::string(year_length - value.size(), '0');
    }
    if (value.size() == year_length || (value[5] >= '0' && value[5] <= '9')) {
      return value;
    }
    std::string year = value.substr(0, year_length);
    if (value[5] != 'W' || value.size() < 8) {
      return year;
    }
    // ISO 8601: week 1 holds 4 January; its Thursday lies in the week's year.
    using namespace std::chrono;
    const int week = std::stoi(value.substr(6, 2));
    const sys_days fourth{std::chrono::year{std::stoi(year)} / January / 4};
    const sys_days monday = fourth - (weekday{fourth} - Monday);
    const year_month_day thursday{monday + days{7 * (week - 1) + 3}};
    const auto month = static_cast<unsigned>(thursday.month());
    return year + (month < 10 ? "-0" : "-") + std::to_string(month);
  }

  Statement write(const ResolvedSpeech& resolved, std::size_t number) const {
    const Speech& speech = analysis_.speeches[resolved.speech];
    Statement statement;
    statement.id = document_.article.id + "#s" + std::to_string(number + 1);
    statement.kind = speech.kind;
    const ByteSpan content = document_.bytes(speech.content);
    statement.text = text(content);
    statement.span = span(content);
    if (!speech.cue.empty()) {
      statement.cue = text(document_.bytes(speech.cue));
    }
    if (resolved.speaker) {
      statement.speaker = write(*resolved.speaker);
    }
    statement.text_info = text_info(speech.sentence);
    statement.confidence = speech.probability;
    return statement;
  }

  const Document& document_;
  const Analysis& analysis_;
  const Resolved& resolved_;
  const knowledge::Ontology& ontology_;
  CodePointIndex code_points_;
};

}  // namespace

Record write_record(const Document& document, const Analysis& analysis, const Resolved& resolved,
                    const knowledge::Ontology& ontology) {
  return Writer(document, analysis, resolved, ontology).write();
}

}  // namespace detente::coder
