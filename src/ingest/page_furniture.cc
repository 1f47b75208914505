#include "ingest/page_furniture.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

constexpr auto never_roles = std::to_array<std::string_view>(
    {"navigation", "menu", "menubar", "search", "dialog", "alertdialog", "tooltip", "button", "toolbar"});
constexpr auto furniture_roles = std::to_array<std::string_view>({"complementary", "banner", "contentinfo", "alert"});

// Whole words of class and id names.
constexpr auto furniture_words = std::to_array<std::string_view>({"nav",          "navbar",        "navigation",
                                                                  "menu",         "footer",        "sidebar",
                                                                  "aside",        "cookie",        "cookies",
                                                                  "consent",      "gdpr",          "newsletter",
                                                                  "newsletters",  "subscribe",     "subscription",
                                                                  "subscribers",  "signup",        "paywall",
                                                                  "related",      "recommended",   "recommendations",
                                                                  "recirc",       "share",         "sharing",
                                                                  "sharebar",     "social",        "socials",
                                                                  "comments",     "comment",       "disqus",
                                                                  "advert",       "adverts",       "ads",
                                                                  "ad",           "advertisement", "advertising",
                                                                  "adslot",       "sponsor",       "sponsored",
                                                                  "promo",        "promos",        "promotion",
                                                                  "popup",        "modal",         "breadcrumb",
                                                                  "breadcrumbs",  "pagination",    "pager",
                                                                  "tags",         "taglist",       "toolbar",
                                                                  "widget",       "widgets",       "outbrain",
                                                                  "taboola",      "teaser",        "teasers",
                                                                  "trending",     "masthead",      "skip",
                                                                  "rail",         "recirculation", "banner",
                                                                  "login",        "register",      "search",
                                                                  "donate",       "donation",      "copyright",
                                                                  "disclaimer",   "legal",         "followus",
                                                                  "follow",       "offscreen",     "tooltip",
                                                                  "topics",       "keywords",      "partners",
                                                                  "addthis",      "addtoany",      "sharedaddy",
                                                                  "zergnet",      "revcontent",    "mgid",
                                                                  "yarpp",        "authorbox",     "postmeta",
                                                                  "werbung",      "anzeige",       "publicidad",
                                                                  "publicidade",  "kommentare",    "comentarios",
                                                                  "commentaires", "relacionadas",  "relacionados"});

// Whole class names: "hidden" hides, while "label-hidden" says that some label is hidden and "hidden-xs" that it is
// seen on wide screens alone.
constexpr auto hiding_names = std::to_array<std::string_view>(
    {"hidden", "hide", "invisible", "print", "print-only", "visually-hidden", "visuallyhidden", "sr-only",
     "screen-reader-text", "d-none", "is-hidden", "u-hidden", "noprint"});

// Runs of letters that give furniture away inside longer names.
constexpr auto furniture_parts = std::to_array<std::string_view>(
    {"newsletter",       "related-",    "-related",       "related_",     "relatedart",  "relatedst",
     "relatedcont",      "readmore",    "read-more",      "read_more",    "morestories", "more-stories",
     "mostread",         "most-read",   "most-popular",   "mostpopular",  "most_read",   "socialshar",
     "social-shar",      "sharetools",  "share-",         "shareb",       "cookieb",     "cookie-",
     "commentlist",      "comment-",    "comments-",      "advertis",     "sponsor",     "outbrain",
     "taboola",          "author-bio",  "author-profile", "author-info",  "post-meta",   "entry-meta",
     "authorbio",        "author-box",  "about-author",   "siteheader",   "site-header", "page-header",
     "sitefooter",       "site-footer", "globalnav",      "topnav",       "subnav",      "google-ad",
     "adsense",          "dfp-",        "ad-slot",        "ad-container", "ad-unit",     "ad_",
     "in-article-promo", "also-read",   "alsoread",       "see-also",     "seealso"});

// Of comments and other stories, which have dates of their own.
constexpr auto elsewhere_words = std::to_array<std::string_view>(
    {"comment",  "comments",    "commentlist", "related",    "sidebar", "footer",  "teaser",
     "teasers",  "recommended", "popular",     "trending",   "widget",  "widgets", "disqus",
     "calendar", "archive",     "archives",    "newsticker", "ticker",  "menu",    "nav"});

// What a class name or id begins with that hardly ever lies.
constexpr auto sure_starts = std::to_array<std::string_view>(
    {"sidebar",      "comments",   "comment-list", "commentlist", "footer",   "site-footer",  "related",
     "disqus",       "cookie",     "consent",      "gdpr",        "onetrust", "privacy",      "modal",
     "popup",        "newsletter", "recommended",  "outbrain",    "taboola",  "more-stories", "most-read",
     "most-popular", "navigation", "menu",         "dialog"});

bool hides(std::string_view style) {
  std::string bare;
  for (const char c : lower_ascii(style)) {
    if (c != ' ') {
      bare += c;
    }
  }
  return bare.find("display:none") != std::string::npos || bare.find("visibility:hidden") != std::string::npos;
}

bool is_name_letter(char c) {
  return is_ascii_letter(c) || is_digit(c);
}

// Words of "siteNav main-menu_item": cut at marks and before capitals.
template <typename Test>
bool any_word(std::string_view name, Test test) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= name.size(); ++at) {
    const bool border = at == name.size() || !is_name_letter(name[at]);
    const bool hump = !border && at > begin && name[at] >= 'A' && name[at] <= 'Z' && name[at - 1] >= 'a';
    if (!border && !hump) {
      continue;
    }
    if (at > begin && test(lower_ascii(name.substr(begin, at - begin)))) {
      return true;
    }
    begin = hump ? at : at + 1;
  }
  return false;
}

bool names_furniture(std::string_view name) {
  if (name.empty()) {
    return false;
  }
  for (const std::string_view one : split_words(name)) {
    if (is_one_of(hiding_names, one)) {
      return true;
    }
  }
  const std::string lower = lower_ascii(name);
  return any_word(name, [](const std::string& word) { return is_one_of(furniture_words, word); }) ||
         has_one_of(furniture_parts, lower);
}

// What holds the article is not left out, whatever it is called.
bool holds_all(GumboTag tag) {
  return tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN;
}

bool begins_like_furniture(std::string_view name) {
  const std::vector<std::string_view> names = split_words(name);
  return std::any_of(names.begin(), names.end(), [](std::string_view one) {
    return std::any_of(sure_starts.begin(), sure_starts.end(),
                       [&](std::string_view start) { return starts_with_lower(one, start); });
  });
}

}  // namespace

bool is_shown_by_scripts(const PageTree& page, NodeId id) {
  const GumboTag tag = page[id].tag();
  return tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE || page.has_attribute(id, "hidden") ||
         hides(page.attribute(id, "style"));
}

bool is_never_text(const PageTree& page, NodeId id) {
  switch (page[id].tag()) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_TITLE:
      return true;
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
      return false;
    default:
      break;
  }
  return is_one_of(never_roles, page.attribute(id, "role"));
}

bool is_named_furniture(const PageTree& page, NodeId id) {
  const GumboTag tag = page[id].tag();
  if (holds_all(tag)) {
    return false;
  }
  switch (tag) {
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FORM:  // ASP.NET wraps whole pages in one, so it is not left out unseen
      return true;
    default:
      break;
  }
  return is_one_of(furniture_roles, page.attribute(id, "role")) || names_furniture(page.attribute(id, "class")) ||
         names_furniture(page.attribute(id, "id"));
}

bool is_named_elsewhere(const PageTree& page, NodeId id) {
  const GumboTag tag = page[id].tag();
  if (holds_all(tag)) {
    return false;
  }
  if (tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_NAV) {
    return true;
  }
  const auto is_elsewhere = [](const std::string& word) { return is_one_of(elsewhere_words, word); };
  return any_word(page.attribute(id, "class"), is_elsewhere) || any_word(page.attribute(id, "id"), is_elsewhere);
}

bool is_comment(const PageTree& page, NodeId id) {
  const GumboTag tag = page[id].tag();
  if (holds_all(tag) || tag == GUMBO_TAG_ARTICLE) {
    return false;
  }
  const auto is_comments = [](const std::string& word) {
    return word == "comment" || word == "comments" || word == "commentlist" || word == "disqus" ||
           word == "commentmetadata" || word == "kommentare" || word == "comentarios" || word == "commentaires";
  };
  return any_word(page.attribute(id, "class"), is_comments) || any_word(page.attribute(id, "id"), is_comments);
}

bool is_surely_furniture(const PageTree& page, NodeId id) {
  return is_named_furniture(page, id) &&
         (begins_like_furniture(page.attribute(id, "class")) || begins_like_furniture(page.attribute(id, "id")));
}

}  // namespace detente::ingest
