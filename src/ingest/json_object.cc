#include "ingest/json_object.h"

#include <optional>
#include <utility>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

std::string what_is_wrong(simdjson::error_code code) {
  switch (code) {
    case simdjson::DEPTH_ERROR:
      return "the JSON is nested too deeply";
    case simdjson::UTF8_ERROR:
    case simdjson::STRING_ERROR:
      return "a string in the JSON is broken or does not end";
    case simdjson::UNCLOSED_STRING:
      return "the JSON ends inside a string; the line may be cut off";
    default:
      return "not valid JSON, the line may be cut off; each line must be one whole object";
  }
}

}  // namespace

Result<simdjson::dom::object> parse_object(simdjson::dom::parser& parser, std::string_view line, const Origin& origin,
                                           const std::string& wanted) {
  line = without_mark(line);
  if (trimmed(line).empty()) {
    return Error{ErrorCode::empty, "the line is empty", origin.subject};
  }
  if (std::optional<Error> error = check_text(line, origin)) {
    return std::move(*error);
  }
  simdjson::dom::element root;
  if (const simdjson::error_code code = parser.parse(line.data(), line.size()).get(root); code != simdjson::SUCCESS) {
    return Error{ErrorCode::malformed_json, what_is_wrong(code), origin.subject};
  }
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    return Error{ErrorCode::invalid_field, "the line is JSON but no object; " + wanted, origin.subject};
  }
  return object;
}

}  // namespace detente::ingest
