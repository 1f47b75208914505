#include "export/export.h"
#include "export/heading.h"
#include "export/table.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

constexpr std::string_view margin = "  ";
constexpr std::size_t most_entities = 4;  // in one cell; the rest is counted

std::vector<Column> event_columns() {
  return {{"DATE", 2, 0, false},      {"ACTOR", 2, 0, true}, {"", 1, 6, false},      {"→", 2, 0, false},
          {"RECIPIENT", 1, 0, false}, {"", 1, 6, false},     {"EVENT", 2, 8, false}, {"STATUS", 2, 0, false}};
}

std::string date_of(const Event& event) {
  return has_article_date(event) ? event.date + "*" : event.date;
}

std::vector<Cell> date_cells(const Event& event) {
  std::vector<Cell> cells{{date_of(event), Style::plain}};
  if (!event.enddate.empty()) {
    cells.push_back({"–" + event.enddate, Style::plain});
  }
  if (!event.time.empty()) {
    cells.push_back({event.time, Style::faint});
  }
  return cells;
}

std::vector<Cell> code_cells(const std::vector<RecordEntity>& entities) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < entities.size() && i < most_entities; ++i) {
    const std::string code = code_of(entities[i].entity);
    cells.push_back({code.empty() ? "–" : code, Style::code});
  }
  return cells;
}

std::vector<Cell> name_cells(const std::vector<RecordEntity>& entities) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < entities.size() && i < most_entities; ++i) {
    cells.push_back({name_of(entities[i]), Style::plain});
  }
  if (entities.size() > most_entities) {
    cells.back().text += " +" + std::to_string(entities.size() - most_entities);
  }
  return cells;
}

std::vector<Cell> status_cells(Status status) {
  return {{std::string(name_of(status)), status == Status::asserted ? Style::plain : Style::doubtful}};
}

void append_detail(std::string& note, std::string_view label, std::string_view words) {
  if (words.empty()) {
    return;
  }
  note += " · ";
  note += label;
  note += words;
}

// The words, and what has no column of its own.
std::string note_of(const Event& event) {
  std::string note = "sentence " + std::to_string(event.text_info.sequence) + " " + in_quotes(event.event_text);
  append_detail(note, "in ", event.event_loc ? name_of(*event.event_loc) : "");
  append_detail(note, "", amounts_of(event.quantity));
  append_detail(note, "according to ", names_and_codes(event.attributed_to));
  return note;
}

Row row_of(const Event& event) {
  Row row;
  row.columns.push_back(date_cells(event));
  row.columns.push_back(code_cells(event.actor));
  row.columns.push_back(name_cells(event.actor));
  row.columns.push_back({{event.recipient.empty() ? "" : "→", Style::faint}});
  row.columns.push_back(code_cells(event.recipient));
  row.columns.push_back(name_cells(event.recipient));
  row.columns.push_back({{type_and_mode(event), style_of_quad(event.quad_code)}});
  row.columns.push_back(status_cells(event.status));
  row.note = note_of(event);
  return row;
}

void append_faint_line(std::string_view line, const Painter& painter, std::string& out) {
  painter.append(out, Style::faint, line);
  out += '\n';
}

void append_events(const std::vector<Event>& events, const Look& look, std::string& out) {
  const Painter painter(look.colour);
  if (events.empty()) {
    append_faint_line("  no events", painter, out);
    return;
  }
  Table table(event_columns());
  bool has_star = false;
  for (const Event& event : events) {
    table.add(row_of(event));
    has_star = has_star || has_article_date(event);
  }
  table.append_to(out, look.width, painter);
  if (has_star) {
    append_faint_line("  * the article's date; the text gives none", painter, out);
  }
}

std::string speaker_of(const Statement& statement) {
  return statement.speaker ? name_and_code(*statement.speaker) : "unknown";
}

void append_statement(const Statement& statement, const Look& look, std::string& out) {
  constexpr std::size_t speech_lines = 3;
  const Painter painter(look.colour);
  const std::string speaker = speaker_of(statement);
  const std::string text = speaker + ": " + in_quotes(statement.text) + " (" + std::string(name_of(statement.kind)) +
                           ", sentence " + std::to_string(statement.text_info.sequence) + ")";
  const auto lines = wrap(text, look.width - std::min(look.width, margin.size() + 2), speech_lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += i == 0 ? margin : "    ";
    const std::size_t name = i == 0 && lines[i].starts_with(speaker) ? speaker.size() : 0;
    painter.append(out, Style::bold, std::string_view(lines[i]).substr(0, name));
    out += std::string_view(lines[i]).substr(name);
    out += '\n';
  }
}

void append_statements(const std::vector<Statement>& statements, const Look& look, std::string& out) {
  if (statements.empty()) {
    return;
  }
  append_faint_line("  STATEMENTS", Painter(look.colour), out);
  for (const Statement& statement : statements) {
    append_statement(statement, look, out);
  }
}

}  // namespace

void append_table(const std::vector<Event>& events, const Look& look, std::string& out) {
  if (!events.empty()) {
    append_events(events, look, out);
  }
}

void append_table(const std::vector<Statement>& statements, const Look& look, std::string& out) {
  append_statements(statements, look, out);
}

void append_table(const Record& record, const Layers& layers, const Look& look, std::string& out) {
  append_heading(record.article, look, out);
  if (layers.events) {
    out += '\n';
    append_events(record.events, look, out);
  }
  if (layers.statements && !record.statements.empty()) {
    out += '\n';
    append_statements(record.statements, look, out);
  }
  out += '\n';
}

}  // namespace detente::exports
