// Which country is meant by words that name none: "the police", "demonstrators", "its officials".
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "detente/resolved.h"

namespace detente::resolve {

// Weighs the codes that an article names, and UNK, by where and how often it names them. Serves one article.
class Nationality {
 public:
  // Words of the article that name a country or a body.
  struct Named {
    std::uint32_t sentence = 0;
    TokenSpan tokens;
    std::string code;
  };

  // An actor that was resolved before.
  struct Earlier {
    std::uint32_t token = 0;
    std::string noun;  // the head of its words, in lower case
    std::string code;
    std::string sector;
  };

  struct Question {
    std::uint32_t sentence = 0;
    TokenSpan tokens;
    std::string noun;                   // the head, in lower case
    std::string sector;                 // empty or UNK: not known
    std::string behind;                 // the code in "officials in Chad", or empty
    std::string owner;                  // the code of "its" in "its officials", or empty
    std::vector<std::string> opposite;  // codes of those whom the words act on or who act on them
    bool definite = false;              // "the", "these" …
    bool vague = false;                 // "some", "other", "an" …
    bool foreign = false;               // "international", "Western" …
    bool plural = false;
  };

  struct Answer {
    std::string code;
    std::string_view reason;  // for the evidence
  };

  // `named` is in text order, no two overlap; `headline` has the codes named in the title.
  Nationality(const Document& document, const std::vector<Location>& places, std::vector<Named> named,
              const std::vector<std::string>& headline);

  void note(Earlier earlier);

  // `barred` is a code that can't be meant ("Iraq's neighbours"), or empty.
  [[nodiscard]] Answer of(const Question& question, std::string_view barred = {}) const;

  // The share of the article's names.
  [[nodiscard]] double share_of(std::string_view code) const;

  // The codes named in these tokens.
  [[nodiscard]] std::vector<std::string> codes_in(TokenSpan tokens) const;

 private:
  // What speaks for a code, or against it.
  enum Clue : std::uint8_t {
    share,                 // of the article's names
    named_before,          // in the sentence, before the words
    named_after,           // in the sentence, behind them
    in_previous,           // in the sentence before
    place_here,            // a place of the sentence lies there
    place_share,           // of the article's places
    civilian_place,        // the same, where the words name civilians
    police_place,          // the same, where they name police or soldiers
    behind_of,             // "officials in Chad"
    same_noun,             // the same noun was this country's before
    same_noun_definite,    // the same, and the words are definite: "the police"
    sector_share,          // of the earlier actors of this sector
    actor_share,           // of the earlier actors
    is_owner,              // "its officials"
    is_opposite,           // acts on the words, or is acted on
    is_international,      // UNO, EUR, IGO, NGO, MNC, IMG
    international_others,  // the same, and the words name neither officials nor fighters
    international_rebels,  // IMG, and the words name fighters
    jihad,                 // IMG, and the words are "jihadists"
    society,               // NGO, and the words name activists or charities
    unknown,               // UNK
    unknown_bare,          // UNK, and the words have neither article nor owner
    unknown_vague,         // UNK, and the words say "some", "other"
    unknown_states,        // UNK, and the words name several governments
    unknown_officials,     // UNK, and the words name several officials
    unknown_press,         // UNK, and the words name journalists or companies
    unknown_civilians,     // UNK, and the words name civilians or refugees
    unknown_sector,        // UNK, and the sector is not known
    unknown_foreign,       // UNK, and the words say "foreign"
    clue_count,
  };
  using Clues = std::array<double, clue_count>;

  struct Weight {
    double weight = 0;
    std::string_view reason;
  };
  static const std::array<Weight, clue_count> weights;

  using Counts = std::map<std::string, double, std::less<>>;

  // Actors noted so far: how many, and how many of each code.
  struct Tally {
    double all = 0;
    Counts by_code;
  };

  // What was noted of the text before a question's words, put together once for all codes.
  struct Before {
    const Tally* sector = nullptr;       // null: nobody of the question's sector was noted
    const Earlier* same_noun = nullptr;  // the last one noted with the question's noun, or null
    std::vector<const Earlier*> behind;  // noted, but at or behind the words: not to be counted
  };

  [[nodiscard]] std::vector<std::string_view> candidates(std::uint32_t sentence) const;
  [[nodiscard]] Before before(const Question& question) const;
  [[nodiscard]] Clues clues_for(const Question& question, const Before& before, std::string_view code) const;
  void read_names(const Question& question, std::string_view code, Clues& clues) const;
  void read_places(const Question& question, std::string_view code, Clues& clues) const;
  void read_earlier(const Question& question, const Before& before, std::string_view code, Clues& clues) const;
  static void read_international(const Question& question, std::string_view code, Clues& clues);
  static void read_unknown(const Question& question, Clues& clues);

  // The code that the article's words give a place ("Santiago" for Chile), else the gazetteer's.
  [[nodiscard]] std::string code_of(const Document& document, const Location& place) const;

  std::vector<Named> named_;  // in text order, without overlaps
  Counts counts_;             // of each code's names
  double count_ = 0;
  std::map<std::uint32_t, std::vector<std::string>> places_;  // codes of each sentence's places
  Counts place_counts_;
  double place_count_ = 0;
  std::deque<Earlier> earlier_;  // as noted; references stay
  Tally actors_;
  std::map<std::string, Tally, std::less<>> sectors_;
  std::vector<std::string> earlier_codes_;  // each once, as they came
  std::map<std::string, std::vector<const Earlier*>, std::less<>> nouns_;
  std::multimap<std::uint32_t, const Earlier*> by_token_;
};

}  // namespace detente::resolve
