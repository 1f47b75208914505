// Errors as values: what crosses a room's border is a Result, never an exception.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace detente {

enum class ErrorCode {
  not_found,         // a file or folder that was named does not exist
  unreadable,        // it exists but cannot be opened or read (permissions, I/O error, a device)
  empty,             // nothing to code: no bytes, or no words once the markup is taken away
  binary,            // bytes that are no text (NUL bytes, control characters, a known binary format)
  encoding,          // text that is not valid UTF-8 where UTF-8 is required
  malformed_json,    // a JSON line that does not parse
  malformed_feed,    // no feed of a kind that is known, or one that breaks off
  invalid_field,     // a field of the right place but the wrong type or value
  invalid_date,      // a date that is not a calendar date in ISO 8601
  too_large,         // over a documented size limit
  corrupt_data,      // a compiled table or weights file whose magic, version, size or checksum is wrong
  language,          // an article in another language than English, and nothing to translate it
  translation,       // the user's translator failed on it
  damaged,           // an archive, a record in it or a compressed file that is broken or cut off
  invalid_argument,  // a command line or overlay table that cannot be understood
  newer_version,     // written by a newer program than this one
  busy,              // another program has it, and did not let go in time
  storage_full,      // no room left on the disk, or a quota is used up
  unreachable,       // a server that cannot be reached, does not answer in time, or answers with an error
  disallowed,        // not fetched: robots.txt forbids it, or its address lies in no public network
};

// The stable name written to `error.code` in the output, for example "malformed_json".
std::string_view name_of(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;  // one sentence for a person: what is wrong, and what would mend it
  std::string subject;  // what it concerns: a path, "path:line", or an article's id; may be empty
};

// Either a value or an Error. Asking for the one that is not there is a bug and throws std::bad_variant_access.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace detente
