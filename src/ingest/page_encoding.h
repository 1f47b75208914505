// A page's bytes → UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "detente/result.h"
#include "ingest/encoding.h"

namespace detente::ingest {

// By byte-order mark, else by how the NUL bytes lie (UTF-16 and UTF-32), else as UTF-8 when the bytes are valid
// UTF-8, else by `sent_charset` (that of the HTTP header, if there is one), else by the charset that the page's head
// declares, else by its letters, else as windows-1252. Valid UTF-8 goes before the declaration, since pages are often
// re-encoded without their head being mended, while other encodings hardly ever look like UTF-8. Latin-1 that was
// sent says little, since servers send it for all their pages: there the page's own declaration goes first. Errors:
// binary.
Result<std::string> page_to_utf8(std::string_view bytes, const Origin& origin, const std::string& sent_charset = {});

// The charset named in the first bytes: <meta charset>, <meta http-equiv … content="…charset=…">, <?xml
// encoding="…">. Empty when none is.
std::string declared_charset(std::string_view bytes);

}  // namespace detente::ingest
