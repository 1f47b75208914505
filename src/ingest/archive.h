// ZIP and tar archives → the articles of the files in them.
//
// Each file inside is read as one of its name outside would be; those of no known ending are passed over, and so are
// the shadow files that macOS puts beside others ("._page.html"). An archive inside an archive is an Error, except
// web archives. A damaged file is one Error; an archive that is cut off or broken keeps what came before and is one.
#pragma once

#include <memory>

#include "ingest/article_source.h"

namespace detente::ingest {

// `description.form` says which: zip or tar. A ZIP archive is read by its directory where `bytes` can be sought in,
// else from front to back. Subjects and ids are "ARCHIVE:FILE".
std::unique_ptr<ArticleSource> make_archive_articles(std::unique_ptr<ByteSource> bytes,
                                                     const Description& description, const Options& options);

// The bytes of the first file in a ZIP archive, read from front to back. None, and a failure, where it has no file.
std::unique_ptr<ByteSource> first_file_of_zip(std::unique_ptr<ByteSource> bytes);

}  // namespace detente::ingest
