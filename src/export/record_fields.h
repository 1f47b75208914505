// What is written of an event, whether it stands in its article's record or alone.
#pragma once

#include "detente/record.h"
#include "export/json.h"

namespace detente::exports {

// From `id` to `confidence`, into an object that is open.
void write_event_fields(JsonWriter& json, const Event& event);

}  // namespace detente::exports
