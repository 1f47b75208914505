// Faults that a text caught on its way here, mended where only one reading is possible.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detente/article.h"

namespace detente::ingest {

// Each of these takes valid UTF-8 and gives valid UTF-8; true when it changed something.

// An e-mail's quoted-printable ("caf=C3=A9", lines that end in "="): only where every "=" is part of it.
bool decode_quoted_printable(std::string& text);

// UTF-8 that was read as Windows-1252 and written again ("Itâ€™s"), once or twice. Where the text has letters that
// such a reading would not have left behind ("château"), only dashes and quotation marks are certain.
bool repair_mojibake(std::string& text);

// Unicode normal form C; ligatures of the typesetter ("ﬁ") as letters; without soft hyphens and other characters of
// no width that are no part of a word.
bool normalise(std::string& text);

// Words cut at a line's end: "sol-\ndiers" → "soldiers", "Russian-\nbacked" → "Russian-backed". The hyphen stays
// where it belongs to the word by the text's own spelling elsewhere, by what follows it ("-backed", "-range") or by a
// capital before it.
bool join_hyphenated(std::string& text);

// All of these over the text of an article that is still without blocks. Where something was mended the text is
// ingest's own from then on, and a warning says what it was.
void clean_text(Article& article);

// A title, a byline or a paragraph of a page, which has no lines: mojibake and normal form.
void clean_line(std::string& line);

}  // namespace detente::ingest
