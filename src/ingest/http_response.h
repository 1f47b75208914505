// An HTTP response as a crawler has kept it, header and body.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "detente/result.h"
#include "ingest/header_fields.h"

namespace detente::ingest {

struct HttpResponse {
  unsigned status = 0;
  MediaType type;
  std::string transfer_encoding;  // as sent, in small letters
  std::string content_encoding;
  std::string_view body;  // as sent; points into the response's bytes

  // 200 to 299.
  [[nodiscard]] bool succeeded() const;
};

// Nothing when `bytes` do not begin with a status line and a header that ends.
std::optional<HttpResponse> read_http_response(std::string_view bytes);

struct HttpBody {
  std::string bytes;
  std::string fault;  // why there is no more of it; empty when it is whole
};

// The body without its chunks and compressions (gzip, deflate, zstd). Crawlers often undo them and leave the fields
// as they were: a body that does not begin as the fields say is taken as it stands. Errors, without a subject:
// too_large above max_article_bytes, encoding for compressions that are not known.
Result<HttpBody> read_body(const HttpResponse& response);

}  // namespace detente::ingest
