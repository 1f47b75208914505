// Where SQLite and PostgreSQL differ in words; all else of the room's SQL is the same for both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace detente::store {

struct Dialect {
  std::string_view key;            // type of a primary key that is given by the room
  std::string_view integer;        // 64 bits
  std::string_view real;           // a double
  std::string_view bytes;          // any bytes
  std::string_view plain;          // ends a table
  std::string_view clustered;      // ends a table that is stored in the order of its primary key
  std::string_view article_words;  // a condition on article `a`: its words match the parameter
  std::string_view statement_words;
  std::vector<std::string_view> search;  // statements that set up full-text search

  // One parameter for `article_words` and `statement_words` out of phrases, all of which must be there.
  std::string (*match)(const std::vector<std::string>& phrases);
};

extern const Dialect sqlite_dialect;
extern const Dialect postgres_dialect;

// `sql` with {key}, {integer}, {real}, {bytes}, {plain} and {clustered} put in.
std::string in_dialect(std::string_view sql, const Dialect& dialect);

}  // namespace detente::store
