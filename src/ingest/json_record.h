// One line of JSON Lines → Record: the way back from export's append_jsonl().
#pragma once

#include <memory>
#include <string_view>

#include "detente/record.h"
#include "detente/result.h"
#include "ingest/encoding.h"

namespace detente::ingest {

// Keeps its parser's memory from line to line. Not thread-safe.
//
// Fields that are not known are passed over, so that a newer program's records can be read. A field of the wrong type
// or with a value that there is none of refuses the whole line: half a record is worse than none.
class JsonRecordReader {
 public:
  JsonRecordReader();
  ~JsonRecordReader();
  JsonRecordReader(JsonRecordReader&&) noexcept;
  JsonRecordReader& operator=(JsonRecordReader&&) noexcept;

  Result<Record> read(std::string_view line, const Origin& origin);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace detente::ingest
