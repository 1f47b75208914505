#include "cli/story_keeper.h"

#include <charconv>
#include <optional>
#include <utility>

namespace detente::cli {

namespace {

constexpr const char* note_name = "stories";

// A note: the key of the last article in it, a line feed, the bytes of the stories.
struct Note {
  store::Key key = 0;
  std::string_view bytes;
};

std::optional<Note> parse(std::string_view text) {
  const std::size_t end = text.find('\n');
  Note note;
  if (end == std::string_view::npos ||
      std::from_chars(text.data(), text.data() + end, note.key).ptr != text.data() + end) {
    return std::nullopt;
  }
  note.bytes = text.substr(end + 1);
  return note;
}

}  // namespace

Result<StoryKeeper> StoryKeeper::open(store::Store& store, store::Batch& batch) {
  const auto written = store.note(note_name);
  if (!written) {
    return written.error();
  }
  StoryKeeper keeper{story::Stories()};
  store::Key key = 0;
  if (*written) {
    const auto note = parse(**written);
    auto stories = note
                       ? story::Stories::load(note->bytes)
                       : Result<story::Stories>(Error{ErrorCode::corrupt_data, "the note of stories is damaged", ""});
    if (!stories) {
      return stories.error();
    }
    keeper.stories_ = std::move(*stories);
    key = note->key;
  }
  constexpr std::size_t at_once = 500;
  while (true) {
    const auto rows = store.articles(key, at_once);
    if (!rows) {
      return rows.error();
    }
    for (const store::ArticleRow& row : *rows) {
      keeper.add(row.record, batch);
      key = row.key;
    }
    if (rows->size() < at_once) {
      return keeper;
    }
  }
}

void StoryKeeper::add(const Record& record, store::Batch& batch) {
  const story::Placement placement = stories_.add(record);
  const std::string& original = placement.article.copy_of;
  batch.groups.push_back({record.article.id, original.empty() ? record.article.id : original});
  for (const story::EventPlace& place : placement.events) {
    batch.stories.push_back({place.event, place.story});
  }
  newest_ = record.article.id;
}

std::optional<Error> StoryKeeper::save(store::Store& store, store::Batch& batch) {
  if (newest_.empty()) {
    return std::nullopt;
  }
  const auto row = store.article(newest_);
  if (!row) {
    return row.error();
  }
  if (*row) {
    batch.notes.push_back({note_name, std::to_string((*row)->key) + '\n' + stories_.bytes()});
  }
  newest_.clear();
  return std::nullopt;
}

}  // namespace detente::cli
