#include "ingest/feed_xml.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool begins_name(char c) {
  return is_ascii_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}

bool is_in_name(char c) {
  return begins_name(c) || is_digit(c) || c == '-' || c == '.' || c == ':';
}

// Not allowed in XML 1.0, and of no use in words.
bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' && !is_space(c);
}

// Elements that never stand inside another of their name.
constexpr auto entry_names = std::to_array<std::string_view>({"item", "entry", "url", "sitemap"});

class Mender {
 public:
  explicit Mender(std::string_view xml) : xml_(xml) { out_.text.reserve(xml.size() + xml.size() / 16); }

  MendedXml mend() {
    while (at_ < xml_.size() && !out_.is_too_deep) {
      step();
    }
    out_.was_cut_off |= !open_.empty();
    close_down_to(0);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_ahead(std::string_view text) const { return xml_.substr(at_).starts_with(text); }

  void step() {
    if (xml_[at_] != '<') {
      take_words();
    } else if (is_ahead("<!--")) {
      skip_behind("-->");
    } else if (is_ahead("<![CDATA[")) {
      take_cdata();
    } else if (is_ahead("<?")) {
      skip_behind("?>");
    } else if (is_ahead("<!")) {
      skip_declaration();
    } else if (is_ahead("</")) {
      take_end_tag();
    } else if (at_ + 1 < xml_.size() && begins_name(xml_[at_ + 1])) {
      take_start_tag();
    } else {
      ++at_;
      add("&lt;");
    }
  }

  // Words outside of the root are of no use.
  void add(std::string_view text) {
    if (!open_.empty()) {
      out_.text += text;
    }
  }

  void take_words() {
    const std::size_t end = std::min(xml_.find('<', at_), xml_.size());
    for (; at_ < end; ++at_) {
      if (!is_control(xml_[at_])) {
        add(xml_.substr(at_, 1));
      }
    }
  }

  void skip_behind(std::string_view mark) {
    const std::size_t found = xml_.find(mark, at_);
    out_.was_cut_off |= found == std::string_view::npos;
    at_ = found == std::string_view::npos ? xml_.size() : found + mark.size();
  }

  // As escaped words: a CDATA section cannot hold another's end, words can hold anything.
  void take_cdata() {
    constexpr std::string_view opening = "<![CDATA[";
    const std::size_t begin = at_ + opening.size();
    skip_behind("]]>");
    const std::size_t end = xml_.substr(0, at_).ends_with("]]>") ? at_ - 3 : at_;
    for (const char c : xml_.substr(begin, std::max(begin, end) - begin)) {
      add_escaped(c);
    }
  }

  void add_escaped(char c) {
    if (c == '&') {
      add("&amp;");
    } else if (c == '<') {
      add("&lt;");
    } else if (c == '"') {
      add("&quot;");
    } else if (!is_control(c)) {
      add({&c, 1});
    }
  }

  // A document type with whatever it declares.
  void skip_declaration() {
    const std::string_view ahead = xml_.substr(at_, xml_.find('>', at_) - at_);
    if (ahead.find('[') != std::string_view::npos) {
      skip_behind("]");
    }
    skip_behind(">");
  }

  std::string_view take_name() {
    const std::size_t begin = at_;
    while (at_ < xml_.size() && is_in_name(xml_[at_])) {
      ++at_;
    }
    return xml_.substr(begin, at_ - begin);
  }

  void skip_space() {
    while (at_ < xml_.size() && is_space(xml_[at_])) {
      ++at_;
    }
  }

  void take_end_tag() {
    at_ += 2;
    const std::string_view name = take_name();
    const std::size_t end = xml_.find_first_of("<>", at_);
    at_ = end == std::string_view::npos ? xml_.size() : end + (xml_[end] == '>' ? 1U : 0U);
    const auto same = std::find(open_.rbegin(), open_.rend(), name);
    if (same != open_.rend()) {
      close_down_to(static_cast<std::size_t>(open_.rend() - same) - 1);
    }
  }

  void close_down_to(std::size_t depth) {
    while (open_.size() > depth) {
      out_.text += "</";
      out_.text += open_.back();
      out_.text += '>';
      open_.pop_back();
    }
  }

  void take_start_tag() {
    ++at_;
    const std::string_view name = take_name();
    if (is_one_of(entry_names, name)) {
      if (const auto same = std::find(open_.begin(), open_.end(), name); same != open_.end()) {
        close_down_to(static_cast<std::size_t>(same - open_.begin()));
      }
    }
    if (open_.empty() && std::exchange(has_root_, true)) {
      // What follows the root stands beside it: feeds glued together, or a root that was closed too early.
      at_ = xml_.size();
      return;
    }
    open_.push_back(name);
    out_.is_too_deep = open_.size() > max_feed_depth;
    add("<");
    add(name);
    if (take_attributes()) {
      close_down_to(open_.size() - 1);
    }
  }

  // With the tag's end. Whether the element is empty ("/>").
  bool take_attributes() {
    bool is_closed = false;
    while (at_ < xml_.size() && xml_[at_] != '>' && xml_[at_] != '<') {
      is_closed = xml_[at_] == '/';
      if (begins_name(xml_[at_])) {
        take_attribute();
      } else {
        ++at_;
      }
      skip_space();
    }
    out_.was_cut_off |= at_ == xml_.size();
    at_ += at_ < xml_.size() && xml_[at_] == '>' ? 1U : 0U;
    add(">");
    return is_closed;
  }

  void take_attribute() {
    const std::string_view name = take_name();
    skip_space();
    if (at_ == xml_.size() || xml_[at_] != '=') {
      return;  // without a value it says nothing to us
    }
    ++at_;
    skip_space();
    add(" ");
    add(name);
    add("=\"");
    for (const char c : take_value()) {
      if (c == '<') {
        add("&lt;");
      } else if (c == '"') {
        add("&quot;");
      } else if (!is_control(c)) {
        add({&c, 1});
      }
    }
    add("\"");
  }

  // A value whose closing quote is missing ends where the tag does.
  std::string_view take_value() {
    constexpr std::size_t longest = 16384;
    const char quote = at_ < xml_.size() ? xml_[at_] : ' ';
    if (quote == '"' || quote == '\'') {
      const std::string_view ahead = xml_.substr(at_ + 1, longest);
      const std::size_t end = ahead.find(quote);
      if (end != std::string_view::npos) {
        at_ += end + 2;
        return ahead.substr(0, end);
      }
      ++at_;
    }
    const std::size_t begin = at_;
    at_ = std::min(xml_.find_first_of(" \t\r\n>", at_), xml_.size());
    return xml_.substr(begin, at_ - begin);
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
  bool has_root_ = false;
  MendedXml out_;
};

struct Namespace {
  std::string_view address;
  std::string_view prefix;
};

constexpr auto namespaces = std::to_array<Namespace>({
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns#", "atom"},
    {"http://purl.org/rss/1.0/", "rss"},
    {"http://my.netscape.com/rdf/simple/0.9/", "rss"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://www.sitemaps.org/schemas/sitemap/0.9", "sitemap"},
    {"http://www.google.com/schemas/sitemap/0.84", "sitemap"},
    {"http://www.google.com/schemas/sitemap-news/0.9", "news"},
});

std::string_view usual_prefix(std::string_view address) {
  const auto* const found = std::find_if(namespaces.begin(), namespaces.end(),
                                         [&](const Namespace& one) { return one.address == trimmed(address); });
  return found == namespaces.end() ? std::string_view() : found->prefix;
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

// Gives elements their usual prefixes. A prefix means the same in all of a feed, as its first declaration says.
class PrefixWalker : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (node.type() != pugi::node_element) {
      return true;
    }
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      constexpr std::string_view declaration = "xmlns:";
      if (name.starts_with(declaration)) {
        usual_.emplace(name.substr(declaration.size()), usual_prefix(attribute.value()));
      }
    }
    rename(node);
    return true;
  }

 private:
  void rename(pugi::xml_node node) {
    const std::string name = node.name();
    const std::string_view prefix = prefix_of(name);
    const auto known = usual_.find(prefix);
    const std::string usual(known == usual_.end() || known->second.empty() ? prefix : known->second);
    if (std::exchange(is_root_, false)) {
      own_ = usual == "rdf" ? "rss" : usual;
    }
    if (prefix.empty()) {
      return;
    }
    const std::string_view local = std::string_view(name).substr(prefix.size() + 1);
    const std::string renamed =
        usual == own_ || usual == "rdf" ? std::string(local) : usual + ":" + std::string(local);
    node.set_name(renamed.c_str());
  }

  std::map<std::string, std::string, std::less<>> usual_;
  std::string own_;
  bool is_root_ = true;
};

// Collects words, without recursing.
class WordWalker : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      words += node.value();
    }
    return true;
  }

  std::string words;
};

}  // namespace

MendedXml mended_xml(std::string_view utf8) {
  return Mender(utf8).mend();
}

Result<FeedTree> FeedTree::parse(std::string_view utf8, const std::string& subject) {
  MendedXml mended = mended_xml(utf8);
  if (mended.is_too_deep) {
    return Error{ErrorCode::malformed_feed,
                 "its elements nest deeper than " + std::to_string(max_feed_depth) + "; no feed does", subject};
  }
  FeedTree tree;
  tree.was_cut_off_ = mended.was_cut_off;
  const pugi::xml_parse_result parsed = tree.document_->load_buffer(
      mended.text.data(), mended.text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed || !tree.root()) {
    return Error{ErrorCode::malformed_feed, "not a feed: there is no XML in it that can be read", subject};
  }
  PrefixWalker prefixes;
  tree.document_->traverse(prefixes);
  return tree;
}

bool holds_elements(pugi::xml_node node) {
  return std::any_of(node.begin(), node.end(),
                     [](pugi::xml_node child) { return child.type() == pugi::node_element; });
}

std::string inner_text(pugi::xml_node node) {
  if (!holds_elements(node)) {
    WordWalker walker;
    node.traverse(walker);
    return std::move(walker.words);
  }
  std::ostringstream markup;
  for (const pugi::xml_node& child : node.children()) {
    child.print(markup, "", pugi::format_raw | pugi::format_no_empty_element_tags, pugi::encoding_utf8);
  }
  return markup.str();
}

}  // namespace detente::ingest
