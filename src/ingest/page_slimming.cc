#include "ingest/page_slimming.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

constexpr auto kept_attributes = std::to_array<std::string_view>(
    {"class", "id", "role", "itemprop", "datetime", "content", "name", "property", "rel", "hidden", "lang", "type",
     "http-equiv", "pubdate", "href", "style", "title", "charset"});

// Their contents are no markup, and no text of the page.
constexpr auto emptied = std::to_array<std::string_view>({"script", "style", "iframe", "noembed", "noframes"});

// Their contents are no markup.
constexpr auto raw_text = std::to_array<std::string_view>({"textarea", "title", "xmp"});

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

struct Attribute {
  std::string name;  // in small letters
  std::string_view value;
  bool has_value = false;
};

class Slimmer {
 public:
  explicit Slimmer(std::string_view html) : html_(html) { out_.reserve(html.size() / 2); }

  std::string slim() {
    while (at_ < html_.size()) {
      const std::size_t tag = std::min(html_.find('<', at_), html_.size());
      append_words(html_.substr(at_, tag - at_));
      at_ = tag;
      if (at_ < html_.size()) {
        read_markup();
      }
    }
    return std::move(out_);
  }

 private:
  // Every run of white space as its first character: pages are indented, and nobody reads that.
  void append_words(std::string_view text) {
    while (!text.empty()) {
      const auto* const blank = std::find_if(text.begin(), text.end(), is_blank);
      const auto* const word = std::find_if_not(blank, text.end(), is_blank);
      out_.append(text.begin(), word == blank ? blank : blank + 1);
      text.remove_prefix(static_cast<std::size_t>(word - text.begin()));
    }
  }

  void read_markup() {
    const std::string_view rest = html_.substr(at_);
    const bool is_end = rest.size() > 1 && rest[1] == '/';
    const std::size_t name_at = is_end ? 2 : 1;
    if (rest.starts_with("<!--")) {
      const std::size_t end = html_.find("-->", at_ + 2);  // "<!-->" is a whole comment
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
    } else if (rest.size() > name_at && is_ascii_letter(rest[name_at])) {
      read_tag(at_ + name_at, is_end);
    } else {
      out_ += html_[at_++];
    }
  }

  void read_tag(std::size_t begin, bool is_end) {
    std::size_t end = begin;
    while (end < html_.size() && !is_blank(html_[end]) && html_[end] != '>' && html_[end] != '/') {
      ++end;
    }
    const std::string name = lower_ascii(html_.substr(begin, end - begin));
    at_ = end;
    read_attributes();
    if (at_ >= html_.size()) {
      return;  // cut off inside a tag
    }
    const bool closes_itself = html_[at_ - 1] == '/';
    ++at_;
    if (is_end) {
      out_ += "</" + name + ">";
      return;
    }
    if ((name == "svg" && skip_drawing(closes_itself)) || (name == "link" && !is_canonical_link())) {
      return;
    }
    write_tag(name, closes_itself);
    skip_or_copy_contents(name);
  }

  // Up to the '>' of the tag.
  void read_attributes() {
    attributes_.clear();
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_blank(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      read_attribute();
    }
  }

  void read_attribute() {
    const std::size_t begin = at_++;  // a '=' in front belongs to the name
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' &&
           html_[at_] != '=') {
      ++at_;
    }
    Attribute attribute{lower_ascii(html_.substr(begin, at_ - begin)), {}, false};
    skip_blanks();
    if (at_ < html_.size() && html_[at_] == '=') {
      ++at_;
      skip_blanks();
      attribute.value = read_value();
      attribute.has_value = true;
    }
    const bool is_known = std::any_of(attributes_.begin(), attributes_.end(),
                                      [&](const Attribute& one) { return one.name == attribute.name; });
    if (is_one_of(kept_attributes, attribute.name) && !is_known) {
      attributes_.push_back(std::move(attribute));
    }
  }

  void skip_blanks() {
    while (at_ < html_.size() && is_blank(html_[at_])) {
      ++at_;
    }
  }

  std::string_view read_value() {
    if (at_ >= html_.size()) {
      return {};
    }
    const char quote = html_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = std::min(html_.find(quote, at_ + 1), html_.size());
      const std::string_view value = html_.substr(at_ + 1, end - at_ - 1);
      at_ = std::min(end + 1, html_.size());
      return value;
    }
    const std::size_t begin = at_;
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>') {
      ++at_;
    }
    return html_.substr(begin, at_ - begin);
  }

  // Drawings hold words at times, but no text. False when the drawing has no end.
  bool skip_drawing(bool closes_itself) {
    if (closes_itself) {
      return true;
    }
    if (no_more_drawings_end_) {
      return false;
    }
    for (std::size_t end = html_.find("</", at_); end != std::string_view::npos; end = html_.find("</", end + 2)) {
      if (starts_with_lower(html_.substr(end + 2), "svg")) {
        at_ = std::min(html_.find('>', end), html_.size() - 1) + 1;
        return true;
      }
    }
    no_more_drawings_end_ = true;  // looked for once, not for each of a million
    return false;
  }

  void write_tag(const std::string& name, bool closes_itself) {
    out_ += "<" + name;
    for (const Attribute& attribute : attributes_) {
      write_attribute(name, attribute);
    }
    out_ += closes_itself ? "/>" : ">";
  }

  void write_attribute(const std::string& tag, const Attribute& attribute) {
    constexpr std::size_t longest_title = 40;  // a date
    const bool is_address = attribute.name == "href" && tag != "link";
    const bool says_nothing = (attribute.name == "title" && attribute.value.size() > longest_title) ||
                              (attribute.name == "style" && !hides_or_shows(attribute.value));
    if (says_nothing) {
      return;
    }
    out_ += " " + attribute.name;
    const char quote = attribute.value.find('"') == std::string_view::npos ? '"' : '\'';
    if (!attribute.has_value || is_address || attribute.value.find(quote) != std::string_view::npos) {
      return;
    }
    out_ += '=';
    out_ += quote;
    out_ += attribute.value;
    out_ += quote;
  }

  static bool hides_or_shows(std::string_view style) {
    return contains_lower(style, "display") || contains_lower(style, "visibility");
  }

  // What stands between the tags of raw text is passed over or copied up to the end tag.
  void skip_or_copy_contents(const std::string& name) {
    const bool is_emptied = is_one_of(emptied, name) && !is_json_ld(name);
    if (!is_emptied && !is_one_of(raw_text, name) && name != "script") {
      return;
    }
    const std::size_t end = end_of_contents(name);
    if (!is_emptied) {
      out_ += html_.substr(at_, end - at_);
    }
    at_ = end;
  }

  [[nodiscard]] bool is_canonical_link() const {
    return std::any_of(attributes_.begin(), attributes_.end(), [](const Attribute& one) {
      return one.name == "rel" && contains_lower(one.value, "canonical");
    });
  }

  [[nodiscard]] bool is_json_ld(const std::string& name) const {
    return name == "script" && std::any_of(attributes_.begin(), attributes_.end(), [](const Attribute& one) {
             return one.name == "type" && contains_lower(one.value, "ld+json");
           });
  }

  [[nodiscard]] std::size_t end_of_contents(const std::string& name) const {
    for (std::size_t end = html_.find("</", at_); end != std::string_view::npos; end = html_.find("</", end + 2)) {
      if (starts_with_lower(html_.substr(end + 2), name)) {
        return end;
      }
    }
    return html_.size();
  }

  std::string_view html_;
  std::size_t at_ = 0;
  bool no_more_drawings_end_ = false;
  std::vector<Attribute> attributes_;
  std::string out_;
};

}  // namespace

std::string slimmed(std::string_view html) {
  return Slimmer(html).slim();
}

}  // namespace detente::ingest
