// Who is meant: mentions → entities, by the tables' names at the article's date, by offices and their holders, by the
// article's other mentions, and by pronoun.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "detente/resolved.h"
#include "knowledge/knowledge.h"

namespace detente::resolve {

// Reads a document's mentions from front to back once, when it is made; each may look back at those before it and at
// the counts of the whole article. Serves one document and one thread.
class ActorResolver {
 public:
  // `found` has the article's places and times: a name inside a longer place ("Indian" Ocean) or a time ("May") is no
  // actor.
  ActorResolver(const Document& document, const Analysis& analysis, const Resolved& found,
                const knowledge::Knowledge& knowledge);

  // The entities of a mention of the analysis (several for "the French and Russian presidents"); none where nobody
  // can be meant, or where the analysis has no such mention.
  [[nodiscard]] const std::vector<Entity>& entities(TokenSpan mention) const;

  // Whether a mention of the analysis names a person.
  [[nodiscard]] bool is_person(TokenSpan mention) const;

  // Every person, body and country that was met, by first mention.
  [[nodiscard]] std::vector<ActorChain> chains() const;

 private:
  // What kind of being an entity is, for the pronouns that may stand for it.
  enum class Being : std::uint8_t { person, people, body, country };

  struct Met {
    Entity entity;
    Being being = Being::body;
    char gender = 0;
    std::string role;  // of the office it was named by
    std::uint32_t sentence = 0;
    std::uint32_t token = 0;
    bool quoted = false;      // named inside a quotation
    std::string first_name;   // folded; people only
    std::string last_name;    // folded; people only
    std::string family_name;  // the first word instead, where family names stand first
  };

  // A name of the tables inside a mention, with the candidate chosen for it.
  struct Name {
    TokenSpan tokens;
    knowledge::Candidate candidate;
  };

  // A mention taken apart. `head_end` is the first token behind the head noun phrase: a preposition, comma or
  // relative pronoun.
  struct Parts {
    TokenSpan tokens;  // the mention's
    TokenSpan wide;    // with the names that it cuts or that stand right in front: "North Korean" counterpart
    MentionKind kind = MentionKind::actor;
    std::uint32_t head_end = 0;
    std::vector<Name> nations;  // countries by name, adjective, demonym, capital or seat
    std::vector<Name> people;
    std::vector<Name> bodies;  // organisations and armed groups
    std::vector<Name> roles;
    std::vector<Name> titles;
    TokenSpan proper;             // capitalised words at the head's end that no table knows: a name
    SectorId sector = no_sector;  // the model's guess
  };

  void count_countries();
  [[nodiscard]] std::vector<Entity> resolve(const Mention& mention);
  [[nodiscard]] Parts take_apart(const Mention& mention) const;
  // The first token behind the head noun phrase that lies in no name ("Republic of Korea" is one head).
  [[nodiscard]] std::uint32_t head_end(TokenSpan mention) const;
  [[nodiscard]] std::optional<knowledge::Candidate> choose(const knowledge::NameMatch& match) const;
  // A family name that stands beside another capitalised word is part of a longer name: "Hiba Osman".
  [[nodiscard]] bool is_part_of_name(TokenSpan name, TokenSpan mention) const;
  // The person met before whose name ends so.
  [[nodiscard]] const Met* met_by_last_name(std::string_view folded_word) const;
  [[nodiscard]] double plausibility(const knowledge::Candidate& candidate) const;

  [[nodiscard]] std::vector<Entity> by_pronoun(const Mention& mention);
  // Whoever utters the words of this token, when they are direct speech.
  [[nodiscard]] const Entity* speaker_at(std::uint32_t token);
  // "US-backed", "anti-Syrian": the country is not who is meant.
  [[nodiscard]] bool is_bound(TokenSpan nation) const;
  [[nodiscard]] TokenSpan widened(TokenSpan mention) const;
  [[nodiscard]] bool is_quoted(std::uint32_t token) const;
  // Whether an unknown name is most likely a person's: of two words and more, or with a title.
  [[nodiscard]] bool is_like_person(const Parts& parts) const;
  // The name that a title goes with, right behind it or behind a comma: "the minister, Rasa Petruliene"; empty when
  // there is none.
  [[nodiscard]] TokenSpan name_behind(const Parts& parts) const;
  [[nodiscard]] std::optional<Entity> by_name_behind(const Parts& parts, std::string_view code, const Name* role);
  [[nodiscard]] std::optional<Entity> by_person(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_nations(const Parts& parts);
  [[nodiscard]] Entity by_nation(const Parts& parts, const Name& nation, const Name* role);
  // "the former French president": none of today's.
  [[nodiscard]] bool is_former(TokenSpan mention) const;
  [[nodiscard]] std::vector<Entity> by_body(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_role(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_proper_name(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_description(const Parts& parts);

  [[nodiscard]] Entity person_entity(TokenSpan tokens, const knowledge::Referent& person, Via via) const;
  [[nodiscard]] std::optional<Entity> holder(TokenSpan tokens, std::string_view code, std::string_view role) const;
  [[nodiscard]] std::vector<Entity> last_two(TokenSpan tokens, std::string_view noun) const;
  [[nodiscard]] const Name* head_role(const Parts& parts) const;
  [[nodiscard]] std::string code_of(const knowledge::Referent& nation) const;
  // The country of words that name none: of what follows "of" or "for", of the same words before, of the article.
  [[nodiscard]] std::string country_near(TokenSpan tokens) const;
  [[nodiscard]] TokenSpan proper_name(const Parts& parts) const;
  // Country and sector from a title in front of a name or an apposition behind it; leaves what is already known.
  void read_beside(const Parts& parts, Entity& entity) const;
  [[nodiscard]] std::string model_sector(SectorId sector) const;

  void remember(const Entity& entity, Being being, char gender, std::string_view role, TokenSpan tokens);
  // The first mention that fits in the latest sentence that has one, looking back at most `reach` sentences.
  [[nodiscard]] const Met* antecedent(std::uint32_t token, std::uint32_t reach,
                                      const std::function<bool(const Met&)>& fits) const;
  [[nodiscard]] std::uint32_t sentence_of(std::uint32_t token) const;
  [[nodiscard]] std::string lower(std::uint32_t token) const;

  const Document& document_;
  const Analysis& analysis_;
  const knowledge::Knowledge& knowledge_;
  knowledge::Day day_ = 0;  // of publication
  bool dated_ = false;
  std::vector<std::uint32_t> sentences_;                  // of each token
  std::vector<std::vector<knowledge::NameMatch>> names_;  // of each sentence
  std::map<std::string, int, std::less<>> counts_;        // mentions of each country
  std::string main_country_;
  std::vector<Met> met_;
  std::map<std::uint32_t, std::vector<Entity>> resolved_;  // by the mention's first token
};

}  // namespace detente::resolve
