// The fields of a record's parts as RECORDS.md has them, without the object around them.
#pragma once

#include "detente/record.h"
#include "export/json.h"

namespace detente::exports {

void write_event_fields(JsonWriter& json, const Event& event);
void write_statement_fields(JsonWriter& json, const Statement& statement);

}  // namespace detente::exports
