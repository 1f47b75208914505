// The tables as people write them: tab-separated with a header line, `#` comments, `|` between several values.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detente/result.h"

namespace detente::knowledge {

// One table in memory. Cells are trimmed.
class Table {
 public:
  // `name` stands before line numbers in error subjects. Errors: encoding when a line is not UTF-8,
  // invalid_field when a row is longer than its header, empty when there is no header.
  static Result<Table> parse(std::string_view text, std::string name);
  static Result<Table> read(const std::filesystem::path& file);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool has(std::string_view column) const;
  // Empty where the table lacks the column or the row ends before it.
  [[nodiscard]] std::string_view cell(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::vector<std::string_view> values(std::size_t row, std::string_view column) const;
  // "countries.tsv:12", for error messages.
  [[nodiscard]] std::string where(std::size_t row) const;

 private:
  struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;
  };
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

// All tables of knowledge/, read from its folder.
struct Tables {
  Table countries;
  Table seats;
  Table organisations;
  Table armed_groups;
  Table roles;
  std::vector<Table> people;
  std::vector<Table> offices;
  std::vector<Table> terms;
  Table events;
  Table modes;
  Table contexts;
  Table sectors;
  Table international;
  Table cameo;
  Table mistranslations;

  static Result<Tables> read(const std::filesystem::path& folder);
};

}  // namespace detente::knowledge
