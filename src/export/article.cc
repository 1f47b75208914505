// The article itself, before anything is read in it: JSON Lines, Markdown, plain text.
#include <string>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "export/export.h"
#include "export/json.h"
#include "export/metadata.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

std::string_view words_of(const Article& article, const Block& block) {
  return std::string_view(article.text).substr(block.span.begin, block.span.end - block.span.begin);
}

bool ends_as_sentence(std::string_view words) {
  constexpr std::string_view stops = ".!?";
  return !words.empty() && stops.find(words.back()) != std::string_view::npos;
}

// Headings above the first paragraph repeat the title, unless they are its first sentences set large; captions,
// bylines and boilerplate stand beside the text, not in it.
bool is_running_text(const Block& block, std::string_view words, bool has_begun) {
  switch (block.kind) {
    case SentenceKind::body:
    case SentenceKind::post:
      return true;
    case SentenceKind::heading:
      return has_begun || ends_as_sentence(words);
    case SentenceKind::byline:
    case SentenceKind::caption:
    case SentenceKind::boilerplate:
      break;
  }
  return false;
}

// The article's running text, and where its blocks lie in it.
struct RunningText {
  std::string text;
  std::vector<Block> blocks;
  std::vector<std::string> captions;
};

RunningText running_text(const Article& article) {
  RunningText running;
  for (const Block& block : article.blocks) {
    const std::string_view words = words_of(article, block);
    if (block.kind == SentenceKind::caption) {
      running.captions.emplace_back(words);
    }
    if (!is_running_text(block, words, !running.blocks.empty())) {
      continue;
    }
    running.text += running.text.empty() ? "" : "\n\n";
    const auto begin = static_cast<std::uint32_t>(running.text.size());
    running.text += words;
    Block moved = block;
    moved.span = {begin, static_cast<std::uint32_t>(running.text.size())};
    running.blocks.push_back(moved);
  }
  return running;
}

void write_blocks(JsonWriter& json, const RunningText& running) {
  const CodePointIndex index(running.text);
  json.array_field("blocks", running.blocks, [&](JsonWriter& out, const Block& block) {
    out.begin_object();
    out.integer_field("start", index(block.span.begin));
    out.integer_field("end", index(block.span.end));
    out.string_field("kind", name_of(block.kind));
    if (block.form != BlockForm::paragraph) {
      out.string_field("form", name_of(block.form));
    }
    if (block.level != 0) {
      out.integer_field("level", block.level);
    }
    out.end_object();
  });
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "1.", "12)": would begin a list.
bool begins_like_number(std::string_view words) {
  std::size_t at = 0;
  while (at < words.size() && is_digit(words[at])) {
    ++at;
  }
  return at > 0 && at < words.size() && (words[at] == '.' || words[at] == ')');
}

// Characters that Markdown would take for its own signs, behind a backslash.
std::string escaped(std::string_view words) {
  constexpr std::string_view anywhere = "\\`*_[]<>";
  constexpr std::string_view in_front = "#+-=~|";
  std::string out;
  if (!words.empty() && in_front.find(words.front()) != std::string_view::npos) {
    out += '\\';
  }
  std::size_t begin = 0;
  if (begins_like_number(words)) {
    begin = words.find_first_of(".)");
    out += words.substr(0, begin);
    out += '\\';
  }
  for (const char c : words.substr(begin)) {
    if (anywhere.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

void append_markdown_block(const Article& article, const Block& block, std::string& out) {
  const std::string words = escaped(printable(words_of(article, block)));
  constexpr std::size_t title_level = 1;
  constexpr std::size_t usual_level = 2;
  switch (block.kind) {
    case SentenceKind::heading:
      // The title alone is of the first level.
      out.append(block.level <= title_level ? usual_level : block.level, '#');
      out += " " + words;
      return;
    case SentenceKind::caption:
    case SentenceKind::byline:
      out += "*" + words + "*";
      return;
    case SentenceKind::post:
      out += "> " + words;
      return;
    case SentenceKind::body:
    case SentenceKind::boilerplate:
      break;
  }
  out += block.form == BlockForm::list_item ? "- " : block.form == BlockForm::quotation ? "> " : "";
  out += words;
}

// Blocks of one list stand together, all others apart.
bool stand_together(const Block& before, const Block& block) {
  const auto is_item = [](const Block& one) {
    return one.kind == SentenceKind::body && one.form == BlockForm::list_item;
  };
  return is_item(before) && is_item(block);
}

template <typename AppendBlock>
void append_blocks(const Article& article, AppendBlock append_block, std::string& out) {
  const Block* before = nullptr;
  for (const Block& block : article.blocks) {
    if (block.kind == SentenceKind::boilerplate) {
      continue;
    }
    if (before != nullptr) {
      out += stand_together(*before, block) ? "\n" : "\n\n";
    }
    append_block(block);
    before = &block;
  }
  out += "\n\n";
}

// "By Jane Doe · The Paper · 2022-02-07": what is known of it, on one line.
std::string provenance_of(const Article& article) {
  const std::string modified = article.modified.empty() ? "" : "modified " + article.modified;
  return printable(joined({article.byline, article.source, article.date, modified, article.language}, " · "));
}

}  // namespace

void append_article_jsonl(const Article& article, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  write_metadata(json, article);
  json.text_field("modified", article.modified);
  json.text_field("dateline", article.dateline);
  const RunningText running = running_text(article);
  json.text_field("text", running.text);
  write_blocks(json, running);
  json.list_field("captions", running.captions);
  write_original(json, article);
  json.list_field("warnings", article.warnings);
  json.end_object();
  out += '\n';
}

void append_article_markdown(const Article& article, std::string& out) {
  if (!article.title.empty()) {
    out += "# " + escaped(printable(article.title)) + "\n\n";
  }
  if (const std::string provenance = provenance_of(article); !provenance.empty()) {
    out += "*" + escaped(provenance) + "*\n\n";
  }
  if (!article.url.empty()) {
    out += "<" + printable(article.url) + ">\n\n";
  }
  append_blocks(
      article, [&](const Block& block) { append_markdown_block(article, block, out); }, out);
}

void append_article_text(const Article& article, std::string& out) {
  for (const std::string& line : {printable(article.title), provenance_of(article), printable(article.url)}) {
    out += line.empty() ? "" : line + "\n";
  }
  out += out.empty() || out.ends_with("\n\n") ? "" : "\n";
  append_blocks(
      article, [&](const Block& block) { out += printable(words_of(article, block)); }, out);
}

}  // namespace detente::exports
