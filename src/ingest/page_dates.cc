#include "ingest/page_dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <vector>

#include "ingest/dates.h"
#include "ingest/lettering.h"
#include "ingest/page_furniture.h"
#include "ingest/printed_dates.h"

namespace detente::ingest {

namespace {

constexpr std::size_t day_size = 10;

constexpr auto date_names =
    std::to_array<std::string_view>({"date", "time", "publish", "posted", "byline", "dateline", "datum", "fecha",
                                     "metadata", "meta", "info", "stand"});

constexpr auto update_words =
    std::to_array<std::string_view>({"updat", "modif", "aktualisiert", "edited", "geändert", "mise à jour",
                                     "mis à jour", "actualizado", "atualizado", "aggiornat", "bijgewerkt"});

constexpr auto script_keys = std::to_array<std::string_view>(
    {"datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "pubDate", "pubdate",
     "publicationDate", "publication_date", "firstPublished", "dateCreated", "createdAt", "created_at"});

bool is_later(std::string_view date, std::string_view latest) {
  return !latest.empty() && date.substr(0, day_size) > latest;
}

// How sure a place is; smaller is surer.
enum class Place { time_element, named, near_title, anywhere, other_story, update };

struct Candidate {
  Place place;
  bool before_title;  // most dates stand below the title
  NodeId distance;
  std::string date;
};

class ShownDates {
 public:
  ShownDates(const PageTree& page, bool month_first, std::string_view latest)
      : page_(page), month_first_(month_first), latest_(latest), title_(find_title()) {}

  std::string best() {
    for (NodeId id = 0; id < page_.size();) {
      if (!page_[id].is_text && is_never_read(id)) {
        id = page_[id].end;
        continue;
      }
      if (!page_[id].is_text && is_named_elsewhere(page_, id)) {
        elsewhere_end_ = std::max(elsewhere_end_, page_[id].end);
      }
      visit(id);
      ++id;
    }
    const auto order = [](const Candidate& one) { return std::tuple(one.place, one.before_title, one.distance); };
    const auto best =
        std::min_element(candidates_.begin(), candidates_.end(),
                         [&](const Candidate& one, const Candidate& other) { return order(one) < order(other); });
    return best == candidates_.end() ? std::string() : best->date;
  }

 private:
  [[nodiscard]] NodeId find_title() const {
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (page_[id].tag() == GUMBO_TAG_H1) {
        return id;
      }
    }
    return 0;
  }

  // What is no text, and comments.
  [[nodiscard]] bool is_never_read(NodeId id) const {
    switch (page_[id].tag()) {
      case GUMBO_TAG_HEAD:
      case GUMBO_TAG_SCRIPT:
      case GUMBO_TAG_STYLE:
        return true;
      default:
        return is_comment(page_, id);
    }
  }

  void visit(NodeId id) {
    if (page_[id].is_text) {
      visit_text(id);
      return;
    }
    if (page_[id].tag() == GUMBO_TAG_TIME) {
      const std::string_view written = page_.attribute(id, "datetime");
      add(id, Place::time_element, page_date(written).value_or(""), page_.all_text(id));
      return;
    }
    const std::string name = lower_ascii(page_.attribute(id, "class")) + " " + lower_ascii(page_.attribute(id, "id"));
    if (has_one_of(date_names, name) && holds_little(id)) {
      const std::string text = page_.all_text(id);
      std::string date = printed_date(text, month_first_).value_or("");
      if (date.empty()) {
        date = page_date(page_.attribute(id, "title")).value_or("");
      }
      add(id, Place::named, std::move(date), name + " " + text);
    }
  }

  // Short lines by themselves; prose speaks of other days.
  void visit_text(NodeId id) {
    constexpr std::size_t longest = 120;
    constexpr std::size_t alone = 40;  // hardly more than the date
    constexpr NodeId near = 120;       // nodes
    const std::string_view text = trimmed(page_.text(id));
    const bool is_near = id + near > title_ && id < title_ + near;
    if (text.size() <= longest && is_near) {
      add(id, Place::near_title, printed_date(text, month_first_).value_or(""), text);
    } else if (text.size() <= alone) {
      add(id, Place::anywhere, printed_date(text, month_first_).value_or(""), text);
    }
  }

  [[nodiscard]] bool holds_little(NodeId id) const {
    constexpr NodeId most_nodes = 24;
    constexpr std::size_t most_text = 240;
    return page_[id].end - id <= most_nodes && page_.all_text(id).size() <= most_text;
  }

  void add(NodeId id, Place place, std::string date, std::string_view words) {
    if (date.empty() && place == Place::time_element) {
      date = printed_date(words, month_first_).value_or("");
    }
    if (date.empty() || is_later(date, latest_)) {
      return;
    }
    place = id < elsewhere_end_ ? Place::other_story : place;  // names lie, so this is better than nothing
    const bool update = has_one_of(update_words, lower_ascii(words));
    const NodeId distance = id > title_ ? id - title_ : title_ - id;
    candidates_.push_back({update ? Place::update : place, id < title_, distance, std::move(date)});
  }

  const PageTree& page_;
  bool month_first_;
  std::string_view latest_;
  NodeId title_;
  NodeId elsewhere_end_ = 0;  // of the outermost element named like other stories
  std::vector<Candidate> candidates_;
};

// The date behind `"key":"` or `\"key\":\"`.
std::string value_of(std::string_view script, std::string_view key, std::string_view latest) {
  constexpr std::size_t longest = 40;
  for (std::size_t at = script.find(key); at != std::string_view::npos; at = script.find(key, at + 1)) {
    std::size_t begin = at + key.size();
    const std::size_t end = std::min(begin + longest, script.size());
    bool colon = false;
    while (begin < end && std::string_view("\\\"' :").find(script[begin]) != std::string_view::npos) {
      colon |= script[begin++] == ':';
    }
    if (!colon) {
      continue;
    }
    const std::string_view ahead = script.substr(begin, longest + 1);
    const std::string_view value = ahead.substr(0, ahead.find_first_of("\\\"',}"));
    if (value.size() <= longest) {
      if (const auto date = page_date(value); date && !is_later(*date, latest)) {
        return *date;
      }
    }
  }
  return {};
}

}  // namespace

bool writes_month_first(std::string_view language) {
  const std::string lower = lower_ascii(language);
  return lower.empty() || lower == "en" || lower.starts_with("en-us") || lower.starts_with("en_us");
}

std::string shown_date(const PageTree& page, bool month_first, std::string_view latest) {
  return ShownDates(page, month_first, latest).best();
}

std::string date_in_scripts(std::string_view html, std::string_view latest) {
  for (const std::string_view key : script_keys) {
    if (std::string date = value_of(html, key, latest); !date.empty()) {
      return date;
    }
  }
  return {};
}

}  // namespace detente::ingest
