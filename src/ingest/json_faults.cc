#include "ingest/json_faults.h"

namespace detente::ingest {

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

}  // namespace detente::ingest
