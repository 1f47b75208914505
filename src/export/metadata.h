// Who published an article, and when: the fields that records and extracted articles begin with.
#pragma once

#include "detente/article.h"
#include "export/json.h"

namespace detente::exports {

// From `id` to `date`, those that are known.
void write_metadata(JsonWriter& json, const Article& article);

// Language, title and text of what was translated; nothing where nothing was.
void write_original(JsonWriter& json, const Article& article);

}  // namespace detente::exports
