#include "ingest/line_kinds.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "ingest/dates.h"
#include "ingest/lettering.h"
#include "ingest/wire_marks.h"

namespace detente::ingest {

namespace {

constexpr std::size_t longest_credit = 160;
constexpr std::size_t longest_boilerplate = 240;
constexpr std::size_t longest_caption = 800;
constexpr std::size_t longest_post = 640;  // a short paragraph; longer ones are text that cites a post
constexpr std::size_t longest_heading = 90;
constexpr std::size_t longest_title = 220;

constexpr auto agencies = std::to_array<std::string_view>({"reuters",
                                                           "afp",
                                                           "ap",
                                                           "associated press",
                                                           "the associated press",
                                                           "agence france-presse",
                                                           "agence france presse",
                                                           "xinhua",
                                                           "tass",
                                                           "itar-tass",
                                                           "interfax",
                                                           "dpa",
                                                           "efe",
                                                           "ansa",
                                                           "kyodo",
                                                           "kyodo news",
                                                           "yonhap",
                                                           "pti",
                                                           "ians",
                                                           "ani",
                                                           "anadolu",
                                                           "anadolu agency",
                                                           "aa",
                                                           "bloomberg",
                                                           "upi",
                                                           "bbc",
                                                           "bbc news",
                                                           "cnn",
                                                           "al jazeera",
                                                           "ria novosti",
                                                           "ria",
                                                           "ukrinform",
                                                           "unian",
                                                           "le monde",
                                                           "the guardian",
                                                           "guardian",
                                                           "press association",
                                                           "pa",
                                                           "pa media",
                                                           "rfe/rl",
                                                           "voice of america",
                                                           "voa",
                                                           "irna",
                                                           "sana",
                                                           "wafa",
                                                           "mena",
                                                           "spa",
                                                           "agencies",
                                                           "news agencies",
                                                           "agency",
                                                           "wires",
                                                           "wire services",
                                                           "news wires",
                                                           "deutsche welle",
                                                           "dw",
                                                           "sputnik",
                                                           "the new york times",
                                                           "new york times",
                                                           "the washington post",
                                                           "washington post",
                                                           "the times",
                                                           "the telegraph",
                                                           "the independent",
                                                           "financial times",
                                                           "the wall street journal",
                                                           "euronews",
                                                           "france 24",
                                                           "rfi",
                                                           "der spiegel",
                                                           "el país",
                                                           "europa press",
                                                           "belga",
                                                           "apa",
                                                           "tanjug",
                                                           "pap",
                                                           "mti",
                                                           "agerpres",
                                                           "belta",
                                                           "trend",
                                                           "azertac",
                                                           "antara",
                                                           "bernama",
                                                           "the canadian press",
                                                           "canadian press",
                                                           "australian associated press",
                                                           "aap",
                                                           "npr",
                                                           "abc news",
                                                           "nbc news",
                                                           "cbs news",
                                                           "fox news",
                                                           "politico",
                                                           "axios",
                                                           "staff",
                                                           "staff reporter",
                                                           "staff writer",
                                                           "staff writers",
                                                           "our correspondent",
                                                           "our foreign staff",
                                                           "special",
                                                           "staff correspondent",
                                                           "web desk",
                                                           "news desk",
                                                           "newsroom",
                                                           "correspondents",
                                                           "our correspondents"});

// Small words inside names and bylines: "Ursula von der Leyen", "Le Monde with AFP".
constexpr auto joining_words = std::to_array<std::string_view>(
    {"and", "&",  "with", "of", "the", "for", "de", "van", "von", "der", "den", "da",  "di",
     "al",  "el", "bin",  "in", "at",  "du",  "la", "le",  "y",   "e",   "dos", "del", "ibn"});

constexpr auto boilerplate_starts = std::to_array<std::string_view>({"read more",
                                                                     "read also",
                                                                     "also read",
                                                                     "see also",
                                                                     "read next",
                                                                     "read the full",
                                                                     "more on this",
                                                                     "more on:",
                                                                     "more from",
                                                                     "related:",
                                                                     "related articles",
                                                                     "related stories",
                                                                     "related topics",
                                                                     "related content",
                                                                     "recommended",
                                                                     "subscribe to",
                                                                     "subscribe now",
                                                                     "subscribe for",
                                                                     "subscribe here",
                                                                     "sign up for",
                                                                     "sign up to",
                                                                     "sign up here",
                                                                     "follow us",
                                                                     "follow the",
                                                                     "share this",
                                                                     "share on",
                                                                     "share via",
                                                                     "click here",
                                                                     "continue reading",
                                                                     "story continues",
                                                                     "article continues",
                                                                     "advertisement",
                                                                     "skip to ",
                                                                     "this article was originally",
                                                                     "this story was originally",
                                                                     "this article first appeared",
                                                                     "this material may not",
                                                                     "the material on this",
                                                                     "not for reproduction",
                                                                     "listen to this",
                                                                     "most read",
                                                                     "most popular",
                                                                     "editor's picks",
                                                                     "terms of use",
                                                                     "privacy policy",
                                                                     "cookie policy",
                                                                     "we use cookies",
                                                                     "accept cookies",
                                                                     "download our app",
                                                                     "download the app",
                                                                     "get our ",
                                                                     "join our ",
                                                                     "join us on",
                                                                     "like us on",
                                                                     "leave a comment",
                                                                     "comments are",
                                                                     "view comments",
                                                                     "print this",
                                                                     "email this",
                                                                     "send to a friend",
                                                                     "back to top",
                                                                     "photo gallery",
                                                                     "watch live",
                                                                     "live updates",
                                                                     "tags:",
                                                                     "topics:",
                                                                     "keywords:",
                                                                     "filed under",
                                                                     "support independent",
                                                                     "to read this article",
                                                                     "this content is",
                                                                     "our standards:",
                                                                     "reprints",
                                                                     "report a typo",
                                                                     "we want to hear",
                                                                     "got a tip",
                                                                     "have a tip",
                                                                     "media reports.",
                                                                     "reserved to subscribers"});

constexpr auto boilerplate_words = std::to_array<std::string_view>(
    {"subscribe",  "advertisement", "share",    "tweet",       "print",      "email",     "comments", "loading",
     "loading...", "menu",          "related",  "newsletter",  "ad",         "sponsored", "cookies",  "facebook",
     "twitter",    "whatsapp",      "telegram", "copy link",   "close",      "search",    "home",     "sign in",
     "log in",     "register",      "more",     "save",        "next",       "previous",  "back",     "topics",
     "tags",       "read more",     "trending", "video",       "watch",      "listen",    "send",     "reply",
     "report",     "media reports", "all news", "latest news", "top stories"});

constexpr auto caption_starts = std::to_array<std::string_view>({"photo:",
                                                                 "photos:",
                                                                 "image:",
                                                                 "images:",
                                                                 "picture:",
                                                                 "pictured:",
                                                                 "pictured -",
                                                                 "file photo",
                                                                 "file picture",
                                                                 "file image",
                                                                 "file - ",
                                                                 "file \xE2\x80\x93 ",
                                                                 "file \xE2\x80\x94 ",
                                                                 "file: ",
                                                                 "file/",
                                                                 "caption:",
                                                                 "photograph:",
                                                                 "photo by",
                                                                 "photo credit",
                                                                 "image credit",
                                                                 "image source",
                                                                 "image caption",
                                                                 "image copyright",
                                                                 "credit:",
                                                                 "photo -",
                                                                 "photo \xE2\x80\x93",
                                                                 "photo \xE2\x80\x94",
                                                                 "media caption",
                                                                 "video:",
                                                                 "in this file photo",
                                                                 "in this photo",
                                                                 "(file photo",
                                                                 "(photo",
                                                                 "a file photo",
                                                                 "in this image",
                                                                 "handout photo",
                                                                 "illustration:",
                                                                 "graphic:",
                                                                 "map:",
                                                                 "photograph by",
                                                                 "getty images"});

// A note of these words asks the reader to do something, wherever in it they stand.
constexpr auto requests = std::to_array<std::string_view>(
    {"click here for", "click here to", "slideshow requires javascript", "enable javascript",
     "javascript is disabled", "letters to the editor", "delivered to your inbox", "delivered straight to your",
     "reading time:", "download the free app"});

// Words before the service or the address that complete the request: "Follow Jane Doe on Twitter".
constexpr auto contact_starts = std::to_array<std::string_view>(
    {"follow ", "write to ", "contact ", "email ", "e-mail ", "reach ", "find us on", "like us on", "to contact "});
constexpr auto contact_places =
    std::to_array<std::string_view>({" on twitter", " on facebook", " on instagram", " on telegram", " on linkedin",
                                     " on youtube", "@", " full coverage"});

template <std::size_t n>
bool starts_with_one_of(const std::array<std::string_view, n>& starts, std::string_view lower) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return lower.starts_with(start); });
}

// Of a short line in small letters: to subscribe, to click, to write to the author.
bool asks_for_something(std::string_view lower) {
  constexpr auto subscribing = std::to_array<std::string_view>({"sign up", "subscribe", "inbox", "delivered"});
  if (lower.find("newsletter") != std::string_view::npos && has_one_of(subscribing, lower)) {
    return true;
  }
  return has_one_of(requests, lower) ||
         (starts_with_one_of(contact_starts, lower) && has_one_of(contact_places, lower));
}

bool is_joining(std::string_view word) {
  return is_one_of(joining_words, word);
}

std::string_view without_edges(std::string_view text) {
  constexpr std::string_view edges = " \t()[]|/,;.*_-";
  text = trimmed(text);
  for (std::string_view dash = leading_dash(text); !dash.empty(); dash = leading_dash(text)) {
    text.remove_prefix(dash.size());
    text = trimmed(text);
  }
  while (!text.empty() && edges.find(text.front()) != std::string_view::npos) {
    text.remove_prefix(1);
  }
  while (!text.empty() && edges.find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  return text;
}

// Every word is a capitalised one or joins such: a name or several.
bool is_names(std::string_view text, std::size_t most_words) {
  const std::vector<std::string_view> words = split_words(text);
  if (words.empty() || words.size() > most_words) {
    return false;
  }
  std::size_t capitals = 0;
  for (const std::string_view word : words) {
    if (std::any_of(word.begin(), word.end(), is_digit)) {
      return false;
    }
    if (begins_with_capital(word)) {
      ++capitals;
    } else if (!is_joining(lower_ascii(word))) {
      return false;
    }
  }
  return capitals > 0;
}

// Parts of a byline between "|", "/", ",", " - ", " — ".
std::vector<std::string_view> parts_of(std::string_view line) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    std::size_t separator = 0;
    if (at == line.size() || line[at] == '|' || line[at] == '/' || line[at] == ',' || line[at] == ';') {
      separator = 1;
    } else if (line[at] == ' ') {
      const std::string_view dash = leading_dash(line.substr(at + 1));
      separator = dash.empty() ? 0 : dash.size() + 1;
    }
    if (separator == 0) {
      continue;
    }
    const std::string_view piece = without_edges(line.substr(begin, at - begin));
    if (!piece.empty()) {
      parts.push_back(piece);
    }
    begin = at + separator;
  }
  return parts;
}

// "Le Monde with AFP", "AP and Reuters", "Staff and agencies": names joined, at least one of them an agency.
bool is_joint_agencies(std::string_view text) {
  constexpr std::size_t most_words = 9;
  if (!is_names(text, most_words) && !contains_lower(text, "agencies")) {
    return false;
  }
  const std::string lower = lower_ascii(text);
  for (const std::string_view joint : {" with ", " and ", " & ", " for ", " in partnership with "}) {
    const std::size_t at = lower.find(joint);
    if (at == std::string::npos) {
      continue;
    }
    const std::string_view left = std::string_view(lower).substr(0, at);
    const std::string_view right = std::string_view(lower).substr(at + joint.size());
    if (is_agency(right) || is_agency(left)) {
      return split_words(text).size() <= most_words;
    }
  }
  return false;
}

// "With AFP", "With information of EFE", "From our correspondent", "Source: TASS"
std::optional<std::string_view> agency_after_lead(std::string_view line) {
  constexpr auto leads = std::to_array<std::string_view>(
      {"with information of ", "with information from ", "with ", "from ", "source: ", "source : ", "via "});
  for (const std::string_view lead : leads) {
    if (starts_with_lower(line, lead)) {
      const std::string_view rest = without_edges(line.substr(lead.size()));
      return is_agency(rest) || is_joint_agencies(rest) ? std::optional(rest) : std::nullopt;
    }
  }
  return std::nullopt;
}

bool is_desk_note(std::string_view lower) {
  constexpr auto starts = std::to_array<std::string_view>(
      {"reporting by ", "writing by ", "editing by ", "additional reporting by ", "compiled by ", "translated by ",
       "edited by ", "written by ", "report by ", "with additional reporting by ", "with reporting by "});
  return starts_with_one_of(starts, lower);
}

bool is_contribution(std::string_view lower) {
  return lower.find("contributed to this report") != std::string_view::npos ||
         lower.find("contributed reporting") != std::string_view::npos ||
         lower.find("contributed to this story") != std::string_view::npos;
}

// "by Jane Doe", "with agencies" → the names
std::string_view without_by(std::string_view text) {
  for (const std::string_view lead : {"by ", "with "}) {
    if (starts_with_lower(text, lead)) {
      return trimmed(text.substr(lead.size()));
    }
  }
  return text;
}

// "Nicosia, Wednesday 14 October 1998": at most three capitalised words, then a date line.
std::optional<Credit> credit_of_place_and_date(std::string_view line) {
  constexpr std::size_t most_words = 3;
  const std::size_t comma = line.find(',');
  if (comma == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view place = trimmed(line.substr(0, comma));
  const std::optional<std::string> date = date_line(line.substr(comma));
  if (!date || !is_names(place, most_words) || is_weekday(place) || is_agency(place)) {
    return std::nullopt;
  }
  return Credit{{}, {}, *date, std::string(place)};
}

// The agency or paper of a byline's parts, its person's name otherwise.
Credit credit_of_parts(const std::vector<std::string_view>& parts) {
  Credit credit;
  for (const std::string_view piece : parts) {
    if ((is_agency(piece) || is_joint_agencies(piece)) && credit.source.empty()) {
      credit.source = piece;
    } else if (credit.byline.empty() && !date_line(piece) && !is_weekday(piece)) {
      credit.byline = piece;
    }
  }
  if (credit.byline.empty()) {
    credit.byline = credit.source;
  }
  return credit;
}

// "By John Smith", "By JOHN SMITH and JANE DOE, Associated Press"
std::optional<Credit> credit_after_by(std::string_view line) {
  constexpr std::size_t most_words = 10;
  if (!starts_with_lower(line, "by ") || ends_as_sentence(line)) {
    return std::nullopt;
  }
  const std::string_view rest = trimmed(line.substr(3));
  const std::vector<std::string_view> words = split_words(rest);
  if (words.empty() || is_weekday(words.front()) || month_number(words.front()) != 0) {
    return std::nullopt;
  }
  const std::vector<std::string_view> parts = parts_of(rest);
  if (parts.empty() || !is_names(parts.front(), most_words)) {
    return std::nullopt;
  }
  const bool rest_is_credit = std::all_of(parts.begin() + 1, parts.end(), [](std::string_view piece) {
    return is_names(piece, most_words) || date_line(piece) || contains_lower(piece, "correspondent") ||
           contains_lower(piece, "editor") || contains_lower(piece, " staff") || contains_lower(piece, "writer") ||
           contains_lower(piece, "reporter") || split_words(piece).size() == 1;
  });
  return rest_is_credit ? std::optional(credit_of_parts(parts)) : std::nullopt;
}

// "Reuters", "Jane Doe / AFP", "Khartoum / Special", "BBC News, 7 March 2023"
std::optional<Credit> credit_with_agency(std::string_view line) {
  constexpr std::size_t most_words = 6;
  if (is_joint_agencies(line)) {
    const std::string names(without_by(line));
    return Credit{names, names, {}, {}};
  }
  std::vector<std::string_view> parts = parts_of(line);
  std::transform(parts.begin(), parts.end(), parts.begin(), without_by);
  constexpr std::size_t most_parts = 4;
  if (parts.empty() || parts.size() > most_parts) {
    return std::nullopt;
  }
  const bool agency = std::any_of(parts.begin(), parts.end(), [](std::string_view piece) {
    return is_agency(piece) || is_joint_agencies(piece);
  });
  const bool rest_is_credit = std::all_of(parts.begin(), parts.end(), [](std::string_view piece) {
    return is_agency(piece) || is_names(piece, most_words) || date_line(piece) || split_words(piece).size() == 1;
  });
  return agency && rest_is_credit ? std::optional(credit_of_parts(parts)) : std::nullopt;
}

bool holds_post_link(std::string_view line) {
  return line.find("//t.co/") != std::string_view::npos || line.find("pic.twitter.com/") != std::string_view::npos ||
         line.find("pic.x.com/") != std::string_view::npos;
}

}  // namespace

bool is_agency(std::string_view name) {
  std::string lower = lower_ascii(without_edges(name));
  if (lower.starts_with("the ") && is_one_of(agencies, std::string_view(lower).substr(4))) {
    return true;
  }
  for (const std::string_view ending : {" staff", " news agency"}) {
    if (lower.ends_with(ending) && lower.size() > ending.size()) {
      lower.resize(lower.size() - ending.size());
    }
  }
  return is_one_of(agencies, std::string_view(lower));
}

std::optional<Credit> read_credit(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || line.size() > longest_credit) {
    return std::nullopt;
  }
  if (const auto date = date_line(line)) {
    return Credit{{}, {}, *date, {}};
  }
  if (auto placed = credit_of_place_and_date(line)) {
    return placed;
  }
  const std::string_view bare = without_edges(line);
  const std::string lower = lower_ascii(bare);
  if (is_desk_note(lower) || is_contribution(lower)) {
    return Credit{};
  }
  std::optional<Credit> credit = credit_after_by(bare);
  if (!credit) {
    if (const auto agency = agency_after_lead(bare)) {
      credit = Credit{std::string(bare), std::string(*agency), {}, {}};
    }
  }
  if (!credit) {
    credit = credit_with_agency(bare);
  }
  if (credit) {
    credit->date = written_date(line).value_or("");
  }
  return credit;
}

bool is_reporter_in_place(std::string_view line) {
  const std::vector<std::string_view> words = split_words(trimmed(line));
  constexpr std::size_t most_words = 12;
  if (words.size() < 4 || words.size() > most_words || ends_as_sentence(line)) {
    return false;
  }
  const auto place = std::find(words.begin(), words.end(), "in");
  const auto names = place - words.begin();
  if (names < 2 || names > 3 || place + 1 == words.end()) {
    return false;
  }
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return word == "in" || word == "and" || begins_with_capital(word);
  });
}

bool is_boilerplate(std::string_view line) {
  line = trimmed(line);
  if (line.size() > longest_boilerplate * 3) {
    return false;
  }
  const std::string lower = lower_ascii(line);
  if (lower.find("all rights reserved") != std::string::npos || lower.starts_with("\xC2\xA9")) {
    return true;
  }
  if (lower.starts_with("copyright")) {
    const std::string_view rest = trimmed(std::string_view(lower).substr(9));
    return rest.empty() || is_digit(rest.front()) || rest.starts_with("\xC2\xA9") || rest.starts_with("(c)") ||
           rest.starts_with(":");
  }
  if (line.size() > longest_boilerplate) {
    return false;
  }
  const bool is_short_code = line.front() == '[' && line.find("[/") != std::string_view::npos;  // [button]…[/button]
  if (is_short_code || asks_for_something(lower)) {
    return true;
  }
  constexpr std::size_t longest_slash_note = 40;
  if (line.front() == '/' && line.size() <= longest_slash_note) {
    return true;
  }
  std::string_view bare = lower;
  while (!bare.empty() && (bare.back() == '.' || bare.back() == ':' || bare.back() == '!')) {
    bare.remove_suffix(1);
  }
  return is_one_of(boilerplate_words, bare) || is_one_of(boilerplate_words, std::string_view(lower)) ||
         starts_with_one_of(boilerplate_starts, lower);
}

bool is_caption(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || line.size() > longest_caption) {
    return false;
  }
  const std::string lower = lower_ascii(line);
  if (starts_with_one_of(caption_starts, lower)) {
    return true;
  }
  if (lower.find("(ap photo") != std::string::npos || lower.find("(photo by ") != std::string::npos ||
      lower.find("/getty images") != std::string::npos || lower.find("via getty images") != std::string::npos) {
    return true;
  }
  // "In this Dec. 12, 2006, file photo, …"
  constexpr std::size_t opening = 60;
  if (lower.starts_with("in this ") && lower.substr(0, opening).find(" photo") != std::string::npos) {
    return true;
  }
  const std::size_t credit = line.rfind("REUTERS/");
  if (credit != std::string_view::npos && is_names(line.substr(credit + 8), 3)) {
    return true;
  }
  // "(Jane Doe/Associated Press)"
  const std::size_t slash = line.find('/');
  return line.front() == '(' && line.back() == ')' && slash != std::string_view::npos &&
         is_agency(line.substr(slash + 1)) && is_names(line.substr(1, slash - 1), 4);
}

bool is_post(std::string_view line) {
  line = trimmed(line);
  if (line.size() > longest_post) {
    return false;
  }
  if (holds_post_link(line)) {
    return true;
  }
  const std::size_t colon = line.find(':');
  return line.starts_with('@') && colon != std::string_view::npos && colon > 1 &&
         line.substr(0, colon).find(' ') == std::string_view::npos;
}

bool is_post_signature(std::string_view line) {
  line = trimmed(line);
  constexpr std::size_t longest_signature = 160;
  const std::string_view dash = leading_dash(line);
  if (dash.empty() || line.size() > longest_signature) {
    return false;
  }
  const std::size_t handle = line.find("(@");
  const std::size_t end = line.find(')', handle == std::string_view::npos ? 0 : handle);
  if (handle == std::string_view::npos || end == std::string_view::npos) {
    return false;
  }
  const std::string_view rest = trimmed(line.substr(end + 1));
  return rest.empty() || date_line(rest).has_value();
}

std::optional<SentenceKind> kind_of_line(std::string_view line) {
  if (is_post_signature(line) || is_post(line)) {
    return SentenceKind::post;
  }
  if (is_boilerplate(line) || is_wire_mark(line)) {
    return SentenceKind::boilerplate;
  }
  if (is_caption(line)) {
    return SentenceKind::caption;
  }
  return read_credit(line) ? std::optional(SentenceKind::byline) : std::nullopt;
}

bool looks_like_heading(std::string_view line) {
  line = trimmed(line);
  constexpr std::size_t most_words = 13;
  if (count_code_points(line) > longest_heading || !has_letter(line) || begins_with_small(line)) {
    return false;
  }
  const std::size_t words = split_words(line).size();
  if (words > most_words) {
    return false;
  }
  const std::string_view mark = last_mark(line);
  if (mark == "?") {
    return words >= 2 && line.find('.') == std::string_view::npos && mark.data() + 1 == line.data() + line.size();
  }
  const bool open_ended = mark == ":" || mark == "," || mark == ";" || mark == "-";
  return !ends_as_sentence(line) && !open_ended;
}

bool looks_like_title(std::string_view line) {
  line = trimmed(line);
  if (count_code_points(line) > longest_title || !has_letter(line)) {
    return false;
  }
  const std::string_view mark = last_mark(line);
  if (mark == ":" || mark == ",") {
    return false;
  }
  if (mark != ".") {
    return true;
  }
  if (line.ends_with("...") || line.ends_with("U.S.") || line.ends_with("U.N.") || line.ends_with("U.K.")) {
    return true;
  }
  // A title with a full stop only where its words are set with capitals.
  std::size_t long_words = 0;
  std::size_t capitals = 0;
  constexpr std::size_t least_length = 5;
  for (const std::string_view word : split_words(line)) {
    if (word.size() >= least_length && has_letter(word)) {
      ++long_words;
      capitals += begins_with_capital(word) ? 1U : 0U;
    }
  }
  return long_words >= 3 && capitals * 10 >= long_words * 9;
}

}  // namespace detente::ingest
