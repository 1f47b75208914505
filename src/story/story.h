// The room where many reports become one story: articles that are copies of each other, articles on one topic, and
// events that tell of the same thing that happened. What is compared and how it is weighed: docs/stories.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/article.h"
#include "detente/record.h"
#include "detente/result.h"

namespace detente::story {

// One thing that was compared, and what it adds to a score. The parts of a score add up to it.
struct Part {
  std::string name;    // "words", "time", "actor" …
  double value = 0;    // what it adds
  std::string detail;  // for a person: what was the same or not
};

double sum_of(const std::vector<Part>& parts);

struct Options {
  // How many days an article, its events and all that was learned from it are kept, counted back from the newest
  // date seen; 0: for ever. Memory grows with the articles of that time. An article without a date counts as one of
  // the newest date seen.
  std::uint32_t window_days = 30;
};

// Where an article was put.
struct ArticlePlace {
  std::string article;
  std::string topic;    // id of the group of articles about the same happening
  std::string copy_of;  // the article that this is a copy of, itself no copy; empty: words of its own
  bool founds = false;  // no earlier topic was alike enough
  // The score of the likest topic, its sum not below 0 when the article was put there; empty when there was none.
  std::vector<Part> why;
  std::vector<std::string> absorbed;  // topics that it showed to be this one; their ids are gone
};

// Where an event was put.
struct EventPlace {
  std::string event;
  std::string story;
  bool founds = false;    // no earlier story was alike enough
  std::string likest;     // the story that `why` compares with; may be another one than `story` when it founds one
  std::vector<Part> why;  // as above
};

struct Placement {
  ArticlePlace article;
  std::vector<EventPlace> events;  // one for each event of the record, in its order
};

// One event of one article, as a story needs it.
struct Report {
  std::string event;  // Event::id
  std::string type;   // Event::event
  std::string article;
  std::string source;   // Article::source; empty when not known
  std::string copy_of;  // as ArticlePlace::copy_of
  std::string published;
  std::string date;
  std::string enddate;
  Status status = Status::asserted;
  std::vector<std::string> attributed_to;  // canonical names, else the words of the text
  std::string text;                        // the clause
};

// What is told of one kind of number. "At least 12", later "17": low 12, high 17, latest 17.
struct Spread {
  QuantityKind kind = QuantityKind::other;
  double low = 0;
  double high = 0;
  double latest = 0;           // of the report published last
  bool low_is_bound = false;   // the low one was "at least"
  bool high_is_bound = false;  // the high one was "up to"
  std::size_t reports = 0;
};

// One thing that happened, as many reports tell it. All lists are in the order in which the reports were added.
struct Story {
  std::string id;
  std::string topic;  // of its first report's article
  std::string type;   // the PLOVER type most of its reports have, the earlier one of two
  std::vector<Report> reports;
  std::size_t independent_sources = 0;  // groups of copies; two texts of one publisher count once
  std::vector<Spread> numbers;
  std::vector<std::string> asserted_by;  // whoever is cited for it, the publisher where the article says it itself
  std::vector<std::string> denied_by;    // whoever is cited where its status is `negated`
  std::string first_date;                // the earliest and latest day on which reports have it happen
  std::string last_date;
};

struct TopicArticle {
  std::string article;
  std::string title;
  std::string source;
  std::string published;
  std::string copy_of;
};

// Articles about the same happening, in the order in which they were added.
struct Topic {
  std::string id;
  std::vector<std::string> words;  // at most ten stems that tell it from others, the weightiest first
  std::vector<TopicArticle> articles;
  std::size_t independent_sources = 0;  // as in Story
};

// Articles and events as they arrive. Not thread-safe; the result depends on nothing but what was added, and in which
// order: an article or event is compared with what is there, and founds a group of its own when nothing is alike
// enough. Sort what lies before you by date and id; then files in any order give the same stories.
//
// Ids are 16 hexadecimal digits made from the id of the founding article or event, so that what grows keeps its name.
class Stories {
 public:
  explicit Stories(const Options& options = {});
  Stories(Stories&&) noexcept;
  Stories& operator=(Stories&&) noexcept;
  ~Stories();

  // An article without its events: copies and topics only. An id that is there already is replaced, events and all.
  ArticlePlace add(const Article& article);
  // An article with its events.
  Placement add(const Record& record);

  // Takes an event out of its story into one of its own, and keeps it apart from what stays there. False when there
  // is no such event or it is alone.
  bool split(std::string_view event);
  // These two are never put together again, by whatever id they come. Takes `second` out if they are together now.
  void keep_apart(std::string_view first, std::string_view second);

  // What is within the window, in the order of their first reports and articles.
  [[nodiscard]] std::vector<Story> stories() const;
  [[nodiscard]] std::optional<Story> story(std::string_view id) const;
  [[nodiscard]] std::vector<Topic> topics() const;

  // All that is known, for load(): magic, version, size, checksum, then the state.
  [[nodiscard]] std::string bytes() const;
  // Goes on exactly where bytes() was taken. Error corrupt_data for anything else.
  static Result<Stories> load(std::string_view bytes);

 private:
  class State;
  explicit Stories(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace detente::story
