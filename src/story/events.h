// The events within the window and the stories they make.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "story/articles.h"
#include "story/likeness.h"

namespace detente::story {

using TellingNumber = std::uint64_t;  // in order of arrival; never used twice

class Events {
 public:
  explicit Events(const Articles& articles) : articles_(articles) {}

  // One of the record's events, once its article has been added.
  EventPlace add(const Event& event, const Record& record, const Articles::Arrival& arrival);
  void remove_article(ArticleNumber article);

  bool split(std::string_view event);
  void keep_apart(std::string_view first, std::string_view second);

  [[nodiscard]] std::vector<Story> stories() const;
  [[nodiscard]] std::optional<Story> story(std::string_view id) const;

  void write(ByteWriter& out) const;
  void read(ByteReader& in);

 private:
  struct Likeness {
    std::string story;
    std::vector<Part> parts;
    double score = 0;
  };
  using Members = std::vector<TellingNumber>;  // in order of arrival

  Telling telling_of(const Event& event, const Record& record, const Articles::Arrival& arrival) const;
  [[nodiscard]] WordVector words_of(const Event& event, const Articles::Arrival& arrival) const;
  [[nodiscard]] std::set<std::string> candidates(const Telling& telling) const;
  [[nodiscard]] Likeness likeness(const Telling& telling, const std::string& story, const Members& members) const;
  static Members heard_of(const Members& members);
  [[nodiscard]] bool must_stay_out(const std::string& event, const Members& members) const;
  [[nodiscard]] std::string unused_name(const std::string& event) const;
  void put(TellingNumber number, Telling telling);
  void file(TellingNumber number, const Telling& telling);
  void take_out(TellingNumber number);
  void forbid(const std::string& first, const std::string& second);
  void check(const std::string& story) const;
  [[nodiscard]] std::vector<Spread> spreads_of(const Members& members) const;
  [[nodiscard]] Story told(const std::string& id, const Members& members) const;

  const Articles& articles_;
  TellingNumber next_ = 0;
  std::map<TellingNumber, Telling> tellings_;
  std::unordered_map<std::string, TellingNumber> numbers_;
  std::map<ArticleNumber, Members> by_article_;
  std::map<std::string, Members, std::less<>> stories_;
  std::unordered_map<std::uint64_t, std::set<TellingNumber>> by_key_;  // what candidates() looks up
  std::set<std::pair<std::string, std::string>> apart_;                // the smaller id first
};

}  // namespace detente::story
