// Words → wordpieces, as uncased BERT cuts them (train/README.md, "Input"), each word by itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace detente::model {

using PieceId = std::uint32_t;

// How a word is written: the uncased pieces don't tell. In the order of the weights' rows.
enum class LetterCase : std::uint8_t { lower, capitalised, allcaps, mixed, digit, other };
inline constexpr std::size_t letter_cases = 6;

LetterCase letter_case(std::string_view word);

// Const and thread-safe. Reads the vocabulary in place: its bytes have to outlive it.
class Wordpiece {
 public:
  // The pieces parted by line feeds, in the order of their ids. `unknown` is the piece for what cannot be cut.
  Wordpiece(std::string_view vocabulary, std::string_view unknown);

  // Appends the pieces of one word, at least one. Any bytes will do; those that are no UTF-8 count as U+FFFD.
  void append_pieces(std::string_view word, std::vector<PieceId>& out) const;

  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  // `none` when there is no such piece.
  [[nodiscard]] PieceId find(std::string_view piece) const { return find({}, piece); }
  static constexpr PieceId none = 0xFFFFFFFF;

 private:
  void append_ascii(std::string_view lower, std::vector<PieceId>& out) const;
  // Cuts a run without punctuation: the longest piece from the left, again and again.
  void append_part(std::string_view part, std::vector<PieceId>& out) const;
  [[nodiscard]] PieceId find(std::string_view prefix, std::string_view rest) const;

  std::vector<std::string_view> pieces_;
  std::vector<PieceId> slots_;  // open addressing by hash, at most half full
  std::size_t longest_ = 0;     // bytes of the longest piece
  PieceId unknown_ = 0;
};

}  // namespace detente::model
