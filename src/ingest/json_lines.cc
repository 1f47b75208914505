#include "ingest/json_lines.h"

#include <string>
#include <utility>

#include "ingest/encoding.h"
#include "ingest/lettering.h"

namespace detente::ingest {

std::optional<Error> refuse_lines(std::string_view head, const Origin& origin) {
  const bool packed = !binary_format(head).empty() && first_invalid_utf8(head.substr(0, 16)).has_value();
  if (packed || !wide_encoding(head).empty()) {
    return check_text(head, origin);
  }
  const std::string_view words = trimmed(without_mark(head));
  if (words.starts_with('[')) {
    return Error{ErrorCode::malformed_json,
                 "a JSON list, not JSON Lines; put one article on each line: jq -c '.[]' FILE > NEW-FILE.jsonl",
                 origin.subject};
  }
  return std::nullopt;
}

JsonLines::JsonLines(std::unique_ptr<ByteSource> bytes, Origin origin, const Options& options)
    : lines_(std::move(bytes), max_article_bytes), origin_(std::move(origin)), options_(options) {}

std::optional<Result<Article>> JsonLines::next() {
  while (const std::optional<Line> line = lines_.next()) {
    if (!line->too_long && trimmed(line->text).empty()) {
      continue;
    }
    any_ = true;
    const Origin origin{origin_.subject + ":" + std::to_string(line->number), origin_.file};
    if (line->too_long) {
      return Error{ErrorCode::too_large, "the line has more than 16 MiB; one article a line, please", origin.subject};
    }
    return json_.read(line->text, origin, options_);
  }
  if (const std::optional<Failure> failure = lines_.failure(); failure && !std::exchange(failure_told_, true)) {
    any_ = true;
    return Error{failure->code, failure->message, origin_.subject};
  }
  if (!std::exchange(any_, true)) {
    return Error{ErrorCode::empty, "there is no article in it", origin_.subject};
  }
  return std::nullopt;
}

}  // namespace detente::ingest
