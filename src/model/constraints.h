// What the words of a reading have to look like, whatever their probabilities.
#pragma once

#include "model/decoding.h"
#include "model/features.h"

namespace detente::model {

// Mends a reading of the sentence:
//   - a trigger holds a word of content; particles behind a trigger ("break up") belong to it, others are none;
//   - arguments and speakers shed prepositions and conjunctions before them, and whatever else can't end a noun
//     phrase behind them; one of which nothing is left is dropped.
void constrain(SentenceReading& reading, const SentenceView& view);

}  // namespace detente::model
