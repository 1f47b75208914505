// Speed of the learned model on one core: the encoder against what one large int8 product of oneDNN reaches in the
// same run, the model's other parts, and two threads against one. Nothing is timed before the encoder has given every
// sentence the same vectors alone as among others.
//
//   bench_encoder           all of it
//   bench_encoder pieces    the sentences as JSON Lines: {ids, cases, vector}, the vector of the first piece
//   bench_encoder encode    the processor's seconds for all sentences, the best of some runs
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <oneapi/dnnl/dnnl.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "ingest/ingest.h"
#include "knowledge/knowledge.h"
#include "model/encoder.h"
#include "model/model.h"
#include "text/text.h"

namespace detente {
namespace {

constexpr double least_share_of_product = 0.60;
constexpr double least_speed_up = 1.9;  // of two threads
constexpr std::size_t batch_pieces = 512;
constexpr std::size_t fewest_words = 5;  // of the sentences that are encoded
constexpr std::size_t most_words = 60;

// Multiplications and additions for one piece in the products of the encoder's layers: query, key, value and output;
// the inner layer and back.
constexpr double work_of_piece = 2.0 * 6 * (4.0 * 384 * 384 + 2.0 * 384 * 1536);

std::string setting(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

using Clock = double (*)();

double clock_on_the_wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// What this thread has had of a processor: other programs that run at the same time hardly count.
double clock_of_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// The best of some runs: what the processor can do when nobody disturbs it.
double best_seconds(const std::function<void()>& work, Clock now = clock_of_thread) {
  constexpr int runs = 5;
  double best = 0;
  for (int i = 0; i < runs; ++i) {
    const double began = now();
    work();
    const double taken = now() - began;
    best = i == 0 ? taken : std::min(best, taken);
  }
  return best;
}

// Operations a second of u8 × s8 → s32, 2048 × 1536 × 1536.
double product_rate() {
  using dnnl::memory;
  constexpr memory::dim rows = 2048;
  constexpr memory::dim side = 1536;
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const memory::desc x({rows, side}, memory::data_type::u8, memory::format_tag::ab);
  const memory::desc weights({side, side}, memory::data_type::s8, memory::format_tag::any);
  const memory::desc y({rows, side}, memory::data_type::s32, memory::format_tag::ab);
  const dnnl::matmul::primitive_desc plan(dnnl::matmul::desc(x, weights, y), engine);
  const memory a(x, engine);
  const memory b(plan.weights_desc(), engine);
  const memory c(y, engine);
  const dnnl::matmul product(plan);
  const double time = best_seconds([&] {
    product.execute(stream, {{DNNL_ARG_SRC, a}, {DNNL_ARG_WEIGHTS, b}, {DNNL_ARG_DST, c}});
    stream.wait();
  });
  return 2.0 * static_cast<double>(rows * side * side) / time;
}

std::vector<Document> read_documents(const std::string& corpus) {
  std::vector<Document> documents;
  ingest::Reader reader({corpus}, {});
  while (auto article = reader.next()) {
    if (article->ok()) {
      documents.push_back(text::read(std::move(*article).value()));
    }
  }
  return documents;
}

std::vector<model::Pieces> cut(const std::vector<Document>& documents, const model::WeightsFile& file,
                               std::size_t most_pieces) {
  const model::Wordpiece wordpiece(file.text("vocabulary"), file.special("unknown"));
  std::vector<model::Pieces> all;
  for (const Document& document : documents) {
    for (const Sentence& sentence : document.sentences) {
      if (sentence.tokens.size() < fewest_words || sentence.tokens.size() > most_words) {
        continue;
      }
      model::Pieces pieces;
      pieces.ids.push_back(wordpiece.find(file.special("begin")));
      for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
        wordpiece.append_pieces(document.word(i), pieces.ids);
      }
      pieces.ids.resize(std::min(pieces.ids.size(), most_pieces - 1));
      pieces.ids.push_back(wordpiece.find(file.special("end")));
      pieces.cases.resize(pieces.ids.size(), model::LetterCase::lower);
      all.push_back(std::move(pieces));
    }
  }
  return all;
}

using Batch = std::vector<const model::Pieces*>;

std::vector<Batch> batches_of(const std::vector<model::Pieces>& sentences) {
  std::vector<Batch> batches(1);
  std::size_t pieces = 0;
  for (const model::Pieces& sentence : sentences) {
    batches.back().push_back(&sentence);
    pieces += sentence.ids.size();
    if (pieces >= batch_pieces) {
      batches.emplace_back();
      pieces = 0;
    }
  }
  if (batches.back().empty()) {
    batches.pop_back();
  }
  return batches;
}

bool same_alone(const model::Encoder& encoder, const Batch& batch) {
  std::vector<float> together;
  std::vector<float> alone;
  encoder.encode(batch, together);
  auto at = together.begin();
  for (const model::Pieces* sentence : batch) {
    encoder.encode({&sentence, 1}, alone);
    if (!std::equal(alone.begin(), alone.end(), at)) {
      return false;
    }
    at += static_cast<std::ptrdiff_t>(alone.size());
  }
  return true;
}

void encode_all(const model::Encoder& encoder, const std::vector<Batch>& batches) {
  std::vector<float> vectors;
  for (const Batch& batch : batches) {
    encoder.encode(batch, vectors);
  }
}

double best_seconds_to_encode(const model::Encoder& encoder, const std::vector<Batch>& batches) {
  return best_seconds([&] { encode_all(encoder, batches); });
}

// How much more two threads do in a time than one.
double speed_up_of_two_threads(const model::Encoder& encoder, const std::vector<Batch>& batches) {
  const double one = best_seconds([&] { encode_all(encoder, batches); }, clock_on_the_wall);
  const double two = best_seconds(
      [&] {
        std::thread other([&] { encode_all(encoder, batches); });
        encode_all(encoder, batches);
        other.join();
      },
      clock_on_the_wall);
  return 2 * one / two;
}

bool measure_encoder(const model::Encoder& encoder, const std::vector<model::Pieces>& sentences) {
  const auto batches = batches_of(sentences);
  if (!std::all_of(batches.begin(), batches.end(), [&](const Batch& batch) { return same_alone(encoder, batch); })) {
    std::fprintf(stderr, "a sentence has other vectors alone than among others\n");
    return false;
  }
  std::size_t pieces = 0;
  for (const model::Pieces& sentence : sentences) {
    pieces += sentence.ids.size();
  }
  const auto all = static_cast<double>(pieces);
  const double product = product_rate();
  const double one = best_seconds_to_encode(encoder, batches);
  const double alone = best_seconds([&] {
    std::vector<float> vectors;
    for (const model::Pieces& sentence : sentences) {
      const model::Pieces* const only = &sentence;
      encoder.encode({&only, 1}, vectors);
    }
  });
  std::printf("%zu sentences of %zu to %zu words, %zu pieces, %s\n", sentences.size(), fewest_words, most_words,
              pieces, encoder.is_int8() ? "int8" : "f32");
  std::printf("%-28s %8.0f GFLOP/s\n", "one large int8 product", product / 1e9);
  std::printf("%-28s %8.0f pieces a second (%.0f sentence by sentence)\n", "encoder, one thread", all / one,
              all / alone);
  std::printf("%-28s %8.2f (asked for: at least %.2f)\n", "share of the product's rate",
              all * work_of_piece / one / product, least_share_of_product);
  std::printf("%-28s %8.2f (asked for: at least %.2f)\n", "two threads against one",
              speed_up_of_two_threads(encoder, batches), least_speed_up);
  return true;
}

void measure_model(const model::Model& model, const std::vector<Document>& documents) {
  std::size_t sentences = 0;
  for (const Document& document : documents) {
    sentences += document.sentences.size();
  }
  const double time = best_seconds([&] {
    for (const Document& document : documents) {
      if (model.read(document).mentions.size() > document.tokens.size()) {
        std::abort();  // cannot be; keeps the work from being left out
      }
    }
  });
  std::printf("%-28s %8.0f sentences a second\n", "model, one thread", static_cast<double>(sentences) / time);
}

template <typename Values>
void print_list(const char* name, const Values& values, const char* format) {
  std::printf("\"%s\": [", name);
  const char* separator = "";
  for (const auto value : values) {
    std::printf("%s", separator);
    std::printf(format, static_cast<double>(value));
    separator = ", ";
  }
  std::printf("]");
}

void print_pieces(const model::Encoder& encoder, const std::vector<model::Pieces>& sentences) {
  std::vector<float> vectors;
  for (const model::Pieces& sentence : sentences) {
    const model::Pieces* const only = &sentence;
    encoder.encode({&only, 1}, vectors);
    vectors.resize(model::hidden);
    std::printf("{");
    print_list("ids", sentence.ids, "%.0f");
    std::printf(", ");
    print_list("cases", sentence.cases, "%.0f");
    std::printf(", ");
    print_list("vector", vectors, "%.9g");
    std::printf("}\n");
  }
}

int run(std::string_view what) {
  const std::string share = setting("DETENTE_DATA", DETENTE_SHARE);
  const std::string weights = setting("DETENTE_WEIGHTS", (share + "/detente.weights").c_str());
  const std::string corpus = setting("DETENTE_BENCH_CORPUS", DETENTE_EXAMPLES);
  const auto knowledge = knowledge::Knowledge::open(share + "/detente.knowledge");
  const auto file = model::WeightsFile::open(weights);
  if (!knowledge || !file) {
    const Error& error = knowledge ? file.error() : knowledge.error();
    std::fprintf(stderr, "%s: %s\n", error.subject.c_str(), error.message.c_str());
    return 1;
  }
  const auto documents = read_documents(corpus);
  const model::Encoder encoder(**file);
  const auto sentences = cut(documents, **file, encoder.most_pieces());
  if (sentences.empty()) {
    std::fprintf(stderr, "%s: nothing to measure on\n", corpus.c_str());
    return 1;
  }
  if (what == "pieces") {
    print_pieces(encoder, sentences);
    return 0;
  }
  if (what == "encode") {
    std::printf("%.6f\n", best_seconds_to_encode(encoder, batches_of(sentences)));
    return 0;
  }
  if (!measure_encoder(encoder, sentences)) {
    return 1;
  }
  const auto model = model::load_learned(weights, *knowledge);
  measure_model(**model, documents);
  std::printf("%-28s %8.1f ms (asked for: start-up below 150 ms in all)\n", "opening the model",
              1000 * best_seconds([&] {
                const auto opened = model::load_learned(weights, *knowledge);
                if (!opened) {
                  std::abort();
                }
              }));
  return 0;
}

}  // namespace
}  // namespace detente

int main(int argc, char** argv) {
  return detente::run(argc > 1 ? argv[1] : "");
}
