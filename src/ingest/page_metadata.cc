#include "ingest/page_metadata.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/dates.h"
#include "ingest/entities.h"
#include "ingest/json_ld.h"
#include "ingest/lettering.h"
#include "ingest/page_dates.h"
#include "ingest/printed_dates.h"

namespace detente::ingest {

namespace {

constexpr std::size_t day_size = 10;  // YYYY-MM-DD

constexpr auto title_metas = std::to_array<std::string_view>(
    {"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline"});
constexpr auto author_metas =
    std::to_array<std::string_view>({"author", "article:author", "parsely-author", "byl", "sailthru.author",
                                     "dc.creator", "dcterms.creator", "article:author_name"});
constexpr auto source_metas = std::to_array<std::string_view>(
    {"og:site_name", "publisher", "article:publisher", "dc.publisher", "application-name", "source"});
constexpr auto date_metas = std::to_array<std::string_view>({"article:published_time",
                                                             "og:published_time",
                                                             "datepublished",
                                                             "publishdate",
                                                             "publish-date",
                                                             "publish_date",
                                                             "publication_date",
                                                             "pubdate",
                                                             "parsely-pub-date",
                                                             "sailthru.date",
                                                             "dc.date.issued",
                                                             "dc.date",
                                                             "dc.date.created",
                                                             "dcterms.created",
                                                             "dcterms.date",
                                                             "dcterms.issued",
                                                             "date",
                                                             "article:published",
                                                             "cxenseparse:recs:publishtime",
                                                             "article.published",
                                                             "datecreated",
                                                             "originalpublicationdate",
                                                             "displaydate",
                                                             "ptime"});

void fill(std::string& field, std::string value) {
  if (field.empty()) {
    field = std::move(value);
  }
}

bool is_absolute(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

std::string_view without_by(std::string_view name) {
  return starts_with_lower(name, "by ") ? trimmed(name.substr(3)) : name;
}

class MetadataReader {
 public:
  MetadataReader(const PageTree& page, std::string_view html, std::string_view latest)
      : page_(page), html_(html), latest_(latest) {}

  PageMetadata read() {
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (!page_[id].is_text) {
        visit(id);
      }
    }
    fill_from_metas();
    find_date();
    fill_from_body();
    tidy();
    return std::move(data_);
  }

 private:
  void visit(NodeId id) {
    switch (page_[id].tag()) {
      case GUMBO_TAG_SCRIPT:
        if (contains_lower(page_.attribute(id, "type"), "ld+json")) {
          read_json_ld(raw_text(id), data_);
        }
        return;
      case GUMBO_TAG_META:
        visit_meta(id);
        return;
      case GUMBO_TAG_LINK:
        if (lower_ascii(page_.attribute(id, "rel")) == "canonical") {
          fill(canonical_, std::string(page_.attribute(id, "href")));
        }
        return;
      case GUMBO_TAG_TITLE:
        fill(title_tag_, page_.all_text(id));
        return;
      case GUMBO_TAG_HTML:
        fill(html_language_, std::string(page_.attribute(id, "lang")));
        return;
      case GUMBO_TAG_H1:
        headings_.push_back(page_.all_text(id));
        break;
      case GUMBO_TAG_TIME:
        visit_time(id);
        break;
      default:
        break;
    }
    visit_microdata(id);
  }

  void visit_meta(NodeId id) {
    const std::string_view content = trimmed(page_.attribute(id, "content"));
    if (content.empty()) {
      return;
    }
    for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
      if (const std::string_view name = page_.attribute(id, key); !name.empty()) {
        metas_.emplace(lower_ascii(name), std::string(content));
      }
    }
  }

  void visit_time(NodeId id) {
    std::string_view written = page_.attribute(id, "datetime");
    const std::string shown = written.empty() ? page_.all_text(id) : std::string();
    const std::optional<std::string> date = page_date(written.empty() ? std::string_view(shown) : written);
    if (!date) {
      return;
    }
    const bool marked =
        page_.has_attribute(id, "pubdate") || lower_ascii(page_.attribute(id, "itemprop")) == "datepublished";
    if (marked) {
      fill(marked_time_, *date);
    }
  }

  void visit_microdata(NodeId id) {
    const std::string property = lower_ascii(page_.attribute(id, "itemprop"));
    if (property == "headline") {
      fill(item_title_, page_.all_text(id));
    } else if (property == "author") {
      fill(item_author_, page_.all_text(id));
    } else if (property == "datepublished") {
      const std::string_view content = page_.attribute(id, "content");
      const std::string text = content.empty() ? page_.all_text(id) : std::string(content);
      const auto date = page_date(text);
      fill(marked_time_, date ? *date : printed_date(text, writes_month_first(html_language_)).value_or(""));
    } else if (lower_ascii(page_.attribute(id, "rel")) == "author") {
      fill(rel_author_, page_.all_text(id));
    }
  }

  // Script contents as they are: no white space may be touched.
  [[nodiscard]] std::string raw_text(NodeId id) const {
    std::string out;
    for (NodeId i = id; i < page_[id].end; ++i) {
      out += page_.text(i);
    }
    return out;
  }

  template <std::size_t n>
  [[nodiscard]] std::string first_meta(const std::array<std::string_view, n>& names) const {
    for (const std::string_view name : names) {
      const auto found = metas_.find(std::string(name));
      if (found != metas_.end() && !is_absolute(found->second)) {
        return found->second;
      }
    }
    return {};
  }

  void fill_from_metas() {
    fill(data_.title, item_title_);
    fill(data_.title, first_meta(title_metas));
    fill(data_.byline, item_author_);
    fill(data_.byline, first_meta(author_metas));
    fill(data_.byline, rel_author_);
    fill(data_.source, first_meta(source_metas));
    for (const char* name : {"article:modified_time", "og:updated_time", "datemodified", "last-modified"}) {
      if (const auto found = metas_.find(name); found != metas_.end()) {
        fill_date(data_.modified, page_date(found->second).value_or(""));
      }
    }
    const auto og_url = metas_.find("og:url");
    if (is_absolute(canonical_)) {
      data_.url = canonical_;
    } else if (og_url != metas_.end() && is_absolute(og_url->second)) {
      data_.url = og_url->second;
    }
    const auto locale = metas_.find("og:locale");
    fill(html_language_, locale == metas_.end() ? std::string() : locale->second);
    fill(data_.language, html_language_);
  }

  void fill_date(std::string& field, std::string date) const {
    if (!date.empty() && (latest_.empty() || std::string_view(date).substr(0, day_size) <= latest_)) {
      fill(field, std::move(date));
    }
  }

  // From the surest to what may be another day.
  void find_date() {
    std::string said = std::move(data_.date);
    data_.date.clear();
    fill_date(data_.date, std::move(said));
    for (const std::string_view name : date_metas) {
      if (const auto found = metas_.find(std::string(name)); found != metas_.end()) {
        fill_date(data_.date, page_date(found->second).value_or(""));
      }
    }
    fill_date(data_.date, marked_time_);
    const std::string in_url = date_in_url(data_.url).value_or("");
    if (is_day_beside(in_url, data_.date)) {
      data_.date.clear();  // the head may count in UTC, the address counts in the paper's own days
    }
    fill_date(data_.date, in_url);
    fill_date(data_.date, data_.page_date);
    if (data_.date.empty()) {
      data_.date = shown_date(page_, writes_month_first(html_language_), latest_);
    }
    if (data_.date.empty()) {
      data_.date = date_in_scripts(html_, latest_);
    }
    for (const char* name : {"description", "og:description", "og:title"}) {
      if (const auto found = metas_.find(name); found != metas_.end()) {
        fill_date(data_.date, printed_date(found->second, writes_month_first(html_language_)).value_or(""));
      }
    }
    fill_date(data_.date, data_.modified);
  }

  // Both are dates or empty.
  static bool is_day_beside(std::string_view day, std::string_view date) {
    if (day.empty() || date.empty()) {
      return false;
    }
    const auto distance = days_of(day) - days_of(date.substr(0, day_size));
    return distance == std::chrono::days(1) || distance == std::chrono::days(-1);
  }

  static std::chrono::sys_days days_of(std::string_view iso_day) {
    using namespace std::chrono;
    const auto part = [&](std::size_t at, std::size_t size) {
      unsigned value = 0;
      std::from_chars(iso_day.data() + at, iso_day.data() + at + size, value);
      return value;
    };
    return sys_days(year(static_cast<int>(part(0, 4))) / month(part(5, 2)) / day(part(8, 2)));
  }

  void fill_from_body() {
    const std::string first = headings_.empty() ? std::string() : headings_.front();
    if (headings_.size() == 1) {
      fill(data_.title, first);
    }
    data_.title_is_doubtful = data_.title.empty() && headings_.empty();
    fill(data_.title, title_tag_);
    fill(data_.title, first);
    use_heading();
  }

  // What readers see as the headline, where it says about the same as the head: that often has a headline of its own
  // for other sites.
  void use_heading() {
    for (const std::string& heading : headings_) {
      if (says_the_same(heading, data_.title) || says_the_same(heading, title_tag_)) {
        data_.title = heading;
        return;
      }
    }
  }

  // Most of its words are in the title, and it is not much shorter.
  static bool says_the_same(std::string_view heading, std::string_view title) {
    constexpr std::size_t least_words = 4;
    constexpr std::size_t longest = 600;
    if (heading.size() > longest || title.size() > longest) {
      return false;
    }
    const std::string lower_heading = lower_ascii(heading);
    const std::string lower_title = lower_ascii(title);
    const std::vector<std::string_view> words = split_words(lower_heading);
    const std::vector<std::string_view> others = split_words(lower_title);
    const auto shared =
        static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::string_view word) {
          return std::find(others.begin(), others.end(), word) != others.end();
        }));
    return words.size() >= least_words && 5 * shared >= 3 * words.size() && 5 * shared >= 2 * others.size();
  }

  void tidy() {
    std::string title;
    append_normalised(without_entities(data_.title), title);
    data_.source = without_entities(data_.source);
    data_.body = without_entities(data_.body);
    data_.title = without_site_name(trimmed(title));
    data_.byline = without_by(trimmed(without_entities(data_.byline)));
    if (!is_absolute(data_.url)) {
      data_.url.clear();
    }
    constexpr std::size_t code_size = 2;
    data_.language = lower_ascii(data_.language).substr(0, code_size);
    if (!std::all_of(data_.language.begin(), data_.language.end(), is_ascii_letter)) {
      data_.language.clear();
    }
  }

  // "Title - Site", "Title | Site": cut where the site's name, the page's own heading or a bar says so.
  [[nodiscard]] std::string without_site_name(std::string_view title) const {
    for (const std::string_view separator :
         {" | ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " - ", " :: ", " \xC2\xBB "}) {
      const std::size_t at = title.rfind(separator);
      if (at == std::string_view::npos || at == 0) {
        continue;
      }
      const std::string_view front = trimmed(title.substr(0, at));
      const std::string_view back = trimmed(title.substr(at + separator.size()));
      const bool is_site = !data_.source.empty() && lower_ascii(back) == lower_ascii(data_.source);
      const bool is_heading = std::find(headings_.begin(), headings_.end(), front) != headings_.end();
      if (is_site || is_heading) {
        return std::string(front);
      }
      if (separator == " | ") {
        return std::string(is_section(front, back) ? back : front);
      }
    }
    return std::string(title);
  }

  // "Politics | City elects a mayor from abroad": the part of the paper in front of the title.
  static bool is_section(std::string_view front, std::string_view back) {
    constexpr std::size_t title_words = 5;
    constexpr std::size_t section_words = 2;
    return split_words(front).size() <= section_words && split_words(back).size() >= title_words;
  }

  const PageTree& page_;
  std::string_view html_;
  std::string_view latest_;
  PageMetadata data_;
  std::unordered_map<std::string, std::string> metas_;
  std::string canonical_;
  std::string title_tag_;
  std::string html_language_;
  std::string marked_time_;
  std::string item_title_;
  std::string item_author_;
  std::string rel_author_;
  std::vector<std::string> headings_;  // <h1>
};

}  // namespace

PageMetadata read_metadata(const PageTree& page, std::string_view html, const std::string& latest) {
  return MetadataReader(page, html, latest).read();
}

}  // namespace detente::ingest
