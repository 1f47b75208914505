// The whole way from bytes to the line that is written, with the fast coder. The first byte chooses what the rest is.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "coder/coder.h"
#include "ingest/ingest.h"
#include "invariants.h"

namespace {

const detente::coder::Coder& coder() {
  static const auto opened =
      detente::coder::Coder::open({DETENTE_BUILD_DIR "/share/detente", {}, detente::coder::Reading::fast});
  return opened.value();
}

detente::Result<detente::Article> read(unsigned kind, std::string_view bytes) {
  const detente::ingest::Options options{"2022-02-07"};
  switch (kind % 3) {
    case 0:
      return detente::ingest::read_html(bytes, "page", options);
    case 1:
      return detente::ingest::read_json(bytes, "line", options);
    default:
      return detente::ingest::read_text(bytes, "text", options);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 4096) {
    return 0;
  }
  auto article = read(data[0], detente::fuzz::words_of(data + 1, size - 1));
  if (article) {
    const auto record = coder().code(std::move(*article));
    detente::fuzz::check(record);
    detente::fuzz::check_written(record);
  }
  return 0;
}
