#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "model/constraints.h"
#include "model/decoding.h"
#include "model/encoder.h"
#include "model/fast.h"
#include "model/features.h"
#include "model/model.h"
#include "model/statements.h"
#include "model/wordpiece.h"

namespace detente::model {

namespace {

// Pieces encoded together: enough to fill the tiles of the products, few enough to stay in the cache.
constexpr std::size_t batch_pieces = 512;

bool may_report(SentenceKind kind) {
  return kind == SentenceKind::body || kind == SentenceKind::heading || kind == SentenceKind::post;
}

// The labels of the weights file as the knowledge numbers them.
struct Labels {
  std::vector<EventTypeId> types;
  std::vector<ModeId> modes;
  std::vector<SectorId> sectors;
  std::vector<Status> statuses;
};

Labels labels_of(const WeightsFile& file, const knowledge::Ontology& ontology) {
  Labels labels;
  const auto& types = file.labels("trigger");
  for (std::size_t i = 1; i < types.size(); ++i) {
    const auto type = ontology.type(types[i]);
    if (!type) {
      throw UnfitWeights("know an event type that the ontology lacks: " + types[i]);
    }
    labels.types.push_back(*type);
  }
  labels.modes.push_back(no_mode);
  const auto& modes = file.labels("mode");
  for (std::size_t i = 1; i < modes.size(); ++i) {
    const auto colon = std::min(modes[i].find(':'), modes[i].size() - 1);
    const auto type = ontology.type(std::string_view(modes[i]).substr(0, colon));
    labels.modes.push_back(type ? ontology.mode(*type, std::string_view(modes[i]).substr(colon + 1)) : no_mode);
    if (labels.modes.back() == no_mode) {
      throw UnfitWeights("know a mode that the ontology lacks: " + modes[i]);
    }
  }
  for (const std::string& sector : file.labels("sector")) {
    labels.sectors.push_back(ontology.sector(sector));
  }
  for (const std::string& status : file.labels("status")) {
    for (const Status known : {Status::asserted, Status::planned, Status::hypothetical, Status::negated}) {
      if (name_of(known) == status) {
        labels.statuses.push_back(known);
      }
    }
  }
  if (labels.statuses.size() != file.labels("status").size()) {
    throw UnfitWeights("know a status that this program lacks");
  }
  return labels;
}

// What was read of one sentence, in tokens of the document.
struct ReadSentence {
  std::vector<Mention> mentions;
  std::vector<Trigger> triggers;
  std::vector<bool> claimed;  // of each trigger: somebody is cited for it
  std::vector<Statement> statements;
};

TokenSpan tokens_of(const Sentence& sentence, WordSpan words) {
  return {sentence.tokens.begin + words.begin, sentence.tokens.begin + words.end};
}

bool is_mentioned(Role role) {
  return role == Role::actor || role == Role::recipient || role == Role::place || role == Role::source;
}

// A sentence's mentions by their first token, which is how resolve finds them: of several that begin together, one of
// an actor before one of a place, then the likeliest.
class Mentions {
 public:
  void add(const Mention& mention) {
    const auto [at, is_new] = by_begin_.emplace(mention.tokens.begin, mention);
    Mention& known = at->second;
    const bool better =
        mention.kind == known.kind ? mention.probability > known.probability : mention.kind == MentionKind::actor;
    if (!is_new && better) {
      known = mention;
    }
  }

  void add_if_free(const Mention& mention) {
    const bool free = std::none_of(by_begin_.begin(), by_begin_.end(),
                                   [&](const auto& entry) { return entry.second.tokens.overlaps(mention.tokens); });
    if (free) {
      by_begin_.emplace(mention.tokens.begin, mention);
    }
  }

  // The span of the mention that begins like this one.
  [[nodiscard]] TokenSpan like(TokenSpan tokens) const {
    const auto at = by_begin_.find(tokens.begin);
    return at == by_begin_.end() ? tokens : at->second.tokens;
  }

  [[nodiscard]] std::vector<Mention> in_text_order() const {
    std::vector<Mention> all;
    std::transform(by_begin_.begin(), by_begin_.end(), std::back_inserter(all),
                   [](const auto& entry) { return entry.second; });
    return all;
  }

 private:
  std::map<std::uint32_t, Mention> by_begin_;
};

class LearnedModel : public Model {
 public:
  LearnedModel(std::shared_ptr<const WeightsFile> file, const knowledge::Knowledge& knowledge)
      : file_(std::move(file)),
        knowledge_(knowledge),
        labels_(labels_of(*file_, knowledge.ontology())),
        wordpiece_(file_->text("vocabulary"), file_->special("unknown")),
        begin_(special("begin")),
        end_(special("end")),
        encoder_(*file_),
        decoder_(*file_) {}

  [[nodiscard]] Analysis read(const Document& document) const override {
    const auto views = views_of(document);
    auto sentences = read_sentences(document, views);
    Analysis analysis;
    std::vector<Statement> statements;
    for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
      // Whoever takes part in no event may still be meant by later words.
      add_names(document, views[i], sentences[i].mentions);
      const auto& mentions = sentences[i].mentions;
      analysis.mentions.insert(analysis.mentions.end(), mentions.begin(), mentions.end());
      statements.insert(statements.end(), sentences[i].statements.begin(), sentences[i].statements.end());
    }
    analysis.speeches = merge_statements(document, views, analysis.mentions, statements);
    for (ReadSentence& sentence : sentences) {
      for (std::size_t i = 0; i < sentence.triggers.size(); ++i) {
        if (sentence.claimed[i]) {
          cite(sentence.triggers[i], analysis.speeches);
        }
      }
      std::move(sentence.triggers.begin(), sentence.triggers.end(), std::back_inserter(analysis.triggers));
    }
    return analysis;
  }

  [[nodiscard]] std::string description() const override {
    return "learned coder, " + file_->precision() + ", checksum " + file_->checksum();
  }

 private:
  [[nodiscard]] PieceId special(const std::string& name) const {
    const PieceId id = wordpiece_.find(file_->special(name));
    if (id == Wordpiece::none) {
      throw UnfitWeights("have a vocabulary without " + file_->special(name));
    }
    return id;
  }

  [[nodiscard]] std::vector<SentenceView> views_of(const Document& document) const {
    std::vector<SentenceView> views;
    views.reserve(document.sentences.size());
    for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
      views.push_back(view_sentence(document, i, knowledge_));
    }
    return views;
  }

  // Words that no longer fit are not read.
  [[nodiscard]] Pieces cut(const Document& document, const Sentence& sentence) const {
    Pieces pieces;
    pieces.ids.push_back(begin_);
    pieces.cases.push_back(LetterCase::other);
    for (std::uint32_t token = sentence.tokens.begin; token < sentence.tokens.end; ++token) {
      const std::string_view word = document.meant(token);
      const std::size_t before = pieces.ids.size();
      wordpiece_.append_pieces(word, pieces.ids);
      if (pieces.ids.size() >= encoder_.most_pieces()) {
        pieces.ids.resize(before);
        break;
      }
      pieces.first.push_back(static_cast<std::uint32_t>(before));
      pieces.cases.resize(pieces.ids.size(), letter_case(word));
    }
    pieces.ids.push_back(end_);
    pieces.cases.push_back(LetterCase::other);
    return pieces;
  }

  [[nodiscard]] std::vector<ReadSentence> read_sentences(const Document& document,
                                                         const std::vector<SentenceView>& views) const {
    std::vector<ReadSentence> all(document.sentences.size());
    std::vector<Pieces> batch;
    std::vector<std::uint32_t> numbers;
    std::size_t pieces = 0;
    const auto flush = [&] {
      read_batch(document, views, batch, numbers, all);
      batch.clear();
      numbers.clear();
      pieces = 0;
    };
    for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
      if (!may_report(document.sentences[i].kind) || document.sentences[i].tokens.empty()) {
        continue;
      }
      batch.push_back(cut(document, document.sentences[i]));
      numbers.push_back(i);
      pieces += batch.back().ids.size();
      if (pieces >= batch_pieces) {
        flush();
      }
    }
    flush();
    return all;
  }

  void read_batch(const Document& document, const std::vector<SentenceView>& views, const std::vector<Pieces>& batch,
                  const std::vector<std::uint32_t>& numbers, std::vector<ReadSentence>& all) const {
    std::vector<const Pieces*> sentences;
    std::transform(batch.begin(), batch.end(), std::back_inserter(sentences), [](const Pieces& one) { return &one; });
    std::vector<float> vectors;
    encoder_.encode(sentences, vectors);
    std::span<const float> rest = vectors;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const std::size_t size = batch[i].ids.size() * hidden;
      auto reading = decoder_.read(Words(rest.first(size), batch[i].first));
      constrain(reading, views[numbers[i]]);
      all[numbers[i]] = place(reading, numbers[i], document.sentences[numbers[i]]);
      rest = rest.subspan(size);
    }
  }

  // From words of the sentence to tokens of the document, from labels to the ontology's numbers.
  [[nodiscard]] ReadSentence place(const SentenceReading& reading, std::uint32_t number,
                                   const Sentence& sentence) const {
    const Mentions mentions = mentions_of(reading, sentence);
    ReadSentence out;
    out.mentions = mentions.in_text_order();
    for (const EventReading& event : reading.events) {
      Trigger& trigger = out.triggers.emplace_back();
      trigger.sentence = number;
      trigger.tokens = tokens_of(sentence, event.trigger.words);
      trigger.type = labels_.types.at(event.type);
      trigger.mode = labels_.modes.at(event.mode);
      trigger.status = labels_.statuses.at(event.status);
      trigger.probability = event.confidence;
      bool cited = false;
      for (const auto& argument : event.arguments) {
        const TokenSpan tokens = tokens_of(sentence, argument.span.words);
        trigger.arguments.push_back(
            {argument.role, is_mentioned(argument.role) ? mentions.like(tokens) : tokens, argument.span.probability});
        cited = cited || argument.role == Role::source;
      }
      out.claimed.push_back(event.claimed && !cited);
    }
    for (const StatementReading& statement : reading.statements) {
      out.statements.push_back(
          {number, tokens_of(sentence, statement.content.words),
           statement.cue ? tokens_of(sentence, *statement.cue) : TokenSpan{},
           statement.speaker ? mentions.like(tokens_of(sentence, statement.speaker->words)) : TokenSpan{},
           statement.content.probability});
    }
    return out;
  }

  [[nodiscard]] Mentions mentions_of(const SentenceReading& reading, const Sentence& sentence) const {
    Mentions mentions;
    const auto add = [&](const ScoredSpan& span, MentionKind kind, std::size_t sector) {
      const SectorId known = kind == MentionKind::actor ? labels_.sectors.at(sector) : no_sector;
      mentions.add({tokens_of(sentence, span.words), kind, known, span.probability});
    };
    for (const EventReading& event : reading.events) {
      for (const auto& argument : event.arguments) {
        if (is_mentioned(argument.role)) {
          add(argument.span, argument.role == Role::place ? MentionKind::place : MentionKind::actor, argument.sector);
        }
      }
    }
    for (const StatementReading& statement : reading.statements) {
      if (statement.speaker) {
        add(*statement.speaker, MentionKind::actor, statement.speaker_sector);
      }
    }
    for (const MentionReading& mention : reading.mentions) {
      const SectorId sector = mention.kind == MentionKind::actor ? labels_.sectors.at(mention.sector) : no_sector;
      mentions.add_if_free({tokens_of(sentence, mention.span.words), mention.kind, sector, mention.span.probability});
    }
    return mentions;
  }

  // By whose account: the speaker of what covers the trigger, else the last speaker before it.
  static void cite(Trigger& trigger, const std::vector<Speech>& speeches) {
    const Speech* source = nullptr;
    for (const Speech& speech : speeches) {
      if (speech.speaker.empty() || speech.content.begin > trigger.tokens.begin) {
        continue;
      }
      source = &speech;
      if (speech.content.overlaps(trigger.tokens)) {
        break;
      }
    }
    if (source != nullptr) {
      trigger.arguments.push_back({Role::source, source->speaker, source->probability});
    }
  }

  std::shared_ptr<const WeightsFile> file_;
  const knowledge::Knowledge& knowledge_;
  Labels labels_;
  Wordpiece wordpiece_;
  PieceId begin_;
  PieceId end_;
  Encoder encoder_;
  Decoder decoder_;
};

}  // namespace

Result<std::unique_ptr<Model>> load_learned(const std::filesystem::path& path,
                                            const knowledge::Knowledge& knowledge) {
  auto file = WeightsFile::open(path);
  if (!file) {
    return file.error();
  }
  try {
    return std::unique_ptr<Model>(std::make_unique<LearnedModel>(std::move(file).value(), knowledge));
  } catch (const std::exception& unfit) {
    return Error{ErrorCode::corrupt_data, std::string("the weights of the learned model ") + unfit.what(),
                 path.string()};
  }
}

}  // namespace detente::model
