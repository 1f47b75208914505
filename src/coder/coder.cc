#include "coder/coder.h"

#include <optional>

#include "resolve/resolve.h"
#include "text/text.h"

namespace detente::coder {

// In the order they are made: model and resolver refer to the knowledge.
struct Coder::Parts {
  knowledge::Knowledge knowledge;
  std::unique_ptr<model::Model> model;
  std::optional<resolve::Resolver> resolver;
};

Coder::Coder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

Result<Coder> Coder::open(const Options& options) {
  auto knowledge = knowledge::Knowledge::open(options.share / "detente.knowledge");
  if (!knowledge) {
    return knowledge.error();
  }
  for (const auto& overlay : options.overlays) {
    if (auto fault = knowledge->overlay(overlay)) {
      return *fault;
    }
  }
  auto parts = std::make_unique<Parts>(Parts{std::move(knowledge).value(), nullptr, std::nullopt});
  auto model = options.reading == Reading::fast
                   ? model::load_fast(options.share / "fast.weights", parts->knowledge)
                   : model::load_learned(options.share / "detente.weights", parts->knowledge);
  if (!model) {
    return model.error();
  }
  parts->model = std::move(model).value();
  auto resolver = resolve::Resolver::open(options.share / "detente.gazetteer", parts->knowledge);
  if (!resolver) {
    return resolver.error();
  }
  parts->resolver.emplace(std::move(resolver).value());
  return Coder(std::move(parts));
}

Record Coder::code(Article article) const {
  Document document = text::read(std::move(article));
  document.miswords = parts_->knowledge.miswords_in(document);
  for (const Misword& misword : document.miswords) {
    document.article.warnings.push_back("\"" + std::string(document.word(misword.token)) + "\" was read as \"" +
                                        misword.meant + "\", for which machine translation puts it");
  }
  const Analysis analysis = parts_->model->read(document);
  const Resolved resolved = parts_->resolver->resolve(document, analysis);
  return write_record(document, analysis, resolved, parts_->knowledge.ontology());
}

const knowledge::Knowledge& Coder::knowledge() const {
  return parts_->knowledge;
}

const model::Model& Coder::model() const {
  return *parts_->model;
}

const resolve::Resolver& Coder::resolver() const {
  return *parts_->resolver;
}

}  // namespace detente::coder
