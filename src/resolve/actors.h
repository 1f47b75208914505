// Who is meant: mentions → entities, by the tables' names at the article's date, by offices and their holders, by the
// article's other mentions, and by pronoun.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "detente/resolved.h"
#include "knowledge/knowledge.h"
#include "resolve/nationality.h"

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
  // How many sentences back a pronoun may look.
  static constexpr std::uint32_t pronoun_reach = 3;

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
    bool named = false;       // a description whose name was given later
    std::string noun;         // the head of its words, in lower case
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

  // The article, pronoun or number that determines a mention: its first word, or the one in front of it.
  [[nodiscard]] std::uint32_t determiner(TokenSpan mention) const;
  void count_countries();
  // Resolves a mention when it is first asked for; while it is being resolved, it is nobody.
  const std::vector<Entity>& resolve_once(const Mention& mention);
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
  // Whom a pronoun of the third person stands for.
  [[nodiscard]] const Met* stands_for(std::string_view pronoun, std::uint32_t token) const;
  // Whoever utters the words of this token, when they are direct speech.
  [[nodiscard]] const Entity* speaker_at(std::uint32_t token);
  // "US-backed", "anti-Syrian": the country is not who is meant.
  [[nodiscard]] bool is_bound(TokenSpan nation) const;
  // "countries with influence on North Korea", "the war against Iraq": the country is not who is meant.
  [[nodiscard]] bool is_aimed_at(TokenSpan nation, const Parts& parts) const;
  [[nodiscard]] TokenSpan widened(TokenSpan mention) const;
  [[nodiscard]] bool is_quoted(std::uint32_t token) const;
  // Whether an unknown name is most likely a person's: of two words and more, or with a title.
  [[nodiscard]] bool is_like_person(const Parts& parts) const;
  // The name that a title goes with, right behind it or behind a comma: "the minister, Rasa Petruliene"; empty when
  // there is none.
  [[nodiscard]] TokenSpan name_behind(const Parts& parts) const;
  [[nodiscard]] std::optional<Entity> spelt_otherwise(TokenSpan name, std::string_view code) const;
  [[nodiscard]] std::optional<Entity> by_name_behind(const Parts& parts, std::string_view code, const Name* role);
  [[nodiscard]] std::optional<Entity> by_person(const Parts& parts);
  [[nodiscard]] Entity by_title(const Parts& parts);
  // The country that the head noun phrase names last: "Iran's arch-enemy Israel".
  [[nodiscard]] const Name* head_nation(const Parts& parts) const;
  [[nodiscard]] bool is_led_coalition(const Name& nation, const Name& role) const;
  void take_told_sector(const Parts& parts, const Name& person, Entity& entity);
  [[nodiscard]] std::vector<Entity> by_nations(const Parts& parts);
  [[nodiscard]] Entity by_nation(const Parts& parts, const Name& nation, const Name* role);
  [[nodiscard]] Entity by_national_role(const Parts& parts, const Name& nation, const Name* role, Entity entity);
  [[nodiscard]] std::string role_sector(const Parts& parts, const Name& role) const;
  // "the former French president": none of today's.
  [[nodiscard]] bool is_former(TokenSpan mention) const;
  [[nodiscard]] bool is_plural(std::uint32_t token) const;
  [[nodiscard]] bool is_member_of_body(const Parts& parts, const Name& body) const;
  [[nodiscard]] bool is_kin_of_body(const Parts& parts) const;
  [[nodiscard]] std::vector<Entity> by_body(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_role(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_proper_name(const Parts& parts);
  [[nodiscard]] std::vector<Entity> by_description(const Parts& parts);

  [[nodiscard]] Entity person_entity(TokenSpan tokens, const knowledge::Referent& person, Via via) const;
  [[nodiscard]] std::optional<Entity> holder(TokenSpan tokens, std::string_view code, std::string_view role) const;
  // The last person, or country, of each country that was met before these words.
  [[nodiscard]] std::vector<const Met*> last_of_each_country(TokenSpan before, bool people) const;
  // "both leaders", "the two countries".
  [[nodiscard]] bool speaks_of_two(const Parts& parts) const;
  [[nodiscard]] std::optional<Entity> other_neighbour(const Parts& parts) const;
  // "the president": the one named before by that office, else the holder in the article's country.
  [[nodiscard]] std::optional<Entity> by_office_noun(const Parts& parts, const knowledge::Referent& noun);
  // The body that "the council", "the movement", "the coalition" takes up again.
  [[nodiscard]] std::optional<Entity> taken_up(const Parts& parts);
  [[nodiscard]] const Name* named_body(std::uint32_t token, const std::function<bool(const Name&)>& fits) const;
  [[nodiscard]] std::vector<Entity> last_two(TokenSpan tokens, std::string_view noun) const;
  [[nodiscard]] const Name* head_role(const Parts& parts) const;
  [[nodiscard]] std::string code_of(const knowledge::Referent& nation) const;
  // Which country is meant by words that name none.
  [[nodiscard]] Nationality::Answer nationality_of(const Parts& parts, std::string_view sector, bool plural,
                                                   std::string_view barred = {});
  // The arguments of those whom these words act on, or who act on them; with `at_home`, in protests and arrests too.
  [[nodiscard]] std::vector<TokenSpan> opposite_arguments(TokenSpan tokens, bool at_home = true) const;
  [[nodiscard]] std::vector<std::string> opposite_codes(TokenSpan tokens) const;
  [[nodiscard]] std::string code_behind(TokenSpan tokens) const;
  [[nodiscard]] std::vector<Name> chosen_names() const;
  // At the head of a sentence, of quoted words or of what a colon announces.
  [[nodiscard]] bool opens_words(std::uint32_t token) const;
  // Whether a word is capitalised for its place only: it begins a sentence, and the article has it nowhere else.
  [[nodiscard]] bool is_capital_by_position(std::uint32_t token) const;
  [[nodiscard]] TokenSpan proper_name(const Parts& parts) const;
  // Country and sector from a title in front of a name or an apposition behind it; leaves what is already known.
  void read_beside(const Parts& parts, Entity& entity) const;
  [[nodiscard]] Met* introduced_before(std::uint32_t name);
  [[nodiscard]] TokenSpan apposition_behind(TokenSpan name) const;
  [[nodiscard]] TokenSpan apposition_in_front(TokenSpan name) const;
  [[nodiscard]] std::uint32_t phrase_begin(std::uint32_t name) const;
  [[nodiscard]] std::string model_sector(SectorId sector) const;

  void remember(const Entity& entity, Being being, char gender, std::string_view role, TokenSpan tokens);
  void learn_gender(std::string_view name, char gender);
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
  std::unordered_set<std::string_view> inner_capitals_;   // capitalised words that open nothing
  std::map<std::string, int, std::less<>> counts_;        // mentions of each country
  int counted_ = 0;                                       // all of them
  std::vector<std::string> headline_codes_;               // named in the title
  std::string main_country_;
  std::optional<Nationality> nationality_;
  std::vector<Name> chosen_;  // every name of the article that is not bound, with the likeliest candidate
  std::vector<Met> met_;
  std::map<std::string, std::string, std::less<>> told_sectors_;  // of people, by canonical name
  std::map<std::uint32_t, std::vector<Entity>> resolved_;         // by the mention's first token
};

// A country that uses force does so by its armed forces: "Israel" bombed → ISR MIL. For the actors of an ASSAULT.
void act_by_armed_forces(std::vector<Entity>& actors, const knowledge::Knowledge& knowledge);

// "Two others" were killed: those of whom no more is told are civilians. For the recipients of an ASSAULT.
void suffer_as_civilians(std::vector<Entity>& recipients);

}  // namespace detente::resolve
