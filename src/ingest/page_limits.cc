#include "ingest/page_limits.h"

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

// Elements inside which an end tag looks no further for a start.
constexpr auto scopes =
    std::to_array<std::string_view>({"table", "caption", "object", "marquee", "applet", "template"});

// Elements of running text, besides formatting: their end tags do not end a block that was opened inside them.
constexpr auto phrasing = std::to_array<std::string_view>(
    {"abbr", "acronym", "bdi", "bdo",  "cite", "data",   "del",  "dfn", "ins", "kbd",  "label", "map",
     "mark", "meter",   "q",   "ruby", "samp", "output", "span", "sub", "sup", "time", "var"});

bool is_formatting(std::string_view name) {
  return is_one_of(formatting, name);
}

bool is_block(std::string_view name) {
  return !is_formatting(name) && !is_one_of(phrasing, name);
}

// The parser lets every heading's end tag end any heading.
bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

// Their contents are no markup.
constexpr auto raw_text =
    std::to_array<std::string_view>({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"});

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  std::optional<std::string> excess() {
    std::size_t at = 0;
    while ((at = html_.find('<', at)) != std::string_view::npos) {
      at = html_.substr(at).starts_with("<!--") ? skip_comment(at) : read_tag(at);
      if (std::max(open_.size(), formatting_.size()) > max_page_depth) {
        return "nests deeper than " + std::to_string(max_page_depth) + " elements";
      }
      if (tags_ > max_page_tags) {
        return "has more than " + std::to_string(max_page_tags) + " tags";
      }
      if (copies_ > max_page_copies) {
        return "leaves too many elements open, such as <font>";
      }
      if (too_many_attributes_) {
        return "has a tag with more than " + std::to_string(max_tag_attributes) + " attributes";
      }
    }
    return std::nullopt;
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
    ++tags_;
    std::string name = lower_ascii(html_.substr(begin, end - begin));
    name = is_heading(name) ? "h1" : name;
    const std::size_t close = skip_attributes(end);
    if (ends) {
      end_tag(name);
      return close;
    }
    if (is_one_of(raw_text, name) && !is_open("svg") && !is_open("math")) {
      return skip_raw_text(name, close);
    }
    start_tag(name, html_.substr(at, close - at));
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

  void start_tag(const std::string& name, std::string_view tag) {
    if (is_formatting(name) && name != "a") {
      add_formatting(name, tag);
    } else {
      copies_ += formatting_.size();
    }
    if (!is_one_of(never_nesting, name)) {
      open_.push_back(name);
      ++counts_[name];
    }
  }

  // Of three alike the parser forgets the first.
  void add_formatting(const std::string& name, std::string_view tag) {
    constexpr std::ptrdiff_t most_alike = 3;
    const auto is_alike = [&](const Formatting& one) { return one.tag == tag; };
    if (std::count_if(formatting_.begin(), formatting_.end(), is_alike) >= most_alike) {
      formatting_.erase(std::find_if(formatting_.begin(), formatting_.end(), is_alike));
    }
    formatting_.push_back({name, tag});
  }

  void end_tag(const std::string& name) {
    if (is_formatting(name)) {
      const auto last = std::find_if(formatting_.rbegin(), formatting_.rend(),
                                     [&](const Formatting& one) { return one.name == name; });
      if (last != formatting_.rend()) {
        formatting_.erase(std::next(last).base());
      }
    }
    if (is_open(name)) {
      close(name);
    }
  }

  // As the parser does: a block's end ends what is open inside it, unless a table or the like stands between; the end
  // of other elements leaves the blocks inside them open.
  void close(const std::string& name) {
    std::size_t at = open_.size() - 1;
    bool holds_block = false;
    for (; open_[at] != name; --at) {
      holds_block |= is_block(open_[at]);
      if (name != "table" && name != "template" && is_one_of(scopes, open_[at])) {
        return;
      }
    }
    if (holds_block && !is_block(name)) {
      if (is_formatting(name)) {
        --counts_[name];
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
      }
      return;
    }
    for (; open_.size() > at; open_.pop_back()) {
      --counts_[open_.back()];
    }
  }

  [[nodiscard]] bool is_open(const std::string& name) const {
    const auto count = counts_.find(name);
    return count != counts_.end() && count->second > 0;
  }

  struct Formatting {
    std::string name;
    std::string_view tag;
  };

  std::string_view html_;
  std::vector<std::string> open_;
  std::unordered_map<std::string, std::size_t> counts_;
  std::vector<Formatting> formatting_;  // whose end did not come
  std::size_t tags_ = 0;
  std::size_t copies_ = 0;
  bool too_many_attributes_ = false;
};

}  // namespace

std::optional<std::string> excess_of(std::string_view html) {
  return Scanner(html).excess();
}

}  // namespace detente::ingest
