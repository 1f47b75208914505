// Topics and stories in their three forms.
#include <algorithm>

#include "export/display.h"
#include "export/export.h"
#include "export/json.h"
#include "export/numbers.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

constexpr int score_digits = 4;
constexpr int amount_digits = 15;
constexpr std::size_t most_lines = 3;

void append_pair(std::string_view id, std::string_view group, std::string& out) {
  out += printable(id);
  out += '\t';
  out += group;
  out += '\n';
}

void write_part(JsonWriter& json, const story::Part& part) {
  json.begin_object();
  json.string_field("name", part.name);
  json.number_field("value", part.value, score_digits);
  json.text_field("detail", part.detail);
  json.end_object();
}

void write_reasons(JsonWriter& json, const Reasons& reasons, const std::string& id) {
  const auto at = reasons.find(id);
  if (at != reasons.end()) {
    json.number_field("score", story::sum_of(at->second), score_digits);
    json.array_field("why", at->second, write_part);
  }
}

void write_report(JsonWriter& json, const story::Report& report, const Reasons& reasons) {
  json.begin_object();
  json.string_field("id", report.event);
  json.text_field("event", report.type);
  json.string_field("article", report.article);
  json.text_field("source", report.source);
  json.text_field("copy_of", report.copy_of);
  json.text_field("published", report.published);
  json.text_field("date", report.date);
  json.text_field("enddate", report.enddate);
  json.string_field("status", name_of(report.status));
  json.list_field("attributed_to", report.attributed_to);
  json.text_field("text", report.text);
  write_reasons(json, reasons, report.event);
  json.end_object();
}

void write_spread(JsonWriter& json, const story::Spread& spread) {
  json.begin_object();
  json.string_field("kind", name_of(spread.kind));
  json.number_field("low", spread.low, amount_digits);
  json.string_field("low_relation", spread.low_is_bound ? ">" : "=");
  json.number_field("high", spread.high, amount_digits);
  json.string_field("high_relation", spread.high_is_bound ? "<" : "=");
  json.number_field("latest", spread.latest, amount_digits);
  json.integer_field("reports", static_cast<std::int64_t>(spread.reports));
  json.end_object();
}

void write_article(JsonWriter& json, const story::TopicArticle& article, const Reasons& reasons) {
  json.begin_object();
  json.string_field("id", article.article);
  json.text_field("title", article.title);
  json.text_field("source", article.source);
  json.text_field("date", article.published);
  json.text_field("copy_of", article.copy_of);
  write_reasons(json, reasons, article.article);
  json.end_object();
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

void append_lines(std::string_view text, std::string_view margin, const Look& look, Style style, std::string& out) {
  const Painter painter(look.colour);
  for (const std::string& line : wrap(text, look.width - std::min(look.width, margin.size()), most_lines)) {
    out += margin;
    painter.append(out, style, line);
    out += '\n';
  }
}

// "+0.44 words (essequibo, jungle) −0.23 least likeness = 0.21".
void append_reasons(const Reasons& reasons, const std::string& id, const Look& look, std::string& out) {
  const auto at = reasons.find(id);
  if (at == reasons.end() || at->second.empty()) {
    return;
  }
  std::string text;
  for (const story::Part& part : at->second) {
    if (part.value == 0) {
      continue;
    }
    text += (text.empty() ? "" : " ") + std::string(part.value < 0 ? "−" : "+");
    text += decimal(std::abs(part.value), 3) + " " + part.name;
    text += part.detail.empty() ? "" : " (" + printable(part.detail) + ")";
  }
  append_lines(text + " = " + decimal(story::sum_of(at->second), 3), "      ", look, Style::faint, out);
}

std::string amount_of(const story::Spread& spread) {
  std::string text = std::string(spread.low_is_bound ? "at least " : "") + grouped(spread.low, amount_digits);
  if (spread.high != spread.low) {
    text += std::string(spread.high_is_bound ? " to at most " : " to ") + grouped(spread.high, amount_digits) +
            ", lately " + grouped(spread.latest, amount_digits);
  }
  return spread.kind == QuantityKind::other ? text : text + " " + std::string(name_of(spread.kind));
}

std::string amounts_of(const std::vector<story::Spread>& spreads) {
  std::vector<std::string> texts;
  std::transform(spreads.begin(), spreads.end(), std::back_inserter(texts), amount_of);
  return joined(texts, "; ");
}

void append_list(std::string_view label, const std::vector<std::string>& names, const Look& look, std::string& out) {
  if (!names.empty()) {
    append_lines(std::string(label) + printable(joined(names, ", ")), "  ", look, Style::faint, out);
  }
}

std::string report_line(const story::Report& report) {
  std::string line = joined({report.date, report.source, report.event}, " · ");
  line += report.status == Status::asserted ? "" : " · " + std::string(name_of(report.status));
  line += report.attributed_to.empty() ? "" : " · according to " + joined(report.attributed_to, ", ");
  line += report.copy_of.empty() ? "" : " · copy of " + report.copy_of;
  return printable(line);
}

}  // namespace

void append_tsv(const story::Topic& topic, std::string& out) {
  for (const story::TopicArticle& article : topic.articles) {
    append_pair(article.article, topic.id, out);
  }
}

void append_tsv(const story::Story& story, std::string& out) {
  for (const story::Report& report : story.reports) {
    append_pair(report.event, story.id, out);
  }
}

void append_jsonl(const story::Topic& topic, const Reasons& reasons, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.string_field("story", topic.id);
  json.list_field("words", topic.words);
  json.integer_field("independent_sources", static_cast<std::int64_t>(topic.independent_sources));
  json.array_field("articles", topic.articles, [&](JsonWriter& writer, const story::TopicArticle& article) {
    write_article(writer, article, reasons);
  });
  json.end_object();
  out += '\n';
}

void append_jsonl(const story::Story& story, const Reasons& reasons, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.string_field("story", story.id);
  json.string_field("topic", story.topic);
  json.text_field("event", story.type);
  json.text_field("first_date", story.first_date);
  json.text_field("last_date", story.last_date);
  json.integer_field("independent_sources", static_cast<std::int64_t>(story.independent_sources));
  if (!story.numbers.empty()) {
    json.array_field("numbers", story.numbers, write_spread);
  }
  json.list_field("asserted_by", story.asserted_by);
  json.list_field("denied_by", story.denied_by);
  json.array_field("reports", story.reports,
                   [&](JsonWriter& writer, const story::Report& report) { write_report(writer, report, reasons); });
  json.end_object();
  out += '\n';
}

void append_table(const story::Topic& topic, const Reasons& reasons, const Look& look, std::string& out) {
  append_lines(joined(topic.words, ", "), "", look, Style::bold, out);
  append_lines(joined({counted(topic.articles.size(), "article"),
                       counted(topic.independent_sources, "independent source"), topic.id},
                      " · "),
               "", look, Style::faint, out);
  for (const story::TopicArticle& article : topic.articles) {
    std::string line =
        joined({article.published.substr(0, 10), article.source, article.title, article.article}, " · ");
    line += article.copy_of.empty() ? "" : " · copy of " + article.copy_of;
    append_lines(printable(line), "  ", look, Style::plain, out);
    append_reasons(reasons, article.article, look, out);
  }
  out += '\n';
}

void append_table(const story::Story& story, const Reasons& reasons, const Look& look, std::string& out) {
  append_lines(printable(story.type + ": " + story.reports.front().text), "", look, Style::bold, out);
  const std::string days =
      story.first_date == story.last_date ? story.first_date : story.first_date + " to " + story.last_date;
  append_lines(joined({days, counted(story.reports.size(), "report"),
                       counted(story.independent_sources, "independent source"), amounts_of(story.numbers), story.id},
                      " · "),
               "", look, Style::faint, out);
  append_list("asserted by ", story.asserted_by, look, out);
  append_list("denied by ", story.denied_by, look, out);
  for (const story::Report& report : story.reports) {
    append_lines(report_line(report), "  ", look, Style::plain, out);
    append_reasons(reasons, report.event, look, out);
  }
  out += '\n';
}

}  // namespace detente::exports
