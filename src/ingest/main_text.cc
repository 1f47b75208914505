#include "ingest/main_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ingest/lettering.h"
#include "ingest/line_kinds.h"
#include "ingest/other_stories.h"
#include "ingest/page_furniture.h"
#include "ingest/page_shapes.h"
#include "ingest/stretches.h"
#include "ingest/surroundings.h"

namespace detente::ingest {

namespace {

// A named piece of furniture that holds this much of the page's prose is none.
constexpr double furniture_share = 0.4;
constexpr double sure_furniture_share = 0.85;
// Go down to a child that holds this much of its parent's prose.
constexpr double descent_share = 0.75;

// Text below each element, and how much of it is in links.
struct Extent {
  std::size_t text = 0;
  std::size_t links = 0;
  std::size_t title_links = 0;  // links around a picture or heading, or in a heading
};

class Extractor {
 public:
  Extractor(const PageTree& page, std::string_view title)
      : page_(page),
        title_(lower_ascii(trimmed(title))),
        left_out_(page.size()),
        in_data_table_(page.size()),
        weight_(page.size()) {}

  // Of what is seen; with `unseen` also of what scripts would show.
  std::vector<PageBlock> extract(bool unseen) {
    if (page_.size() == 0) {
      return {};
    }
    leave_out_never_text(unseen);
    mark_data_tables();
    stretches_ = stretches_of(page_, left_out_, in_data_table_);
    weigh();
    const bool any_furniture = leave_out_furniture();
    const bool any_teasers = leave_out_teasers();
    if (any_furniture || any_teasers) {
      stretches_ = stretches_of(page_, left_out_, in_data_table_);
      weigh();
      measure();
    }
    title_heading_ = find_title_heading();
    parts_.push_back(container());
    return blocks();
  }

 private:
  void leave_out(NodeId id) { std::fill(left_out_.begin() + id, left_out_.begin() + page_[id].end, true); }

  void leave_out_never_text(bool unseen) {
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (page_[id].is_text || left_out_[id]) {
        continue;
      }
      if (is_never_text(page_, id) || (!unseen && is_shown_by_scripts(page_, id))) {
        leave_out(id);
      }
    }
  }

  // Rows of figures are read as one line each; tables that lay out a page are not.
  void mark_data_tables() {
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (page_[id].tag() == GUMBO_TAG_TABLE && !left_out_[id] && is_data_table(id)) {
        std::fill(in_data_table_.begin() + id, in_data_table_.begin() + page_[id].end, true);
      }
    }
  }

  // Several rows of several short cells that hold nothing but text.
  [[nodiscard]] bool is_data_table(NodeId table) const {
    constexpr std::size_t longest_cell = 80;  // on average
    std::size_t rows = 0;
    std::size_t cells = 0;
    std::size_t bytes = 0;
    for (NodeId id = table + 1; id < page_[table].end; ++id) {
      bytes += trimmed(page_.text(id)).size();
      if (page_[id].is_text) {
        continue;
      }
      switch (page_[id].tag()) {
        case GUMBO_TAG_TR:
          ++rows;
          break;
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
          ++cells;
          break;
        case GUMBO_TAG_P:
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_COLGROUP:
        case GUMBO_TAG_COL:
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TFOOT:
          break;
        default:
          if (shape_of(page_[id].tag()) == Shape::block) {
            return false;
          }
      }
    }
    return rows >= 2 && cells >= 2 * rows && bytes <= cells * longest_cell;
  }

  // Names lie now and then. What is named like furniture stays when it holds much of the page's text, and so do
  // paragraphs when all of the same name together hold much of it: an article whose paragraphs are called "paywall".
  bool leave_out_furniture() {
    const double most = furniture_share * weight_.front();
    const double surely_most = sure_furniture_share * weight_.front();
    const auto is_furniture = [&](NodeId id) {
      return weight_[id] <= most ? is_named_furniture(page_, id)
                                 : weight_[id] <= surely_most && is_surely_furniture(page_, id);
    };
    std::vector<NodeId> named;
    std::unordered_map<std::string_view, double> weight_of_name;
    for (NodeId id = 0; id < page_.size();) {
      if (page_[id].is_text || left_out_[id] || !is_furniture(id)) {
        ++id;
        continue;
      }
      named.push_back(id);
      weight_of_name[page_.attribute(id, "class")] += page_[id].tag() == GUMBO_TAG_P ? weight_[id] : 0;
      id = page_[id].end;
    }
    bool any = false;
    for (const NodeId id : named) {
      if (page_[id].tag() != GUMBO_TAG_P || weight_of_name[page_.attribute(id, "class")] <= most) {
        leave_out(id);
        any = true;
      }
    }
    return any;
  }

  void measure() {
    std::vector<Extent> extents(page_.size());
    NodeId link_end = 0;
    NodeId heading_end = 0;
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (left_out_[id]) {
        continue;
      }
      if (page_[id].is_text) {
        extents[id].text = trimmed(page_.text(id)).size();
        extents[id].links = id < link_end ? extents[id].text : 0;
        continue;
      }
      const GumboTag tag = page_[id].tag();
      const bool starts_link = tag == GUMBO_TAG_A && page_.has_attribute(id, "href");
      const bool heads = is_heading(tag);
      const bool pictures = tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_FIGURE;
      extents[id].title_links = (starts_link && id < heading_end) || ((heads || pictures) && id < link_end) ? 1 : 0;
      link_end = starts_link ? std::max(link_end, page_[id].end) : link_end;
      heading_end = heads ? std::max(heading_end, page_[id].end) : heading_end;
    }
    for (NodeId id = page_.size(); id-- > 1;) {
      Extent& parent = extents[page_[id].parent];
      parent.text += extents[id].text;
      parent.links += extents[id].links;
      parent.title_links += extents[id].title_links;
    }
    extents_ = std::move(extents);
  }

  // Lists of other stories: several elements of the same name side by side, each short and with a linked picture or
  // heading; and whatever is mostly links.
  bool leave_out_teasers() {
    measure();
    bool any = false;
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (page_[id].is_text || left_out_[id]) {
        continue;
      }
      if (is_mostly_links(id)) {
        leave_out(id);
        any = true;
      } else {
        any |= leave_out_teasers_in(id);
      }
    }
    return any;
  }

  [[nodiscard]] bool is_mostly_links(NodeId id) const {
    const Extent& extent = extents_[id];
    constexpr std::size_t least = 60;
    const GumboTag tag = page_[id].tag();
    const bool groups =
        tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
    return groups && weight_[id] == 0 && extent.text >= least && 2 * extent.links > extent.text;
  }

  bool leave_out_teasers_in(NodeId parent) {
    constexpr std::size_t least_teasers = 3;
    constexpr double most_share = 0.5;
    struct Group {
      std::size_t count = 0;
      double weight = 0;
    };
    const auto name_of_child = [&](NodeId child) {
      return std::pair(page_[child].tag(), page_.attribute(child, "class"));
    };
    std::map<std::pair<GumboTag, std::string_view>, Group> groups;
    for (NodeId child = parent + 1; child < page_[parent].end; child = page_[child].end) {
      if (is_teaser(child)) {
        Group& group = groups[name_of_child(child)];
        ++group.count;
        group.weight += weight_[child];
      }
    }
    bool any = false;
    for (NodeId child = parent + 1; child < page_[parent].end; child = page_[child].end) {
      const auto group = is_teaser(child) ? groups.find(name_of_child(child)) : groups.end();
      if (group != groups.end() && group->second.count >= least_teasers &&
          group->second.weight <= most_share * weight_.front()) {
        leave_out(child);
        any = true;
      }
    }
    return any;
  }

  [[nodiscard]] bool is_teaser(NodeId id) const {
    const Extent& extent = extents_[id];
    constexpr std::size_t longest = 450;
    if (page_[id].is_text || left_out_[id] || extent.text > longest || extent.title_links == 0 || extent.text == 0) {
      return false;
    }
    const GumboTag tag = page_[id].tag();
    return tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_SECTION ||
           tag == GUMBO_TAG_A;
  }

  // Each element's weight is that of all stretches below it.
  void weigh() {
    std::fill(weight_.begin(), weight_.end(), 0);
    for (const Stretch& stretch : stretches_) {
      weight_[stretch.element] += weight_of(stretch);
    }
    for (NodeId id = page_.size(); id-- > 1;) {
      weight_[page_[id].parent] += weight_[id];
    }
  }

  NodeId container() {
    constexpr double body_share = 0.3;
    constexpr double article_share = 0.5;
    const auto is_article_body = [&](NodeId id) {
      return contains_lower(page_.attribute(id, "itemprop"), "articlebody");
    };
    if (const auto marked = heaviest(is_article_body, body_share)) {
      return *marked;
    }
    const auto is_article = [&](NodeId id) { return page_[id].tag() == GUMBO_TAG_ARTICLE; };
    // Pages may hold other articles too, longer ones at times.
    constexpr double titled_share = 0.1;
    const auto is_titled = [&](NodeId id) {
      return is_article(id) && title_heading_ > id && title_heading_ < page_[id].end;
    };
    if (const auto article = heaviest(is_titled, titled_share)) {
      return descend(*article);
    }
    if (const auto article = heaviest(is_article, article_share)) {
      return descend(*article);
    }
    const auto is_main = [&](NodeId id) {
      return page_[id].tag() == GUMBO_TAG_MAIN || page_.attribute(id, "role") == "main";
    };
    return descend(heaviest(is_main, article_share).value_or(0));
  }

  template <typename Test>
  [[nodiscard]] std::optional<NodeId> heaviest(Test test, double share) const {
    std::optional<NodeId> best;
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (page_[id].is_text || left_out_[id] || weight_[id] <= share * weight_[0] || !test(id)) {
        continue;
      }
      if (!best || weight_[id] > weight_[*best]) {
        best = id;
      }
    }
    return best;
  }

  // Notes on the way what stands beside it and is prose too: pages are often put together from fields, each with a
  // part of the article.
  NodeId descend(NodeId id) {
    while (true) {
      NodeId best = id;
      for (NodeId child = id + 1; child < page_[id].end; child = page_[child].end) {
        if (weight_[child] > descent_share * weight_[id] && !page_[child].is_text && !is_piece(page_[child].tag())) {
          best = child;
        }
      }
      best = best == id ? child_with_title(id).value_or(id) : best;
      if (best == id) {
        return id;
      }
      for (NodeId child = id + 1; child < page_[id].end; child = page_[child].end) {
        if (child != best && is_part_beside(child, best)) {
          parts_.push_back(child);
        }
      }
      id = best;
    }
  }

  // Where the text is in several children, that which the page's title heads and which holds a good part of it.
  [[nodiscard]] std::optional<NodeId> child_with_title(NodeId id) const {
    constexpr double least_share = 0.3;
    return child_around(title_heading_, id, least_share);
  }

  [[nodiscard]] std::optional<NodeId> child_around(NodeId inner, NodeId parent, double least_share) const {
    for (NodeId child = parent + 1; child < page_[parent].end; child = page_[child].end) {
      if (inner > child && inner < page_[child].end && weight_[child] > least_share * weight_[parent] &&
          !is_piece(page_[child].tag())) {
        return child;
      }
    }
    return std::nullopt;
  }

  // The only <h1>, or the first that is the title; 0 where there is none.
  [[nodiscard]] NodeId find_title_heading() const {
    NodeId first = 0;
    bool several = false;
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (page_[id].tag() != GUMBO_TAG_H1 || left_out_[id]) {
        continue;
      }
      if (is_title(page_.all_text(id))) {
        return id;
      }
      several |= first != 0;
      first = first == 0 ? id : first;
    }
    return several ? 0 : first;
  }

  [[nodiscard]] bool is_part_beside(NodeId id, NodeId best) const {
    constexpr double least_share = 0.25;
    constexpr double least_prose = 0.9;
    return !page_[id].is_text && weight_[id] > least_share * weight_[best] &&
           weight_[id] > least_prose * static_cast<double>(extents_[id].text);
  }

  // The part that the element lies in.
  [[nodiscard]] std::optional<NodeId> part_around(NodeId element) const {
    const auto holds = [&](NodeId part) { return element >= part && element < page_[part].end; };
    const auto part = std::find_if(parts_.begin(), parts_.end(), holds);
    return part == parts_.end() ? std::nullopt : std::optional(*part);
  }

  [[nodiscard]] std::vector<PageBlock> blocks() const {
    std::vector<PageBlock> blocks;
    std::unordered_set<std::string_view> seen;  // captions are often there twice, for two widths of screen
    for (const Stretch& stretch : stretches_) {
      const std::optional<NodeId> part = part_around(stretch.element);
      if (!part) {
        continue;
      }
      const std::optional<SentenceKind> kind = kind_of(stretch, *part);
      if (!kind || is_title(stretch.text)) {
        continue;
      }
      if (seen.insert(stretch.text).second || *kind == SentenceKind::body) {
        const std::uint8_t level = *kind == SentenceKind::heading ? level_of(page_, stretch.element, *part) : 0;
        blocks.push_back({stretch.text, *kind, form_of(page_, stretch.element, *part), level});
      }
    }
    cut_other_stories(blocks);
    while (!blocks.empty() && blocks.back().kind == SentenceKind::heading) {
      blocks.pop_back();
    }
    return blocks;
  }

  // Ends the text at a heading that other stories stand under, when it is not most of the text that does.
  static void cut_other_stories(std::vector<PageBlock>& blocks) {
    constexpr double least_before = 0.4;
    const auto total = static_cast<double>(size_of(blocks));
    double before = 0;
    for (auto block = blocks.begin(); block != blocks.end(); ++block) {
      if (block->kind == SentenceKind::heading && before > least_before * total && heads_other_stories(block->text)) {
        blocks.erase(block, blocks.end());
        return;
      }
      before += static_cast<double>(block->text.size());
    }
  }

  [[nodiscard]] bool is_title(std::string_view text) const { return !title_.empty() && lower_ascii(text) == title_; }

  // Nothing for what is left out.
  [[nodiscard]] std::optional<SentenceKind> kind_of(const Stretch& stretch, NodeId container) const {
    constexpr double most_links = 0.6;
    constexpr std::size_t short_text = 60;
    const std::optional<SentenceKind> by_words = kind_of_line(stretch.text);
    if (is_inside_post(page_, stretch.element, container)) {
      return SentenceKind::post;
    }
    if (by_words == SentenceKind::boilerplate || link_share(stretch) > most_links) {
      return std::nullopt;
    }
    if (const auto kind = kind_by_element(page_, stretch.element, container)) {
      return kind;
    }
    if (by_words) {
      return by_words;
    }
    const bool bare = !is_piece(page_[stretch.element].tag()) && !in_data_table_[stretch.element];
    if (bare && stretch.text.size() < short_text && !ends_as_sentence(stretch.text)) {
      return std::nullopt;  // words in a bare <div>: a label, a counter
    }
    return SentenceKind::body;
  }

  const PageTree& page_;
  std::string title_;
  std::vector<bool> left_out_;
  std::vector<bool> in_data_table_;
  std::vector<double> weight_;
  std::vector<Extent> extents_;
  NodeId title_heading_ = 0;
  std::vector<NodeId> parts_;  // the elements whose text is the article
  std::vector<Stretch> stretches_;
};

}  // namespace

std::size_t size_of(const std::vector<PageBlock>& blocks) {
  std::size_t size = 0;
  for (const PageBlock& block : blocks) {
    size += block.text.size();
  }
  return size;
}

std::vector<PageBlock> main_text(const PageTree& page, std::string_view title) {
  std::vector<PageBlock> seen = Extractor(page, title).extract(false);
  constexpr std::size_t hardly_any = 250;
  if (size_of(seen) >= hardly_any) {
    return seen;
  }
  std::vector<PageBlock> all = Extractor(page, title).extract(true);
  return size_of(all) > 2 * size_of(seen) ? all : seen;
}

}  // namespace detente::ingest
