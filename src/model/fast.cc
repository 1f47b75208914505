#include "model/fast.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <optional>

#include "base/base.h"
#include "model/model.h"
#include "model/speech.h"

namespace detente::model {

namespace {

constexpr std::array<char, 8> magic{'D', 'E', 'T', 'E', 'N', 'T', 'E', 'F'};
constexpr std::uint32_t version = 2;
// A mention that is most likely none may still act or be acted on with this probability. Chosen on held-out training
// articles: F1 of dyads 0.336, 0.340 and 0.331 at 0.25, 0.15 and 0.08.
constexpr float least_role_probability = 0.15F;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  float trigger_threshold = 0;
  std::uint64_t size = 0;      // of what follows the header
  std::uint64_t checksum = 0;  // base::checksum_of() what follows the header
};

std::uint64_t checksum_of(std::string_view bytes) {
  return base::checksum_of(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

std::array<Linear FastWeights::*, 7> parts() {
  return {&FastWeights::trigger, &FastWeights::mention, &FastWeights::role,  &FastWeights::status,
          &FastWeights::mode,    &FastWeights::sector,  &FastWeights::speech};
}

std::size_t best_of(std::span<const float> values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

bool may_report(SentenceKind kind) {
  return kind == SentenceKind::body || kind == SentenceKind::heading || kind == SentenceKind::post;
}

// What the code that reads the probabilities takes for granted.
bool labels_fit(const FastWeights& weights) {
  constexpr std::size_t mention_labels = place_label + 2;
  constexpr std::size_t statuses = 4;
  return weights.trigger.labels().size() > 1 && weights.mention.labels().size() == mention_labels &&
         weights.role.labels().size() == role_labels && weights.status.labels().size() == statuses &&
         weights.speech.labels().size() == 2;
}

}  // namespace

std::string FastWeights::bytes() const {
  std::string body;
  for (const auto part : parts()) {
    (this->*part).append_to(body);
  }
  const Header header{magic, version, trigger_threshold, body.size(), checksum_of(body)};
  std::string all(sizeof(Header), '\0');
  std::memcpy(all.data(), &header, sizeof(Header));
  return all + body;
}

Result<FastWeights> FastWeights::parse(std::string_view bytes, const std::string& subject) {
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::corrupt_data, "the weights of the fast coder " + what, subject};
  };
  Header header;
  if (bytes.size() < sizeof(Header)) {
    return corrupt("are shorter than their header");
  }
  std::memcpy(&header, bytes.data(), sizeof(Header));
  bytes.remove_prefix(sizeof(Header));
  if (header.magic != magic || header.version != version) {
    return corrupt("are not of a kind this program reads");
  }
  if (header.size != bytes.size() || header.checksum != checksum_of(bytes)) {
    return corrupt("are damaged: size or checksum is wrong");
  }
  if (!(header.trigger_threshold >= 0 && header.trigger_threshold <= 1)) {
    return corrupt("are damaged: the threshold of triggers is no probability");
  }
  FastWeights weights;
  weights.trigger_threshold = header.trigger_threshold;
  weights.checksum = header.checksum;
  for (const auto part : parts()) {
    auto linear = Linear::take_from(bytes);
    if (!linear) {
      return corrupt("end early, or hold what is no classifier");
    }
    weights.*part = std::move(linear).value();
  }
  if (!labels_fit(weights)) {
    return corrupt("decide between other labels than this program");
  }
  return weights;
}

std::vector<LabelledSpan> find_triggers(const SentenceView& view, const FastWeights& weights) {
  std::vector<LabelledSpan> triggers;
  std::vector<float> probabilities(weights.trigger.labels().size());
  Features features;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    trigger_features(view, i, features);
    weights.trigger.probabilities(features, probabilities);
    if (probabilities[0] > weights.trigger_threshold) {
      continue;
    }
    const std::size_t label = 1 + best_of(std::span(probabilities).subspan(1));
    const float probability = probabilities[label];
    if (!triggers.empty() && triggers.back().words.end == i && triggers.back().label == label) {
      triggers.back().words.end = i + 1;
      triggers.back().probability = std::max(triggers.back().probability, probability);
    } else {
      triggers.push_back({{i, i + 1}, label, probability});
    }
  }
  return triggers;
}

namespace {

class FastModel : public Model {
 public:
  FastModel(FastWeights weights, const knowledge::Knowledge& knowledge)
      : weights_(std::move(weights)), knowledge_(knowledge) {}

  [[nodiscard]] Analysis read(const Document& document) const override {
    Analysis analysis;
    std::vector<SentenceView> views;
    views.reserve(document.sentences.size());
    for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
      views.push_back(view_sentence(document, i, knowledge_));
      auto mentions = find_mentions(document, views.back(), weights_);
      set_sectors(views.back(), mentions);
      if (may_report(document.sentences[i].kind)) {
        add_triggers(views.back(), mentions, analysis);
      }
      analysis.mentions.insert(analysis.mentions.end(), mentions.begin(), mentions.end());
    }
    analysis.speeches =
        find_speeches(document, views, analysis.mentions, find_spoken(document, views, weights_.speech));
    return analysis;
  }

  [[nodiscard]] std::string description() const override {
    return "fast coder, linear, " + std::to_string(weights_.trigger.rows() + weights_.role.rows()) +
           " features of triggers and roles, checksum " + base::hexadecimal(weights_.checksum);
  }

 private:
  static WordSpan words_of(const SentenceView& view, TokenSpan tokens) {
    return {tokens.begin - view.first, tokens.end - view.first};
  }

  void set_sectors(const SentenceView& view, std::vector<Mention>& mentions) const {
    Features features;
    std::vector<float> probabilities(weights_.sector.labels().size());
    for (Mention& mention : mentions) {
      if (mention.kind == MentionKind::actor) {
        sector_features(view, words_of(view, mention.tokens), features);
        weights_.sector.probabilities(features, probabilities);
        mention.sector = knowledge_.ontology().sector(weights_.sector.labels()[best_of(probabilities)]);
      }
    }
  }

  void add_triggers(const SentenceView& view, const std::vector<Mention>& mentions, Analysis& analysis) const {
    const auto found = find_triggers(view, weights_);
    std::vector<WordSpan> trigger_words;
    std::vector<ArgumentCandidate> candidates;
    std::transform(found.begin(), found.end(), std::back_inserter(trigger_words),
                   [](const LabelledSpan& span) { return span.words; });
    std::transform(mentions.begin(), mentions.end(), std::back_inserter(candidates),
                   [&](const Mention& mention) { return candidate_of(view, mention); });
    for (const LabelledSpan& span : found) {
      const auto type = knowledge_.ontology().type(weights_.trigger.labels()[span.label]);
      if (!type) {
        continue;
      }
      Trigger trigger;
      trigger.sentence = view.sentence;
      trigger.tokens = view.tokens(span.words.begin, span.words.end);
      trigger.type = *type;
      trigger.probability = span.probability;
      set_attributes(view, span.words, trigger);
      add_arguments(view, span.words, mentions, trigger_words, candidates, trigger);
      analysis.triggers.push_back(std::move(trigger));
    }
  }

  void set_attributes(const SentenceView& view, WordSpan words, Trigger& trigger) const {
    Features features;
    attribute_features(view, words, trigger.type, features);
    std::vector<float> probabilities(weights_.status.labels().size());
    weights_.status.probabilities(features, probabilities);
    trigger.status = static_cast<Status>(best_of(probabilities));
    probabilities.assign(weights_.mode.labels().size(), 0);
    weights_.mode.probabilities(features, probabilities);
    trigger.mode = likeliest_mode(trigger.type, probabilities);
  }

  // Only modes of the trigger's type compete with "none".
  [[nodiscard]] ModeId likeliest_mode(EventTypeId type, std::span<const float> probabilities) const {
    const auto& ontology = knowledge_.ontology();
    ModeId mode = no_mode;
    float highest = probabilities[0];
    for (std::size_t label = 1; label < probabilities.size(); ++label) {
      const std::string_view name = weights_.mode.labels()[label];
      const auto slash = name.find('/');
      if (name.substr(0, slash) == ontology.types[type].name && probabilities[label] > highest) {
        highest = probabilities[label];
        mode = ontology.mode(type, name.substr(slash + 1));
      }
    }
    return mode;
  }

  // Every mention in its likeliest role; and where no mention is likely enough to act or to be acted on, the
  // likeliest of those that remain, if it is not unlikely.
  void add_arguments(const SentenceView& view, WordSpan words, const std::vector<Mention>& mentions,
                     const std::vector<WordSpan>& triggers, const std::vector<ArgumentCandidate>& candidates,
                     Trigger& trigger) const {
    Features features;
    std::vector<std::array<float, role_labels>> probabilities(mentions.size());
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      argument_features(view, words, trigger.type, candidates[i], triggers, candidates, features);
      weights_.role.probabilities(features, probabilities[i]);
      const std::size_t label = best_of(probabilities[i]);
      if (label != 0) {
        trigger.arguments.push_back({static_cast<Role>(label - 1), mentions[i].tokens, probabilities[i].at(label)});
      }
    }
    for (const Role role : {Role::actor, Role::recipient}) {
      add_likeliest(role, mentions, probabilities, trigger);
    }
  }

  static void add_likeliest(Role role, const std::vector<Mention>& mentions,
                            const std::vector<std::array<float, role_labels>>& probabilities, Trigger& trigger) {
    const auto has_role = [&](const Argument& argument) { return argument.role == role; };
    if (std::any_of(trigger.arguments.begin(), trigger.arguments.end(), has_role)) {
      return;
    }
    const std::size_t label = 1 + static_cast<std::size_t>(role);
    float highest = least_role_probability;
    std::optional<Argument> likeliest;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      if (probabilities[i].at(label) > highest && best_of(probabilities[i]) == 0) {
        highest = probabilities[i].at(label);
        likeliest = Argument{role, mentions[i].tokens, highest};
      }
    }
    if (likeliest) {
      trigger.arguments.push_back(*likeliest);
    }
  }

  FastWeights weights_;
  const knowledge::Knowledge& knowledge_;
};

}  // namespace

Result<std::unique_ptr<Model>> load_fast(const std::filesystem::path& path, const knowledge::Knowledge& knowledge) {
  const auto file = base::map_file(path, "the file of the fast coder's weights");
  if (!file) {
    return file.error();
  }
  const std::string_view bytes(reinterpret_cast<const char*>(file->bytes.data()), file->bytes.size());
  auto weights = FastWeights::parse(bytes, path.string());
  if (!weights) {
    return weights.error();
  }
  return std::unique_ptr<Model>(std::make_unique<FastModel>(std::move(weights).value(), knowledge));
}

}  // namespace detente::model
