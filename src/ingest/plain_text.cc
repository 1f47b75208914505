#include "ingest/plain_text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "ingest/credited_sources.h"
#include "ingest/dateline.h"
#include "ingest/lettering.h"
#include "ingest/line_kinds.h"
#include "ingest/paragraphs.h"

namespace detente::ingest {

namespace {

// How many blocks from the top a bare "Jane Doe in Kyiv" is still a byline.
constexpr std::size_t head_blocks = 4;

// A title and a line of text are compared without regard to case, white space and marks.
std::string skeleton(std::string_view text) {
  std::string out;
  for (const char c : lower_ascii(text)) {
    if (is_ascii_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80U) {
      out += c;
    }
  }
  return out;
}

class Layout {
 public:
  explicit Layout(Article& article) : article_(article) {}

  std::string read() {
    add_sources(article_, article_.source);
    for (const ByteSpan span : find_paragraphs(article_.text)) {
      article_.blocks.push_back({span, SentenceKind::body});
    }
    for (std::size_t i = 0; i < article_.blocks.size(); ++i) {
      article_.blocks[i].kind = kind_by_words(i);
    }
    mark_posts();
    mark_title();
    mark_headings();
    read_dateline_of_body();
    return std::move(date_);
  }

 private:
  [[nodiscard]] std::string_view words(std::size_t block) const {
    const ByteSpan span = article_.blocks[block].span;
    return std::string_view(article_.text).substr(span.begin, span.end - span.begin);
  }
  SentenceKind& kind(std::size_t block) { return article_.blocks[block].kind; }

  // What the block is by its own words; takes up what a byline says.
  SentenceKind kind_by_words(std::size_t block) {
    const std::string_view line = words(block);
    if (const std::optional<SentenceKind> found = kind_of_line(line)) {
      if (*found == SentenceKind::byline) {
        take(*read_credit(line));
      }
      return *found;
    }
    if (block > 0 && block < head_blocks && is_reporter_in_place(line)) {
      take({std::string(trimmed(line)), {}, {}, {}});
      return SentenceKind::byline;
    }
    return SentenceKind::body;
  }

  void take(const Credit& credit) {
    const auto fill = [](std::string& field, const std::string& value) {
      if (field.empty()) {
        field = value;
      }
    };
    fill(article_.byline, credit.byline);
    fill(article_.source, credit.source);
    fill(date_, credit.date);
    fill(article_.dateline, credit.place);
    add_sources(article_, credit.source);
  }

  // A signature stands below its post.
  void mark_posts() {
    constexpr std::size_t longest_post = 640;
    for (std::size_t i = 1; i < article_.blocks.size(); ++i) {
      const bool body_before = kind(i - 1) == SentenceKind::body && words(i - 1).size() <= longest_post;
      if (is_post_signature(words(i)) && body_before) {
        kind(i - 1) = SentenceKind::post;
      }
    }
  }

  void mark_title() {
    const auto first = std::find_if(article_.blocks.begin(), article_.blocks.end(),
                                    [](const Block& block) { return block.kind == SentenceKind::body; });
    if (first == article_.blocks.end()) {
      return;
    }
    const auto index = static_cast<std::size_t>(first - article_.blocks.begin());
    const std::string_view line = words(index);
    if (!article_.title.empty()) {
      if (skeleton(line) == skeleton(article_.title)) {
        first->kind = SentenceKind::heading;
      }
      return;
    }
    const bool more = std::any_of(first + 1, article_.blocks.end(),
                                  [](const Block& block) { return block.kind == SentenceKind::body; });
    if (!more || index >= head_blocks || !looks_like_title(line) || read_dateline(line)) {
      return;
    }
    first->kind = SentenceKind::heading;
    article_.title = one_line(line);
  }

  static std::string one_line(std::string_view text) {
    std::string out;
    for (const std::string_view word : split_words(text)) {
      out += out.empty() ? "" : " ";
      out += word;
    }
    return out;
  }

  // A subheading has text below it and is not the text's first words.
  void mark_headings() {
    bool body_before = false;
    for (std::size_t i = 0; i + 1 < article_.blocks.size(); ++i) {
      if (kind(i) != SentenceKind::body) {
        body_before |= kind(i) == SentenceKind::heading;
        continue;
      }
      const bool body_next = kind(i + 1) == SentenceKind::body && !looks_like_heading(words(i + 1));
      const bool followed = body_next || kind(i + 1) == SentenceKind::post || kind(i + 1) == SentenceKind::caption;
      if (body_before && followed && looks_like_heading(words(i)) && !read_dateline(words(i))) {
        kind(i) = SentenceKind::heading;
      }
      body_before = true;
    }
  }

  void read_dateline_of_body() {
    constexpr std::size_t most_tries = 3;  // a standfirst may stand before it
    std::size_t tries = 0;
    for (std::size_t i = 0; i < article_.blocks.size() && tries < most_tries; ++i) {
      if (kind(i) != SentenceKind::body) {
        continue;
      }
      ++tries;
      if (const auto dateline = read_dateline(words(i))) {
        article_.dateline = article_.dateline.empty() ? dateline->place : article_.dateline;
        take({{}, dateline->agency, dateline->date, {}});
        return;
      }
    }
  }

  Article& article_;
  std::string date_;
};

}  // namespace

std::string read_layout(Article& article) {
  return Layout(article).read();
}

bool has_words(std::string_view text) {
  return has_letter(text) || std::any_of(text.begin(), text.end(), is_digit);
}

}  // namespace detente::ingest
