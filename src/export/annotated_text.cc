#include "export/export.h"
#include "export/heading.h"
#include "export/sentences.h"
#include "export/wording.h"

#include <algorithm>
#include <limits>

namespace detente::exports {

namespace {

constexpr std::size_t indent = 6;  // of what was read in a sentence; its number stands before it

void append_number(std::uint32_t number, const Painter& painter, std::string& out) {
  std::string shown = std::to_string(number);
  append_spaces(out, indent - 2 - std::min(indent - 2, shown.size()));
  painter.append(out, Style::faint, shown);
  append_spaces(out, 2);
}

Style style_of(SentenceKind kind) {
  switch (kind) {
    case SentenceKind::heading:
      return Style::bold;
    case SentenceKind::body:
    case SentenceKind::post:
      return Style::plain;
    default:
      return Style::faint;
  }
}

void append_sentence(const SentenceView& sentence, const Look& look, std::string& out) {
  const Painter painter(look.colour);
  std::string words = printable(sentence.text);
  if (sentence.kind != SentenceKind::body) {
    words = "[" + std::string(name_of(sentence.kind)) + "] " + words;
  }
  append_number(sentence.number, painter, out);
  const std::size_t width = look.width - std::min(look.width - 1, indent);
  bool is_first = true;
  for (const std::string& line : wrap(words, width, std::numeric_limits<std::size_t>::max())) {
    append_spaces(out, is_first ? 0 : indent);
    painter.append(out, style_of(sentence.kind), line);
    out += '\n';
    is_first = false;
  }
}

// "FRA GOV Emmanuel Macron → RUS GOV Vladimir Putin"
std::string parties_of(const Event& event) {
  const std::string actors = event.actor.empty() ? "someone" : names_and_codes(event.actor);
  return event.recipient.empty() ? actors : actors + " → " + names_and_codes(event.recipient);
}

std::string date_of(const Event& event) {
  std::string date = event.enddate.empty() ? event.date : event.date + "–" + event.enddate;
  return event.date_text.empty() ? date : joined({date, event.time}, " ");
}

// All but the type, which is painted on its own.
std::string line_of(const Event& event) {
  const std::string status = event.status == Status::asserted ? "" : std::string(name_of(event.status));
  const std::string place = event.event_loc ? "in " + name_of(*event.event_loc) : "";
  const std::string account =
      event.attributed_to.empty() ? "" : "according to " + names_and_codes(event.attributed_to);
  return joined({status, parties_of(event), place, amounts_of(event.quantity), account,
                 event.date_text.empty() ? "" : date_of(event), in_quotes(event.event_text)},
                " · ");
}

void append_hanging(std::string_view first, Style style, std::string_view rest, const Look& look, std::string& out) {
  constexpr std::size_t hang = indent + 4;
  const Painter painter(look.colour);
  const std::string text = std::string(first) + std::string(rest);
  const auto lines = wrap(text, look.width - std::min(look.width - 1, hang), 4);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    append_spaces(out, i == 0 ? indent + 2 : hang);
    const std::string_view line = lines[i];
    const std::size_t painted = i == 0 && line.starts_with(first) ? first.size() : 0;
    painter.append(out, style, line.substr(0, painted));
    painter.append(out, Style::plain, line.substr(painted));
    out += '\n';
  }
}

void append_event(const Event& event, const Look& look, std::string& out) {
  append_hanging("▸ " + type_and_mode(event), style_of_quad(event.quad_code), "  " + line_of(event), look, out);
}

void append_statement(const Statement& statement, const Look& look, std::string& out) {
  const std::string speaker = statement.speaker ? name_and_code(*statement.speaker) : "someone";
  append_hanging("▹ " + speaker, Style::bold,
                 ": " + in_quotes(statement.text) + " (" + std::string(name_of(statement.kind)) + ")", look, out);
}

}  // namespace

void append_text(const Record& record, const Layers& layers, const Look& look, std::string& out) {
  append_heading(record.article, look, out);
  out += '\n';
  for (const SentenceView& sentence : sentences_of(record)) {
    if (sentence.begins_paragraph && sentence.number > 0) {
      out += '\n';
    }
    append_sentence(sentence, look, out);
    for (std::size_t i = 0; layers.events && i < sentence.events.size(); ++i) {
      append_event(*sentence.events[i], look, out);
    }
    for (std::size_t i = 0; layers.statements && i < sentence.statements.size(); ++i) {
      append_statement(*sentence.statements[i], look, out);
    }
  }
  out += '\n';
}

}  // namespace detente::exports
