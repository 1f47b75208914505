#include "store/dialect.h"

#include <array>
#include <utility>

namespace detente::store {

namespace {

// FTS5 takes a phrase in quotation marks as words alone; a quotation mark inside is doubled.
std::string sqlite_match(const std::vector<std::string>& phrases) {
  std::string match;
  for (const std::string& phrase : phrases) {
    match += match.empty() ? "\"" : " \"";
    for (const char c : phrase) {
      match += c;
      if (c == '"') {
        match += '"';
      }
    }
    match += '"';
  }
  return match;
}

// websearch_to_tsquery() reads what stands in quotation marks as a phrase; one inside would end it.
std::string postgres_match(const std::vector<std::string>& phrases) {
  std::string match;
  for (const std::string& phrase : phrases) {
    match += match.empty() ? "\"" : " \"";
    for (const char c : phrase) {
      match += c == '"' ? ' ' : c;
    }
    match += '"';
  }
  return match;
}

}  // namespace

// The words are kept once, in the tables themselves; triggers keep the indexes in step with them.
const Dialect sqlite_dialect{
    "INTEGER PRIMARY KEY",
    "INTEGER",
    "REAL",
    "BLOB",
    " STRICT",
    " WITHOUT ROWID, STRICT",
    "a.key IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)",
    "s.key IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)",
    {
        "CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='article', content_rowid='key', "
        "tokenize='unicode61 remove_diacritics 2')",
        "CREATE VIRTUAL TABLE statement_words USING fts5(text, content='statement', content_rowid='key', "
        "tokenize='unicode61 remove_diacritics 2')",
        "CREATE TRIGGER article_added AFTER INSERT ON article BEGIN "
        "INSERT INTO article_words (rowid, title, text) VALUES (new.key, new.title, new.text); END",
        "CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN "
        "INSERT INTO article_words (article_words, rowid, title, text) "
        "VALUES ('delete', old.key, old.title, old.text); END",
        "CREATE TRIGGER statement_added AFTER INSERT ON statement BEGIN "
        "INSERT INTO statement_words (rowid, text) VALUES (new.key, new.text); END",
        "CREATE TRIGGER statement_removed AFTER DELETE ON statement BEGIN "
        "INSERT INTO statement_words (statement_words, rowid, text) VALUES ('delete', old.key, old.text); END",
    },
    sqlite_match,
};

// A tsvector holds at most 1 MB of words; what stands further back in an article of more is not found. `left` counts
// characters: none takes more than four bytes.
const Dialect postgres_dialect{
    "BIGINT PRIMARY KEY",
    "BIGINT",
    "DOUBLE PRECISION",
    "BYTEA",
    "",
    "",
    "a.search @@ websearch_to_tsquery('simple', ?)",
    "s.search @@ websearch_to_tsquery('simple', ?)",
    {
        "ALTER TABLE article ADD COLUMN search tsvector GENERATED ALWAYS AS "
        "(to_tsvector('simple', coalesce(title, '') || ' ' || left(coalesce(text, ''), 200000))) STORED",
        "ALTER TABLE statement ADD COLUMN search tsvector GENERATED ALWAYS AS "
        "(to_tsvector('simple', left(coalesce(text, ''), 200000))) STORED",
        "CREATE INDEX article_words ON article USING gin (search)",
        "CREATE INDEX statement_words ON statement USING gin (search)",
    },
    postgres_match,
};

std::string in_dialect(std::string_view sql, const Dialect& dialect) {
  const std::array<std::pair<std::string_view, std::string_view>, 6> words{{
      {"{key}", dialect.key},
      {"{integer}", dialect.integer},
      {"{real}", dialect.real},
      {"{bytes}", dialect.bytes},
      {"{plain}", dialect.plain},
      {"{clustered}", dialect.clustered},
  }};
  std::string out(sql);
  for (const auto& [name, word] : words) {
    for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at + word.size())) {
      out.replace(at, name.size(), word);
    }
  }
  return out;
}

}  // namespace detente::store
