// gzip and zip, as sitemaps and GDELT's tables are packed.
#pragma once

#include <string>
#include <string_view>

#include "detente/result.h"

namespace detente::ingest {

// By the first bytes: gzip, or a zip archive.
bool is_packed(std::string_view bytes);

// The content of gzip members, or of a zip archive's first file. What grows over `most` bytes is given up. A packing
// that is cut off gives what came before. Errors: too_large, binary (packed in another way, or nothing to be got
// out).
Result<std::string> unpacked(std::string_view bytes, std::size_t most, const std::string& subject);

}  // namespace detente::ingest
