#include "model/speech.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

namespace detente::model {

namespace {

constexpr std::uint32_t quotation_base = 5000;

// Stems of verbs that report speech.
bool is_cue(std::string_view lower) {
  static const std::unordered_set<std::string> stems = [] {
    std::unordered_set<std::string> all;
    for (const char* verb :
         {"say",         "says",      "said",      "tell",     "told",     "ask",       "add",      "accuse",
          "acknowledge", "admit",     "announce",  "appeal",   "argue",    "assert",    "blame",    "call",
          "caution",     "charge",    "cite",      "claim",    "comment",  "complain",  "concede",  "conclude",
          "condemn",     "confirm",   "contend",   "cry",      "declare",  "demand",    "denounce", "deny",
          "describe",    "emphasize", "emphasise", "estimate", "exclaim",  "explain",   "express",  "hail",
          "hint",        "indicate",  "insist",    "joke",     "lament",   "note",      "observe",  "order",
          "pledge",      "point",     "praise",    "predict",  "proclaim", "promise",   "propose",  "quip",
          "quote",       "read",      "reaffirm",  "recall",   "recount",  "reiterate", "remark",   "reply",
          "report",      "repeat",    "respond",   "reveal",   "rule",     "shout",     "state",    "stress",
          "suggest",     "swear",     "testify",   "think",    "thought",  "threaten",  "tweet",    "underline",
          "underscore",  "urge",      "vow",       "voice",    "warn",     "welcome",   "wonder",   "write",
          "wrote",       "written",   "post",      "retort",   "continue", "went",      "speak",    "spoke",
          "speaking",    "accord",    "opine",     "precise",  "judge",    "assure",    "plead",    "refer",
          "criticise",   "criticize", "believe",   "dismiss",  "reject",   "label",     "brand",    "characterize",
          "mock"}) {
      all.insert(stem_of(verb));
    }
    return all;
  }();
  return stems.contains(stem_of(lower));
}

// A sentence's words outside its quotations are where cue and speaker stand.
struct Cue {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool according_to = false;
};

std::optional<Cue> cue_at(const SentenceView& view, std::uint32_t i) {
  if (view.words[i].quoted) {
    return std::nullopt;
  }
  if (view.words[i].lower == "according" && i + 1 < view.size() && view.words[i + 1].lower == "to") {
    return Cue{i, i + 2, true};
  }
  if (is_cue(view.words[i].lower) && view.words[i].name == 0) {
    return Cue{i, i + 1, false};
  }
  return std::nullopt;
}

std::vector<Cue> cues_of(const SentenceView& view) {
  std::vector<Cue> cues;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (const auto cue = cue_at(view, i)) {
      cues.push_back(*cue);
      i = cue->end - 1;
    }
  }
  return cues;
}

std::uint32_t distance(std::uint32_t begin, std::uint32_t end, const Cue& cue) {
  return cue.end <= begin ? begin - cue.end : (cue.begin >= end ? cue.begin - end : 0);
}

// Words that stand in a clause of their own begin after a comma or colon, or at the sentence's start.
bool is_inline(const SentenceView& view, std::uint32_t begin) {
  if (begin < 2) {
    return false;
  }
  const std::string& before = view.words[begin - 2].lower;
  return before != "," && before != ":" && before != "." && !is_cue(before);
}

// The cue of a quotation: for words inside a clause the one in front; else one right behind ("…," said X) or right in
// front ("X said: …"), else the nearest.
std::optional<Cue> nearest_cue(const std::vector<Cue>& cues, std::uint32_t begin, std::uint32_t end, bool inlined) {
  const auto closer = [&](const std::optional<Cue>& best, const Cue& cue) {
    return !best || distance(begin, end, cue) < distance(begin, end, *best);
  };
  std::optional<Cue> front;
  std::optional<Cue> any;
  for (const Cue& cue : cues) {
    if (cue.end <= begin && closer(front, cue)) front = cue;
    if (closer(any, cue)) any = cue;
  }
  return inlined && front ? front : any;
}

std::optional<Cue> cue_of(const SentenceView& view, const Quotation& quotation) {
  const std::uint32_t begin = quotation.tokens.begin - view.first;
  return nearest_cue(cues_of(view), begin, quotation.tokens.end - view.first, is_inline(view, begin));
}

struct Speaker {
  std::uint32_t sentence = 0;
  TokenSpan tokens;
};

bool covers_sentence(const SentenceView& view, const Quotation& quotation) {
  return view.size() - quotation.tokens.size() <= 3;
}

// Quotations that run on from sentence to sentence.
using Utterance = std::vector<const SpokenQuotation*>;

class Finder {
 public:
  Finder(const Document& document, const std::vector<SentenceView>& views, const std::vector<Mention>& mentions)
      : document_(document), views_(views), mentions_(mentions) {}

  // The last sentence of an utterance names its speaker more often than the first ("…," he said).
  [[nodiscard]] std::optional<Speaker> speaker_of(const Utterance& utterance,
                                                  const std::optional<Speaker>& last) const {
    for (auto one = utterance.rbegin(); one != utterance.rend(); ++one) {
      if (const auto speaker = in_sentence((*one)->quotation)) {
        return speaker;
      }
    }
    return last_subject(utterance.front()->quotation, last);
  }

 private:
  [[nodiscard]] std::optional<Speaker> in_sentence(const Quotation& quotation) const {
    const SentenceView& view = views_[quotation.sentence];
    const auto cue = cue_of(view, quotation);
    if (cue) {
      if (const auto speaker = by_cue(view, *cue, quotation)) {
        return speaker;
      }
    }
    return covers_sentence(view, quotation) ? std::nullopt : first_actor(view);
  }

  // A quotation that fills its sentence goes on with the last speaker, unless the sentence before it, without a
  // quotation of its own, ends with somebody speaking: "He struck a defiant note." "We …"
  [[nodiscard]] std::optional<Speaker> last_subject(const Quotation& quotation,
                                                    const std::optional<Speaker>& last) const {
    const std::uint32_t sentence = quotation.sentence;
    const bool right_after = last && sentence - last->sentence <= 1;
    if (sentence == 0 || right_after) {
      return last;
    }
    const bool spoken_before = std::any_of(document_.quotations.begin(), document_.quotations.end(),
                                           [&](const Quotation& other) { return other.sentence + 1 == sentence; });
    if (spoken_before) {
      return last;
    }
    const auto subject = first_actor(views_[sentence - 1]);
    return subject ? subject : last;
  }

  // The actor mention that speaks by this cue: its subject, before or behind it, or what follows "according to".
  [[nodiscard]] std::optional<Speaker> by_cue(const SentenceView& view, const Cue& cue,
                                              const Quotation& quotation) const {
    const std::uint32_t at = view.first + cue.begin;
    const std::uint32_t behind = view.first + cue.end;
    const auto after = first_after(view, behind);
    if (cue.according_to && after) {
      return after;
    }
    // "…," said Smith: nothing but marks between the quotation and the verb.
    const auto before = subject_before(view, at, shares_subject(view, cue));
    const bool own_subject = before && before->tokens.begin >= quotation.tokens.end;
    const bool inverted = quotation.tokens.end <= at && at - quotation.tokens.end <= 2 && !own_subject;
    if (inverted && after && after->tokens.begin - behind <= 3) {
      return after;
    }
    return before ? before : after;
  }

  // "…, adding that" and "… and warned": the verb has the subject of the clause before it.
  [[nodiscard]] static bool shares_subject(const SentenceView& view, const Cue& cue) {
    const bool participle = view.words[cue.begin].lower.ends_with("ing");
    const bool joined =
        cue.begin > 0 && (view.words[cue.begin - 1].lower == "and" || view.words[cue.begin - 1].lower == "but");
    return participle || joined;
  }

  [[nodiscard]] std::optional<Speaker> first_actor(const SentenceView& view) const {
    return first_after(view, view.first);
  }

  [[nodiscard]] bool stands_in(const Mention& mention, const SentenceView& view) const {
    return mention.tokens.begin >= view.first && mention.tokens.end <= view.first + view.size();
  }

  [[nodiscard]] bool may_speak(const SentenceView& view, const Mention& mention) const {
    const WordView& first = view.words[mention.tokens.begin - view.first];
    const bool possessive = first.lower == "his" || first.lower == "their" || first.lower == "its" ||
                            first.lower == "my" || first.lower == "our" || first.lower == "your";
    return mention.kind == MentionKind::actor && !first.quoted && !(possessive && mention.tokens.size() == 1);
  }

  // The subject of a verb: the last actor of the clause before it that no preposition governs; with `shared`, or
  // where the clause has none, the first such actor of the sentence.
  [[nodiscard]] std::optional<Speaker> subject_before(const SentenceView& view, std::uint32_t token,
                                                      bool shared) const {
    std::uint32_t clause = view.first;
    for (std::uint32_t i = view.first; i < token; ++i) {
      const WordView& word = view.words[i - view.first];
      if (word.quoted || word.lower == ";" || word.lower == "but" || word.lower == "while") {
        clause = i + 1;
      }
    }
    std::optional<Speaker> first;
    std::optional<Speaker> found;
    for (const Mention& mention : mentions_) {
      if (!stands_in(mention, view) || mention.tokens.end > token || !may_speak(view, mention) ||
          follows_preposition(view, mention)) {
        continue;
      }
      const Speaker speaker{view.sentence, mention.tokens};
      first = first ? first : speaker;
      if (mention.tokens.begin >= clause && !(found && is_apposed(view, *found, mention))) {
        found = speaker;
      }
    }
    return found && !shared ? found : first;
  }

  [[nodiscard]] std::optional<Speaker> first_after(const SentenceView& view, std::uint32_t token) const {
    for (const Mention& mention : mentions_) {
      if (stands_in(mention, view) && mention.tokens.begin >= token && may_speak(view, mention)) {
        return Speaker{view.sentence, mention.tokens};
      }
    }
    return std::nullopt;
  }

  // "Smith, the minister, said": the second is the first one's description.
  [[nodiscard]] static bool is_apposed(const SentenceView& view, const Speaker& first, const Mention& second) {
    const std::uint32_t end = first.tokens.end - view.first;
    const std::uint32_t begin = second.tokens.begin - view.first;
    return end < begin && view.words[end].lower == ",";
  }

  [[nodiscard]] static bool follows_preposition(const SentenceView& view, const Mention& mention) {
    static const std::unordered_set<std::string_view> prepositions{"of",   "to",      "with", "in",    "on", "for",
                                                                   "from", "against", "by",   "about", "at", "into"};
    const std::uint32_t at = mention.tokens.begin - view.first;
    return at > 0 &&
           (prepositions.contains(view.words[at - 1].lower) ||
            (at > 1 && view.words[at - 1].lower == "the" && prepositions.contains(view.words[at - 2].lower)));
  }

  const Document& document_;
  const std::vector<SentenceView>& views_;
  const std::vector<Mention>& mentions_;
};

SpeechKind kind_of(const Document& document, const SentenceView& view, const Quotation& quotation,
                   const std::optional<Cue>& cue) {
  if (document.sentences[quotation.sentence].kind == SentenceKind::post) {
    return SpeechKind::post;
  }
  // Quoted words inside an indirect report: the words right before the opening mark belong to the clause.
  if (cue && quotation.tokens.begin > view.first + 1) {
    const auto& before = view.words[quotation.tokens.begin - view.first - 2];
    const bool introduced = before.lower == "," || before.lower == ":" || is_cue(before.lower);
    if (!introduced && cue->end <= quotation.tokens.begin - view.first) {
      return SpeechKind::mixed;
    }
  }
  return SpeechKind::direct;
}

bool may_speak(SentenceKind kind) {
  return kind == SentenceKind::body || kind == SentenceKind::post || kind == SentenceKind::heading;
}

}  // namespace

void quotation_features(const Document& document, const SentenceView& view, const Quotation& quotation,
                        Features& out) {
  out.clear();
  std::uint32_t name = quotation_base;
  const auto add = [&](std::uint32_t value, std::uint32_t other = 0) {
    out.push_back(feature(name++, value, other));
  };
  const std::uint32_t begin = quotation.tokens.begin - view.first;
  const std::uint32_t end = quotation.tokens.end - view.first;
  const std::uint32_t length = std::min<std::uint32_t>(end - begin, 12);
  const auto word_at = [&](std::int64_t i) {
    return i < 0 || i >= static_cast<std::int64_t>(view.size()) ? 0U : view.words[static_cast<std::size_t>(i)].word;
  };
  const auto capitalised =
      std::count_if(view.words.begin() + begin, view.words.begin() + end,
                    [&](const WordView& word) { return word.shape == hash_word("Xx") && !word.function_word; });
  const auto cue = cue_of(view, quotation);
  add(1);
  add(length);
  add(length, cue ? 1 : 0);
  add(cue ? std::min<std::uint32_t>(distance(begin, end, *cue), 9) : 10);
  add(cue ? view.words[cue->begin].stem : 0);
  add(word_at(static_cast<std::int64_t>(begin) - 2));
  add(word_at(static_cast<std::int64_t>(begin) - 3));
  add(word_at(static_cast<std::int64_t>(begin) - 2), length);
  add(word_at(begin));
  add(word_at(static_cast<std::int64_t>(end) - 1));
  add(word_at(end), length);
  add(word_at(static_cast<std::int64_t>(end) + 1));
  add(view.words[begin].shape, length);
  add(static_cast<std::uint32_t>(capitalised) + 1 >= length ? 1 : 0, length);
  add(covers_sentence(view, quotation) ? 1 : 0);
  add(quotation.opened ? 1 : 0, quotation.closed ? 1 : 0);
  add(static_cast<std::uint32_t>(document.sentences[quotation.sentence].kind));
}

namespace {

std::vector<Utterance> group(const Document& document, const std::vector<SpokenQuotation>& spoken) {
  std::vector<Utterance> utterances;
  for (const SpokenQuotation& one : spoken) {
    if (!may_speak(document.sentences[one.quotation.sentence].kind)) {
      continue;
    }
    const Quotation* before = utterances.empty() ? nullptr : &utterances.back().back()->quotation;
    const bool runs_on = before != nullptr && !one.quotation.opened && !before->closed &&
                         one.quotation.sentence == before->sentence + 1;
    if (runs_on) {
      utterances.back().push_back(&one);
    } else {
      utterances.push_back({&one});
    }
  }
  return utterances;
}

}  // namespace

std::vector<SpokenQuotation> find_spoken(const Document& document, const std::vector<SentenceView>& views,
                                         const Linear& is_speech) {
  std::vector<SpokenQuotation> spoken;
  Features features;
  for (const Quotation& quotation : document.quotations) {
    if (quotation.tokens.empty()) {
      continue;
    }
    quotation_features(document, views[quotation.sentence], quotation, features);
    std::array<float, 2> probability{};
    is_speech.probabilities(features, probability);
    if (probability[1] >= 0.5F) {
      spoken.push_back({quotation, probability[1]});
    }
  }
  return spoken;
}

std::vector<Speech> find_speeches(const Document& document, const std::vector<SentenceView>& views,
                                  const std::vector<Mention>& mentions, const std::vector<SpokenQuotation>& spoken) {
  const Finder finder(document, views, mentions);
  std::vector<Speech> speeches;
  std::optional<Speaker> last;
  for (const Utterance& utterance : group(document, spoken)) {
    const auto speaker = finder.speaker_of(utterance, last);
    for (const SpokenQuotation* one : utterance) {
      const Quotation& quotation = one->quotation;
      const SentenceView& view = views[quotation.sentence];
      const auto cue = cue_of(view, quotation);
      Speech speech;
      speech.sentence = quotation.sentence;
      speech.kind = kind_of(document, view, quotation, cue);
      speech.content = quotation.tokens;
      speech.probability = one->probability;
      if (cue) {
        speech.cue = view.tokens(cue->begin, cue->end);
      }
      if (speaker) {
        speech.speaker_sentence = speaker->sentence;
        speech.speaker = speaker->tokens;
      }
      speeches.push_back(speech);
    }
    last = speaker ? speaker : last;
  }
  return speeches;
}

}  // namespace detente::model
