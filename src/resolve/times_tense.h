// Whether a clause looks back or ahead: decides between the last Friday and the next one.
#pragma once

#include <cstdint>

#include "detente/document.h"

namespace detente::resolve {

enum class Tense : std::uint8_t { unknown, past, future };

// The tense of the verb nearest to `expression`: first those before it, from the nearest on, then those after it.
// Infinitives count by the word that governs them ("plans to", "failed to").
Tense tense_around(const Document& document, TokenSpan sentence, TokenSpan expression);

}  // namespace detente::resolve
