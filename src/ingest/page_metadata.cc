#include "ingest/page_metadata.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ingest/dates.h"
#include "ingest/json_ld.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

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
                                                             "ptime",
                                                             "last-modified",
                                                             "article:modified_time"});

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
  explicit MetadataReader(const PageTree& page) : page_(page) {}

  PageMetadata read() {
    for (NodeId id = 0; id < page_.size(); ++id) {
      if (!page_[id].is_text) {
        visit(id);
      }
    }
    fill_from_metas();
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
        ++headings_;
        fill(heading_, page_.all_text(id));
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
    fill(marked ? marked_time_ : any_time_, *date);
  }

  void visit_microdata(NodeId id) {
    const std::string property = lower_ascii(page_.attribute(id, "itemprop"));
    if (property == "headline") {
      fill(item_title_, page_.all_text(id));
    } else if (property == "author") {
      fill(item_author_, page_.all_text(id));
    } else if (property == "datepublished") {
      const std::string_view content = page_.attribute(id, "content");
      fill(marked_time_, page_date(content.empty() ? page_.all_text(id) : std::string(content)).value_or(""));
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
    for (const std::string_view name : date_metas) {
      if (const auto found = metas_.find(std::string(name)); found != metas_.end() && data_.date.empty()) {
        data_.date = page_date(found->second).value_or("");
      }
    }
    for (const char* name : {"article:modified_time", "og:updated_time", "datemodified", "last-modified"}) {
      if (const auto found = metas_.find(name); found != metas_.end() && data_.modified.empty()) {
        data_.modified = page_date(found->second).value_or("");
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

  void fill_from_body() {
    fill(data_.date, marked_time_);
    fill(data_.date, any_time_);
    if (headings_ == 1) {
      fill(data_.title, heading_);
    }
    data_.title_is_doubtful = data_.title.empty() && headings_ == 0;
    fill(data_.title, title_tag_);
    fill(data_.title, heading_);
  }

  void tidy() {
    std::string title;
    append_normalised(data_.title, title);
    data_.title = without_site_name(trimmed(title));
    data_.byline = without_by(trimmed(data_.byline));
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
      if (is_site || front == heading_ || separator == " | ") {
        return std::string(front);
      }
    }
    return std::string(title);
  }

  const PageTree& page_;
  PageMetadata data_;
  std::unordered_map<std::string, std::string> metas_;
  std::string canonical_;
  std::string title_tag_;
  std::string html_language_;
  std::string heading_;
  std::string marked_time_;
  std::string any_time_;
  std::string item_title_;
  std::string item_author_;
  std::string rel_author_;
  unsigned headings_ = 0;
};

}  // namespace

PageMetadata read_metadata(const PageTree& page) {
  return MetadataReader(page).read();
}

}  // namespace detente::ingest
