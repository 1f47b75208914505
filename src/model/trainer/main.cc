// detente-train-fast KNOWLEDGE WEIGHTS SOURCE GOLD [SOURCE GOLD]…: fits the fast coder's classifiers to annotated
// articles. Same input, same weights: the order of examples comes from a fixed seed.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <unordered_map>

#include "annotation.h"
#include "model/fast.h"
#include "model/speech.h"

namespace detente::model {
namespace {

struct Example {
  Features features;
  std::size_t label = 0;
};

struct Schedule {
  int epochs = 12;
  float rate = 0.15F;
  float decay = 3e-6F;          // L2, per example
  std::size_t at_least = 2;     // a feature seen in fewer examples is left out
  std::uint32_t dropped = 300;  // of a thousand features of an example, each time it is seen
};

// Weights nearer to zero are left out. At 0.3 held-out type F1 falls from 0.55 to 0.45.
constexpr float smallest_weight = 0.15F;

// The rows of features that are seen often enough.
class FeatureRows {
 public:
  FeatureRows(const std::vector<Example>& examples, std::size_t at_least) {
    std::unordered_map<Feature, std::size_t> seen;
    for (const Example& example : examples) {
      for (const Feature feature : example.features) {
        ++seen[feature];
      }
    }
    for (const Example& example : examples) {
      auto& row = rows_.emplace_back();
      for (const Feature feature : example.features) {
        if (seen[feature] >= at_least) {
          const auto [at, added] = index_.try_emplace(feature, features_.size());
          if (added) {
            features_.push_back(feature);
          }
          row.push_back(at->second);
        }
      }
    }
  }

  [[nodiscard]] const std::vector<Feature>& features() const { return features_; }
  // Of an example.
  [[nodiscard]] const std::vector<std::size_t>& operator[](std::size_t example) const { return rows_[example]; }

 private:
  std::vector<Feature> features_;
  std::unordered_map<Feature, std::size_t> index_;
  std::vector<std::vector<std::size_t>> rows_;
};

// Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer 2011), with features dropped at random (Srivastava
// et al. 2014): few examples and many features need it more than an L2 penalty, which did not help here.
Linear fit(std::vector<std::string> labels, const std::vector<Example>& examples, const Schedule& schedule) {
  const FeatureRows rows(examples, schedule.at_least);
  const std::size_t width = labels.size();
  std::vector<float> weights(rows.features().size() * width, 0.0F);
  std::vector<float> squares(weights.size(), 1e-6F);
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0);
  std::mt19937 random(20220207);
  std::vector<float> probabilities(width);
  std::vector<std::size_t> active;
  for (int epoch = 0; epoch < schedule.epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) {
      std::fill(probabilities.begin(), probabilities.end(), 0.0F);
      active.clear();
      std::copy_if(rows[i].begin(), rows[i].end(), std::back_inserter(active),
                   [&](std::size_t) { return random() % 1000 >= schedule.dropped; });
      for (const std::size_t row : active) {
        for (std::size_t label = 0; label < width; ++label) {
          probabilities[label] += weights[row * width + label];
        }
      }
      const float highest = *std::max_element(probabilities.begin(), probabilities.end());
      float sum = 0;
      for (float& value : probabilities) {
        value = std::exp(value - highest);
        sum += value;
      }
      for (std::size_t label = 0; label < width; ++label) {
        const float slope = probabilities[label] / sum - (label == examples[i].label ? 1.0F : 0.0F);
        if (std::abs(slope) < 1e-4F) {
          continue;
        }
        for (const std::size_t row : active) {
          float& weight = weights[row * width + label];
          float& square = squares[row * width + label];
          const float gradient = slope + schedule.decay * weight;
          square += gradient * gradient;
          weight -= schedule.rate * gradient / std::sqrt(square);
        }
      }
    }
  }
  return {std::move(labels), rows.features(), weights, smallest_weight};
}

// Words at the edge of an annotated trigger that carry no meaning of their own.
WordSpan trimmed(const SentenceView& view, WordSpan words) {
  while (words.begin + 1 < words.end && view.words[words.begin].function_word) ++words.begin;
  while (words.begin + 1 < words.end && view.words[words.end - 1].function_word) --words.end;
  return words;
}

struct Sentence {
  const AnnotatedArticle* article = nullptr;
  SentenceView view;
  std::vector<const AnnotatedEvent*> events;
  std::vector<WordSpan> triggers;  // one per event; empty where the words were not found
};

class Trainer {
  static constexpr std::size_t folds = 4;

 public:
  Trainer(const knowledge::Knowledge& knowledge, const std::vector<AnnotatedArticle>& articles)
      : knowledge_(knowledge), articles_(articles) {
    for (const AnnotatedArticle& article : articles_) {
      const std::size_t first = sentences_.size();
      for (std::uint32_t i = 0; i < article.document.sentences.size(); ++i) {
        sentences_.push_back({&article, view_sentence(article.document, i, knowledge_), {}, {}});
      }
      for (const AnnotatedEvent& event : article.events) {
        if (event.sentence < article.document.sentences.size()) {
          Sentence& sentence = sentences_[first + event.sentence];
          sentence.events.push_back(&event);
          sentence.triggers.push_back(trimmed(sentence.view, words_of(sentence, event.trigger)));
        }
      }
    }
  }

  FastWeights train() {
    FastWeights weights;
    weights.trigger = fit_triggers();
    weights.trigger_threshold = 0.97F;
    weights.mention = fit_mentions(folds);
    weights.sector = fit_sectors();
    fit_attributes(weights);
    weights.role = fit_roles();
    weights.speech = fit_speech();
    return weights;
  }

 private:
  WordSpan words_of(const Sentence& sentence, const std::string& text) const {
    const TokenSpan tokens = find_words(sentence.article->document, sentence.view.sentence, text);
    return tokens.empty() ? WordSpan{}
                          : WordSpan{tokens.begin - sentence.view.first, tokens.end - sentence.view.first};
  }

  std::vector<std::string> type_labels() const {
    std::vector<std::string> labels{"O"};
    for (const auto& type : knowledge_.ontology().types) {
      labels.emplace_back(type.name);
    }
    return labels;
  }

  Linear fit_triggers() const {
    std::vector<Example> examples;
    for (const Sentence& sentence : sentences_) {
      std::vector<std::size_t> labels(sentence.view.size(), 0);
      for (std::size_t i = 0; i < sentence.events.size(); ++i) {
        const auto type = knowledge_.ontology().type(sentence.events[i]->type);
        for (std::uint32_t at = sentence.triggers[i].begin; type && at < sentence.triggers[i].end; ++at) {
          labels[at] = 1U + *type;
        }
      }
      for (std::uint32_t at = 0; at < sentence.view.size(); ++at) {
        Example example;
        trigger_features(sentence.view, at, example.features);
        example.label = labels[at];
        examples.push_back(std::move(example));
      }
    }
    return fit(type_labels(), examples, {14, 0.06F, 2e-6F, 2, 500});
  }

  std::size_t fold_of(const Sentence& sentence) const {
    return static_cast<std::size_t>(sentence.article - articles_.data()) % folds;
  }

  // On all articles but those of one fold; `folds` leaves none out.
  Linear fit_mentions(std::size_t left_out) const {
    std::vector<Example> examples;
    for (const Sentence& sentence : sentences_) {
      if (fold_of(sentence) == left_out) {
        continue;
      }
      std::vector<std::size_t> labels(sentence.view.size(), 0);
      const auto mark = [&](const std::string& text, std::size_t label) {
        const WordSpan words = words_of(sentence, text);
        for (std::uint32_t at = words.begin; at < words.end; ++at) {
          labels[at] = at == words.begin ? label : label + 1;
        }
      };
      for (const AnnotatedEvent* event : sentence.events) {
        mark(event->location, place_label);
      }
      for (const AnnotatedEvent* event : sentence.events) {
        for (const auto* list : {&event->actors, &event->recipients}) {
          for (const AnnotatedActor& actor : *list) {
            mark(actor.text, actor_label);
          }
        }
      }
      std::size_t last = 0;
      for (std::uint32_t at = 0; at < sentence.view.size(); ++at) {
        Example example;
        mention_features(sentence.view, at, static_cast<std::uint32_t>(last), example.features);
        example.label = labels[at];
        last = labels[at];
        examples.push_back(std::move(example));
      }
    }
    return fit({"O", "B-actor", "I-actor", "B-place", "I-place"}, examples, {8, 0.08F, 2e-6F, 3});
  }

  Linear fit_sectors() const {
    std::vector<std::string> labels;
    for (const auto sector : knowledge_.ontology().sectors) {
      labels.emplace_back(sector);
    }
    std::vector<Example> examples;
    for (const Sentence& sentence : sentences_) {
      for (const AnnotatedEvent* event : sentence.events) {
        for (const auto* list : {&event->actors, &event->recipients}) {
          for (const AnnotatedActor& actor : *list) {
            const WordSpan words = words_of(sentence, actor.text);
            const SectorId sector = knowledge_.ontology().sector(actor.sector);
            if (words.begin < words.end && sector != no_sector) {
              Example example;
              sector_features(sentence.view, words, example.features);
              example.label = sector;
              examples.push_back(std::move(example));
            }
          }
        }
      }
    }
    return fit(std::move(labels), examples, {12, 0.12F, 2e-6F, 2});
  }

  void fit_attributes(FastWeights& weights) const {
    std::vector<std::string> modes{"none"};
    for (const auto& mode : knowledge_.ontology().modes) {
      modes.push_back(std::string(knowledge_.ontology().types[mode.type].name) + "/" + std::string(mode.name));
    }
    std::vector<Example> statuses;
    std::vector<Example> of_mode;
    for (const Sentence& sentence : sentences_) {
      for (std::size_t i = 0; i < sentence.events.size(); ++i) {
        const AnnotatedEvent& event = *sentence.events[i];
        const auto type = knowledge_.ontology().type(event.type);
        if (!type || sentence.triggers[i].begin == sentence.triggers[i].end) {
          continue;
        }
        Example example;
        attribute_features(sentence.view, sentence.triggers[i], *type, example.features);
        for (std::size_t status = 0; status < 4; ++status) {
          if (name_of(static_cast<Status>(status)) == event.status) {
            example.label = status;
            statuses.push_back(example);
          }
        }
        const auto mode = knowledge_.ontology().mode(*type, event.mode);
        example.label = mode == no_mode ? 0 : 1U + mode;
        of_mode.push_back(std::move(example));
      }
    }
    weights.status = fit({"asserted", "planned", "hypothetical", "negated"}, statuses, {12, 0.12F, 2e-6F, 2});
    weights.mode = fit(std::move(modes), of_mode, {12, 0.12F, 2e-6F, 2});
  }

  // The role that the annotation gives these words for this event.
  std::size_t role_of(const Sentence& sentence, const AnnotatedEvent& event, WordSpan words) const {
    const auto is_one_of = [&](const std::vector<AnnotatedActor>& actors) {
      return std::any_of(actors.begin(), actors.end(),
                         [&](const AnnotatedActor& actor) { return words_of(sentence, actor.text).overlaps(words); });
    };
    if (is_one_of(event.actors)) return 1U + static_cast<std::size_t>(Role::actor);
    if (is_one_of(event.recipients)) return 1U + static_cast<std::size_t>(Role::recipient);
    if (words_of(sentence, event.location).overlaps(words)) return 1U + static_cast<std::size_t>(Role::place);
    return is_source(sentence, event, words) ? 1U + static_cast<std::size_t>(Role::source) : 0;
  }

  // Annotations name a source by code only: it is these words when they name that country, or are the actor of
  // another event in the sentence with that code.
  bool is_source(const Sentence& sentence, const AnnotatedEvent& event, WordSpan words) const {
    if (event.source_code.empty()) {
      return false;
    }
    for (const AnnotatedEvent* other : sentence.events) {
      for (const AnnotatedActor& actor : other->actors) {
        if (other != &event && actor.code == event.source_code && words_of(sentence, actor.text).overlaps(words)) {
          return true;
        }
      }
    }
    return std::any_of(sentence.view.names.begin(), sentence.view.names.end(), [&](const knowledge::NameMatch& name) {
      const WordSpan at{name.tokens.begin - sentence.view.first, name.tokens.end - sentence.view.first};
      return at.overlaps(words) && name.candidates.front().referent.code == event.source_code;
    });
  }

  // Mentions as they are found in articles that the tagger was not fitted to, so that roles are learned among the
  // mistakes they will meet.
  std::vector<std::vector<Mention>> held_out_mentions() const {
    std::vector<std::vector<Mention>> mentions(sentences_.size());
    for (std::size_t fold = 0; fold < folds; ++fold) {
      FastWeights weights;
      weights.mention = fit_mentions(fold);
      for (std::size_t i = 0; i < sentences_.size(); ++i) {
        if (fold_of(sentences_[i]) == fold) {
          mentions[i] = find_mentions(sentences_[i].article->document, sentences_[i].view, weights);
        }
      }
    }
    return mentions;
  }

  Linear fit_roles() const {
    std::vector<Example> examples;
    const auto found = held_out_mentions();
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const Sentence& sentence = sentences_[s];
      std::vector<ArgumentCandidate> candidates;
      std::transform(found[s].begin(), found[s].end(), std::back_inserter(candidates),
                     [&](const Mention& mention) { return candidate_of(sentence.view, mention); });
      for (std::size_t i = 0; i < sentence.events.size(); ++i) {
        const auto type = knowledge_.ontology().type(sentence.events[i]->type);
        if (!type || sentence.triggers[i].begin == sentence.triggers[i].end) {
          continue;
        }
        for (const ArgumentCandidate& candidate : candidates) {
          Example example;
          argument_features(sentence.view, sentence.triggers[i], *type, candidate, sentence.triggers, candidates,
                            example.features);
          example.label = role_of(sentence, *sentence.events[i], candidate.words);
          examples.push_back(std::move(example));
        }
      }
    }
    return fit({"none", "actor", "recipient", "place", "time", "quantity", "source"}, examples,
               {10, 0.08F, 2e-6F, 3});
  }

  Linear fit_speech() const {
    std::vector<Example> examples;
    std::size_t first = 0;
    for (const AnnotatedArticle& article : articles_) {
      for (const Quotation& quotation : article.document.quotations) {
        if (quotation.tokens.empty()) {
          continue;
        }
        Example example;
        quotation_features(article.document, sentences_[first + quotation.sentence].view, quotation,
                           example.features);
        example.label =
            std::any_of(
                article.quotations.begin(), article.quotations.end(),
                [&](const AnnotatedQuotation& annotated) {
                  return annotated.sentence == quotation.sentence &&
                         find_words(article.document, annotated.sentence, annotated.text).overlaps(quotation.tokens);
                })
                ? 1
                : 0;
        examples.push_back(std::move(example));
      }
      first += article.document.sentences.size();
    }
    return fit({"no", "yes"}, examples, {12, 0.12F, 2e-6F, 2});
  }

  const knowledge::Knowledge& knowledge_;
  const std::vector<AnnotatedArticle>& articles_;
  std::vector<Sentence> sentences_;
};

int fail(const Error& error) {
  std::cerr << "detente-train-fast: " << error.subject << ": " << error.message << '\n';
  return 1;
}

int run(const std::vector<std::string>& arguments) {
  auto knowledge = knowledge::Knowledge::open(arguments[0]);
  if (!knowledge) {
    return fail(knowledge.error());
  }
  std::vector<AnnotatedArticle> articles;
  for (std::size_t i = 2; i + 1 < arguments.size(); i += 2) {
    auto read = read_annotations(arguments[i], arguments[i + 1]);
    if (!read) {
      return fail(read.error());
    }
    std::move(read->begin(), read->end(), std::back_inserter(articles));
  }
  const std::string bytes = Trainer(*knowledge, articles).train().bytes();
  std::ofstream out(arguments[1], std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    return fail({ErrorCode::unreadable, "cannot be written", arguments[1]});
  }
  std::cout << articles.size() << " articles, " << bytes.size() << " bytes of weights\n";
  return 0;
}

}  // namespace
}  // namespace detente::model

int main(int argc, char** argv) {
  if (argc < 5 || argc % 2 == 0) {
    std::cerr << "usage: detente-train-fast KNOWLEDGE WEIGHTS SOURCE GOLD [SOURCE GOLD]...\n";
    return 2;
  }
  return detente::model::run({argv + 1, argv + argc});
}
