#include "coder/coder.h"

#include "resolve/resolve.h"
#include "text/text.h"

namespace detente::coder {

// In the order they are made: the model refers to the knowledge.
struct Coder::Parts {
  knowledge::Knowledge knowledge;
  std::unique_ptr<model::Model> model;
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
  auto parts = std::make_unique<Parts>(Parts{std::move(knowledge).value(), nullptr});
  auto model = model::load_fast(options.share / "fast.weights", parts->knowledge);
  if (!model) {
    return model.error();
  }
  parts->model = std::move(model).value();
  return Coder(std::move(parts));
}

Record Coder::code(Article article) const {
  const Document document = text::read(std::move(article));
  const Analysis analysis = parts_->model->read(document);
  const Resolved resolved = resolve::resolve(document, analysis, parts_->knowledge);
  return write_record(document, analysis, resolved, parts_->knowledge.ontology());
}

const knowledge::Knowledge& Coder::knowledge() const {
  return parts_->knowledge;
}

const model::Model& Coder::model() const {
  return *parts_->model;
}

}  // namespace detente::coder
