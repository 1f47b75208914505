// The stories of a store, kept up as articles arrive.
#pragma once

#include <string>

#include "detente/record.h"
#include "store/store.h"
#include "story/story.h"

namespace detente::cli {

// What is known of stories lies in the store as a note that is written now and then. After a kill the articles that
// came behind it are gone through again, which puts them where they were: nothing is lost, nothing doubled.
class StoryKeeper {
 public:
  // Adds to `batch` where the articles belong that came after the last note. Errors are the store's, and
  // corrupt_data.
  static Result<StoryKeeper> open(store::Store& store, store::Batch& batch);

  // An article that was just put, new or changed; where it belongs goes into `batch`, which is to be put next.
  void add(const Record& record, store::Batch& batch);

  // The note, when there is anything new. Error: the store's.
  std::optional<Error> save(store::Store& store, store::Batch& batch);

 private:
  explicit StoryKeeper(story::Stories stories) : stories_(std::move(stories)) {}

  story::Stories stories_;
  std::string newest_;  // id of the article added last; empty: none since the note
};

}  // namespace detente::cli
