#include "ingest/page_nesting.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

// Elements without an end, and those whose end is implied by the next of their kind.
constexpr auto never_nesting = std::to_array<std::string_view>(
    {"a",     "area", "base",  "body", "br",    "button", "col",    "dd",  "dt",    "embed",   "head", "hr",
     "html",  "img",  "input", "li",   "link",  "meta",   "option", "p",   "param", "rp",      "rt",   "source",
     "tbody", "td",   "tfoot", "th",   "thead", "tr",     "track",  "wbr", "image", "optgroup"});

constexpr auto formatting = std::to_array<std::string_view>(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});

// Their contents are no markup.
constexpr auto raw_text =
    std::to_array<std::string_view>({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"});

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  bool exceeds_limits() {
    std::size_t at = 0;
    while ((at = html_.find('<', at)) != std::string_view::npos) {
      at = html_.substr(at).starts_with("<!--") ? skip_comment(at) : read_tag(at);
      if (open_.size() > max_page_depth || open_formatting_ > max_page_depth || too_many_attributes_) {
        return true;
      }
    }
    return false;
  }

 private:
  [[nodiscard]] std::size_t skip_comment(std::size_t at) const {
    const std::size_t end = html_.find("-->", at + 2);  // "<!-->" is a whole comment
    return end == std::string_view::npos ? at + 4 : end + 3;
  }

  std::size_t read_tag(std::size_t at) {
    const bool ends = at + 1 < html_.size() && html_[at + 1] == '/';
    const std::size_t begin = at + (ends ? 2 : 1);
    std::size_t end = begin;
    while (end < html_.size() && (is_ascii_letter(html_[end]) || is_digit(html_[end]) || html_[end] == '-')) {
      ++end;
    }
    if (end == begin) {
      return at + 1;
    }
    const std::string name = lower_ascii(html_.substr(begin, end - begin));
    const std::size_t close = skip_attributes(end);
    if (ends) {
      end_tag(name);
      return close;
    }
    if (is_one_of(raw_text, name) && !is_open("svg") && !is_open("math")) {
      return skip_raw_text(name, close);
    }
    start_tag(name);
    return close;
  }

  // Behind the '>' of a tag; quoted values may hold one. Counts attributes by the blanks between them.
  std::size_t skip_attributes(std::size_t at) {
    char quote = 0;
    std::size_t attributes = 0;
    for (; at < html_.size(); ++at) {
      const char c = html_[at];
      if (quote != 0) {
        quote = c == quote ? '\0' : quote;
        continue;
      }
      if (c == '>') {
        break;
      }
      quote = (c == '"' || c == '\'') && html_[at - 1] == '=' ? c : '\0';
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '\r' || c == '\f';
      attributes += blank || quote != 0 ? 1U : 0U;
    }
    // Blanks and quoted values are both counted, so a tag may show twice its attributes, and blanks of layout.
    constexpr std::size_t slack = 4;
    too_many_attributes_ |= attributes > slack * max_tag_attributes;
    return std::min(at + 1, html_.size());
  }

  [[nodiscard]] std::size_t skip_raw_text(const std::string& name, std::size_t at) const {
    while ((at = html_.find("</", at)) != std::string_view::npos) {
      if (starts_with_lower(html_.substr(at + 2), name)) {
        return at;
      }
      at += 2;
    }
    return html_.size();
  }

  void start_tag(const std::string& name) {
    open_formatting_ += is_one_of(formatting, name) && name != "a" ? 1U : 0U;
    if (!is_one_of(never_nesting, name)) {
      open_.push_back(name);
      ++counts_[name];
    }
  }

  void end_tag(const std::string& name) {
    if (open_formatting_ > 0 && is_one_of(formatting, name) && name != "a") {
      --open_formatting_;
    }
    if (!is_open(name)) {
      return;
    }
    for (bool found = false; !found;) {
      found = open_.back() == name;
      --counts_[open_.back()];
      open_.pop_back();
    }
  }

  [[nodiscard]] bool is_open(const std::string& name) const {
    const auto count = counts_.find(name);
    return count != counts_.end() && count->second > 0;
  }

  std::string_view html_;
  std::vector<std::string> open_;
  std::unordered_map<std::string, std::size_t> counts_;
  std::size_t open_formatting_ = 0;
  bool too_many_attributes_ = false;
};

}  // namespace

bool is_nested_too_deep(std::string_view html) {
  return Scanner(html).exceeds_limits();
}

}  // namespace detente::ingest
