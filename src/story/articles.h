// The articles within the window: which are copies of each other, and which are on one topic.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "knowledge/knowledge.h"
#include "story/bytes.h"
#include "story/sketch.h"
#include "story/story.h"
#include "story/words.h"

namespace detente::story {

using ArticleNumber = std::uint32_t;  // in order of arrival; never used twice

class Articles {
 public:
  explicit Articles(std::uint32_t window_days) : window_days_(window_days) {}

  struct Entry {
    std::string id;
    std::string title;
    std::string source;
    std::string topic;
    std::string copy_of;
    std::string published;
    knowledge::Day day = 0;
    std::vector<WordId> distinct;  // sorted
    std::vector<WordId> order;     // content words as they first come
    std::vector<WordId> numbers;   // sorted
    WordVector vector;
    Sketch sketch;
  };

  struct Arrival {
    ArticleNumber number = 0;
    ArticlePlace place;
    Document document;
    std::vector<Occurrence> words;  // of the document
  };

  // The article must not be there yet.
  Arrival add(const Article& article);
  // Which articles lie before the window.
  [[nodiscard]] std::vector<ArticleNumber> leave_behind() const;
  void remove(ArticleNumber number);

  [[nodiscard]] std::optional<ArticleNumber> find(std::string_view id) const;
  [[nodiscard]] const Entry& at(ArticleNumber number) const { return entries_.at(number); }
  [[nodiscard]] const std::map<ArticleNumber, Entry>& entries() const { return entries_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] std::vector<story::Topic> topics() const;
  // Two articles have vectors with this cosine.
  [[nodiscard]] double cosine_of(ArticleNumber left, ArticleNumber right) const;

  void write(ByteWriter& out) const;
  void read(ByteReader& in);

 private:
  struct Group {
    std::vector<ArticleNumber> members;  // in order of arrival
    double square = 0;                   // of the length of the sum of their vectors
    knowledge::Day first = 0, last = 0;
  };
  struct Posting {
    ArticleNumber article = 0;
    float weight = 0;
  };
  struct Likeness {
    std::string topic;
    double cosine = 0;
    double score = 0;
  };
  struct Copied {
    ArticleNumber number = 0;
    Part why;
  };
  using Products = std::map<ArticleNumber, double>;  // of vectors, with every article that has a word in common

  Entry read_in(const Article& article, std::vector<Occurrence>& words);
  void weigh(Entry& entry, const std::vector<Occurrence>& words, const std::vector<Occurrence>& title) const;
  [[nodiscard]] Products products_with(const WordVector& vector) const;
  [[nodiscard]] std::optional<Copied> copied_from(const Entry& entry, const Products& products) const;
  [[nodiscard]] bool is_of_one_text(const Entry& entry, const Entry& other) const;
  static double lateness(const Entry& entry, const Group& topic);
  static double days_between(const Entry& entry, const Group& topic);
  [[nodiscard]] std::string shared_words(const Entry& entry, const std::string& topic) const;
  [[nodiscard]] std::vector<std::string> words_of(const Group& group, std::size_t most) const;
  [[nodiscard]] std::string told(WordVector words, std::size_t most) const;
  [[nodiscard]] std::vector<Part> parts_of(const Entry& entry, const std::string& topic, double cosine) const;
  [[nodiscard]] std::vector<Likeness> topics_like(const Entry& entry, const Products& products) const;
  [[nodiscard]] double cosine_of_middles(const Group& left, const Group& right) const;
  bool join_if_one(const std::string& left, const std::string& right);
  void join(Group& topic, ArticleNumber number, const Entry& entry);
  void index(ArticleNumber number, const Entry& entry);
  [[nodiscard]] std::string unused_topic(const std::string& article) const;
  void leave_topic(ArticleNumber number, const Entry& entry);

  static void write(const Entry& entry, ByteWriter& out);
  [[nodiscard]] Entry read_entry(ByteReader& in) const;

  std::uint32_t window_days_;
  ArticleNumber next_ = 0;
  std::optional<knowledge::Day> newest_;
  Vocabulary vocabulary_;
  std::map<ArticleNumber, Entry> entries_;
  std::unordered_map<std::string, ArticleNumber> numbers_;
  std::multimap<knowledge::Day, ArticleNumber> by_day_;
  std::map<std::string, Group, std::less<>> topics_;
  std::unordered_map<WordId, std::vector<Posting>> by_word_;
  std::unordered_map<std::uint64_t, std::vector<ArticleNumber>> by_hash_;
};

// 16 hexadecimal digits for this id; other ones for each `again`.
std::string name_for(std::string_view founding, unsigned again);

}  // namespace detente::story
