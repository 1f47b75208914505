#include "ingest/http_response.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "ingest/byte_source.h"
#include "ingest/decompression.h"
#include "ingest/ingest.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

// "HTTP/1.1 200 OK" → 200; 0 when it is no status line.
unsigned status_of(std::string_view line) {
  const std::vector<std::string_view> words = split_words(line);
  if (words.size() < 2 || !words[0].starts_with("HTTP/") || words[1].size() != 3 ||
      !std::all_of(words[1].begin(), words[1].end(), is_digit)) {
    return 0;
  }
  unsigned status = 0;
  for (const char digit : words[1]) {
    status = status * 10 + static_cast<unsigned>(digit - '0');
  }
  return status;
}

unsigned hex_value(char c) {
  if (is_digit(c)) {
    return static_cast<unsigned>(c - '0');
  }
  const char lower = static_cast<char>(c | 0x20);
  constexpr unsigned none = 16;
  return lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a') + 10 : none;
}

// Takes a line such as "1a2b;name=value" from the front of `bytes`; nothing when that is none.
std::optional<std::size_t> take_chunk_size(std::string_view& bytes) {
  constexpr std::size_t longest_line = 4096;
  const std::size_t end = bytes.substr(0, longest_line).find('\n');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view line = trimmed(bytes.substr(0, end));
  std::size_t digits = 0;
  std::size_t size = 0;
  while (digits < line.size() && hex_value(line[digits]) < 16) {
    if (size >> 28U != 0) {
      return std::nullopt;
    }
    size = (size << 4U) | hex_value(line[digits++]);
  }
  const std::string_view rest = trimmed(line.substr(digits));
  if (digits == 0 || (!rest.empty() && !rest.starts_with(';'))) {
    return std::nullopt;
  }
  bytes.remove_prefix(end + 1);
  return size;
}

void take_line_end(std::string_view& bytes) {
  bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : (bytes.starts_with('\n') ? 1 : 0));
}

HttpBody without_chunks(std::string_view body) {
  HttpBody out;
  bool first = true;
  while (true) {
    const std::optional<std::size_t> size = take_chunk_size(body);
    if (!size && first) {
      out.bytes = body;
      return out;
    }
    first = false;
    if (!size) {
      out.fault = body.empty() ? "its last chunk is missing" : "its chunks are broken";
      return out;
    }
    if (*size == 0) {
      return out;
    }
    if (*size > body.size()) {
      out.bytes += body;
      out.fault = "a chunk of it is cut off";
      return out;
    }
    out.bytes += body.substr(0, *size);
    body.remove_prefix(*size);
    take_line_end(body);
  }
}

// How the body is compressed; nothing for words that are not known.
std::optional<Compression> compression_named(std::string_view name, std::string_view body) {
  if (name == "gzip" || name == "x-gzip") {
    return compression_of(body) == Compression::gzip ? Compression::gzip : Compression::none;
  }
  if (name == "zstd") {
    return compression_of(body) == Compression::zstd ? Compression::zstd : Compression::none;
  }
  if (name == "deflate") {
    // By the standard zlib's form; some servers send it raw. A page that is not compressed begins with neither.
    const bool zlib = body.size() > 1 && (body[0] & 0x0F) == 8 &&
                      ((static_cast<unsigned char>(body[0]) << 8U) | static_cast<unsigned char>(body[1])) % 31 == 0;
    const std::string_view words = trimmed(body);
    return zlib ? Compression::zlib : (words.starts_with('<') ? Compression::none : Compression::deflate);
  }
  return name == "identity" ? std::optional(Compression::none) : std::nullopt;
}

// Undoes one compression. False when it is too large then.
bool unpack(HttpBody& body, Compression kind) {
  if (kind == Compression::none) {
    return true;
  }
  Members members(std::make_unique<BytesInMemory>(body.bytes), kind);
  constexpr std::size_t piece = std::size_t{64} << 10U;
  std::string plain;
  while (true) {
    const Members::Step step = members.step(plain, piece);
    if (plain.size() > max_article_bytes) {
      return false;
    }
    if (step == Members::Step::damaged) {
      body.fault = members.fault();
    }
    if (step != Members::Step::bytes) {
      break;  // what stands behind the first member is no part of the body
    }
  }
  body.bytes = std::move(plain);
  return true;
}

}  // namespace

bool HttpResponse::succeeded() const {
  return status >= 200 && status < 300;
}

std::optional<HttpResponse> read_http_response(std::string_view bytes) {
  const std::optional<std::size_t> size = header_size(bytes);
  const std::size_t first_line = bytes.find('\n');
  if (!size || first_line == std::string_view::npos) {
    return std::nullopt;
  }
  HttpResponse response;
  response.status = status_of(bytes.substr(0, first_line));
  if (response.status == 0) {
    return std::nullopt;
  }
  const HeaderFields fields(bytes.substr(first_line + 1, *size - first_line - 1));
  response.type = media_type_of(fields.value("content-type"));
  response.transfer_encoding = lower_ascii(fields.value("transfer-encoding"));
  response.content_encoding = lower_ascii(fields.value("content-encoding"));
  response.body = bytes.substr(*size);
  return response;
}

Result<HttpBody> read_body(const HttpResponse& response) {
  const bool chunked = response.transfer_encoding.find("chunked") != std::string::npos;
  HttpBody body = chunked ? without_chunks(response.body) : HttpBody{std::string(response.body), {}};
  std::vector<std::string_view> encodings = split_words(response.content_encoding, " \t,");
  constexpr std::size_t most_encodings = 4;
  if (encodings.size() > most_encodings) {
    return Error{ErrorCode::too_large, "the page is compressed more than four times over", ""};
  }
  std::reverse(encodings.begin(), encodings.end());
  for (const std::string_view encoding : encodings) {
    const std::optional<Compression> kind = compression_named(encoding, body.bytes);
    if (!kind) {
      const std::string name = encoding == "br" ? "Brotli" : "\"" + std::string(encoding.substr(0, 20)) + "\"";
      return Error{ErrorCode::encoding,
                   "the page is compressed with " + name + ", which is not read; gzip, deflate and zstd are", ""};
    }
    if (!unpack(body, *kind)) {
      return Error{ErrorCode::too_large, "the page has more than 16 MiB once it is unpacked", ""};
    }
  }
  if (body.bytes.size() > max_article_bytes) {
    return Error{ErrorCode::too_large, "the page has more than 16 MiB", ""};
  }
  return body;
}

}  // namespace detente::ingest
