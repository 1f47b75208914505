// What is wrong with a line that does not parse, in words.
#pragma once

#include <simdjson.h>

#include <string>

namespace detente::ingest {

std::string what_is_wrong(simdjson::error_code code);

}  // namespace detente::ingest
