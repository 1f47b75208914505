// An HTTP response → its body without chunks and compressions.
#include <cstddef>
#include <cstdint>

#include "ingest/http_response.h"
#include "ingest/ingest.h"
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using detente::fuzz::require;
  const auto bytes = detente::fuzz::words_of(data, size);
  const auto response = detente::ingest::read_http_response(bytes);
  if (!response) {
    return 0;
  }
  require(response->status < 1000, "a status has three digits");
  require(bytes.ends_with(response->body) && response->body.size() < size, "the body stands behind the header");
  const auto body = detente::ingest::read_body(*response);
  if (!body) {
    require(!body.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  require(body->bytes.size() <= detente::ingest::max_article_bytes, "a body has its limit");
  if (response->transfer_encoding.empty() && response->content_encoding.empty()) {
    require(body->bytes == response->body && body->fault.empty(), "a plain body is the body");
  }
  return 0;
}
