// A line that holds one JSON object.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "detente/result.h"
#include "ingest/encoding.h"

namespace detente::ingest {

// Lives as long as the parser and is gone with the next line it parses. `wanted` ends the message of what is JSON but
// no object ("each must be one record"). Errors: empty, binary, encoding, malformed_json, invalid_field.
Result<simdjson::dom::object> parse_object(simdjson::dom::parser& parser, std::string_view line, const Origin& origin,
                                           const std::string& wanted);

}  // namespace detente::ingest
