#include "ingest/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/encoding.h"
#include "ingest/inputs.h"

namespace detente::ingest {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10U;

// Damaged files cost a new beginning each; more of them are no accident.
constexpr std::size_t most_beginnings = 100;

// An archive under libarchive's hand.
class OpenArchive {
 public:
  OpenArchive(ByteSource& bytes, Format format) : bytes_(bytes), archive_(archive_read_new()) {
    if (format == Format::zip) {
      archive_read_support_format_zip(archive_.get());
    } else {
      archive_read_support_format_tar(archive_.get());
    }
    archive_read_set_read_callback(archive_.get(), &OpenArchive::read);
    if (format == Format::zip && bytes_.seek(0, false)) {
      archive_read_set_seek_callback(archive_.get(), &OpenArchive::seek);
    }
    archive_read_set_callback_data(archive_.get(), this);
  }

  // What libarchive says of it.
  int open() { return archive_read_open1(archive_.get()); }
  int next(archive_entry*& entry) { return archive_read_next_header(archive_.get(), &entry); }

  // `block` is good until the next call. What comes before damage comes, which archive_read_data does not grant.
  int read_block(std::string_view& block) {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t place = 0;
    const int code = archive_read_data_block(archive_.get(), &data, &size, &place);
    block = {static_cast<const char*>(data), code == ARCHIVE_OK ? size : 0};
    return code;
  }

  // Whether all its bytes were read.
  [[nodiscard]] bool saw_end() const { return buffer_.empty(); }

  // Whether the last bytes read are those that end a tar archive.
  [[nodiscard]] bool saw_zeros_last() const { return zeros_last_; }

 private:
  struct Free {
    void operator()(struct archive* archive) const { archive_read_free(archive); }
  };

  static la_ssize_t read(struct archive* archive, void* self, const void** out) {
    auto& open = *static_cast<OpenArchive*>(self);
    open.buffer_.clear();
    open.bytes_.append_to(open.buffer_, chunk);
    if (open.bytes_.failure()) {
      archive_set_error(archive, EIO, "the source failed");
      return ARCHIVE_FATAL;
    }
    if (!open.buffer_.empty()) {
      constexpr std::size_t block = 512;
      const std::string_view tail =
          std::string_view(open.buffer_).substr(open.buffer_.size() - std::min(open.buffer_.size(), block));
      open.zeros_last_ = tail.find_first_not_of('\0') == std::string_view::npos;
    }
    *out = open.buffer_.data();
    return static_cast<la_ssize_t>(open.buffer_.size());
  }

  static la_int64_t seek(struct archive* /*archive*/, void* self, la_int64_t place, int whence) {
    const auto& open = *static_cast<OpenArchive*>(self);
    const std::optional<std::uint64_t> now =
        whence == SEEK_CUR ? std::nullopt : open.bytes_.seek(place, whence == SEEK_END);
    return now ? static_cast<la_int64_t>(*now) : la_int64_t{ARCHIVE_FATAL};
  }

  ByteSource& bytes_;
  std::unique_ptr<struct archive, Free> archive_;
  std::string buffer_;
  bool zeros_last_ = false;
};

// How the reading of one file inside ended.
enum class Ending : std::uint8_t { well, damaged, beyond_repair };

// The bytes of the file that the archive stands at.
class EntryBytes final : public ByteSource {
 public:
  EntryBytes(OpenArchive& archive, const ByteSource& under, Ending& ending)
      : archive_(archive), under_(under), ending_(ending) {}

  bool append_to(std::string& out, std::size_t most) override {
    if (rest_.empty() && !next_block()) {
      return false;
    }
    const std::string_view next = rest_.substr(0, most);
    out += next;
    rest_.remove_prefix(next.size());
    return true;
  }

  [[nodiscard]] std::optional<Failure> failure() const override {
    if (ending_ == Ending::well) {
      return std::nullopt;
    }
    const std::optional<Failure> deeper = under_.failure();
    return deeper ? deeper
                  : Failure{ErrorCode::damaged,
                            "the file is damaged in its archive, cut off, locked with a password or packed in a way "
                            "that is not known"};
  }

 private:
  bool next_block() {
    while (ending_ == Ending::well && rest_.empty()) {
      const int code = archive_.read_block(rest_);
      if (code == ARCHIVE_EOF) {
        return false;
      }
      if (code != ARCHIVE_OK) {
        rest_ = {};
        ending_ = code == ARCHIVE_FATAL ? Ending::beyond_repair : Ending::damaged;
      }
    }
    return !rest_.empty();
  }

  OpenArchive& archive_;
  const ByteSource& under_;
  Ending& ending_;
  std::string_view rest_;  // of the block; libarchive's
};

// The bytes of the first file in a ZIP archive.
class FirstFile final : public ByteSource {
 public:
  explicit FirstFile(std::unique_ptr<ByteSource> bytes)
      : bytes_(std::move(bytes)), archive_(*bytes_, Format::zip), file_(archive_, *bytes_, ending_) {
    archive_.open();
    archive_entry* entry = nullptr;
    int code = archive_.next(entry);
    while (code >= ARCHIVE_WARN && code != ARCHIVE_EOF && archive_entry_filetype(entry) != AE_IFREG) {
      code = archive_.next(entry);
    }
    ending_ = code >= ARCHIVE_WARN && code != ARCHIVE_EOF ? Ending::well : Ending::beyond_repair;
  }

  bool append_to(std::string& out, std::size_t most) override { return file_.append_to(out, most); }
  [[nodiscard]] std::optional<Failure> failure() const override { return file_.failure(); }

 private:
  std::unique_ptr<ByteSource> bytes_;
  OpenArchive archive_;
  Ending ending_ = Ending::well;
  EntryBytes file_;
};

// UTF-8, whatever the archive says. Old ZIP archives have DOS letters.
std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  name = name != nullptr ? name : archive_entry_pathname(entry);
  const std::string bytes = name != nullptr ? name : "";
  return first_invalid_utf8(bytes) ? to_utf8(bytes, "ibm-437").value_or("") : bytes;
}

bool is_shadow(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with("._");
}

class ArchiveArticles final : public ArticleSource {
 public:
  ArchiveArticles(std::unique_ptr<ByteSource> bytes, const Description& description, const Options& options)
      : bytes_(std::move(bytes)),
        format_(description.form.format),
        name_(description.origin.subject),
        options_(options) {
    open();
  }

  std::optional<Result<Article>> next() override {
    while (true) {
      if (articles_) {
        if (auto article = articles_->next()) {
          return article;
        }
        articles_.reset();
        file_failed_ = ending_ != Ending::well;
      }
      if (!archive_) {
        return std::nullopt;
      }
      if (ending_ != Ending::well) {
        if (std::optional<Error> error = go_on_behind_damage()) {
          return std::move(*error);
        }
        if (!archive_) {
          return std::nullopt;
        }
      }
      if (std::optional<Error> error = next_file()) {
        return std::move(*error);
      }
    }
  }

 private:
  void open() {
    archive_.emplace(*bytes_, format_);
    archive_->open();  // when that fails, so does going to the first file, which is told
    ending_ = Ending::well;
    files_ = 0;
  }

  // The file before is damaged, which has been told. libarchive may read those behind it with its leavings, or not at
  // all; a ZIP archive that can be read twice is begun again.
  std::optional<Error> go_on_behind_damage() {
    if (format_ == Format::zip && bytes_->seek(0, false)) {
      return begin_again();
    }
    if (ending_ == Ending::damaged) {
      ending_ = Ending::well;
      return std::nullopt;
    }
    if (!archive_->saw_end()) {
      return close("the archive cannot be read any further; what comes behind " + last_ + " was not read");
    }
    archive_.reset();
    return std::nullopt;
  }

  std::optional<Error> begin_again() {
    if (++beginnings_ > most_beginnings) {
      return close("more than 100 files in it are damaged; what comes behind " + last_ + " was not read");
    }
    const std::size_t files = files_;
    open();
    archive_entry* entry = nullptr;
    while (files_ < files && archive_->next(entry) >= ARCHIVE_WARN) {
      ++files_;
    }
    return std::nullopt;
  }

  Error close(std::string what) {
    const std::optional<Failure> failure = bytes_->failure();
    archive_.reset();
    return failure ? Error{failure->code, failure->message, name_}
                   : Error{ErrorCode::damaged, std::move(what), name_};
  }

  // Goes to the next file and opens it when it is one to read; an Error when that fails.
  std::optional<Error> next_file() {
    if (found_ == nullptr) {
      bool damaged = false;
      int code = archive_->next(found_);
      while (code == ARCHIVE_RETRY) {
        damaged = true;
        code = archive_->next(found_);
      }
      if (code == ARCHIVE_EOF) {
        return end(damaged);
      }
      if (code < ARCHIVE_WARN) {
        if (file_failed_ && archive_->saw_end()) {
          archive_.reset();  // the file before was cut off, which has been told, and nothing comes behind it
          return std::nullopt;
        }
        return close("the archive is damaged or cut off here; what comes behind " + last_ + " was not read");
      }
      if (damaged) {
        any_ = true;
        return Error{ErrorCode::damaged, "a part of the archive behind " + last_ + " is damaged and was passed over",
                     name_};
      }
    }
    ++files_;
    return open_file(std::exchange(found_, nullptr));
  }

  std::optional<Error> end(bool damaged) {
    const bool ends_early = format_ == Format::tar && !archive_->saw_zeros_last();
    if (damaged || ends_early || bytes_->failure()) {
      return close("the archive has no end; it may be cut off behind " + last_);
    }
    archive_.reset();
    return any_ ? std::nullopt
                : std::optional(Error{ErrorCode::empty, "no file in it has an ending that is read", name_});
  }

  std::optional<Error> open_file(archive_entry* entry) {
    const std::string name = name_of(entry);
    const Form form = form_of(name);
    ending_ = Ending::well;
    file_failed_ = false;
    last_ = name.empty() ? last_ : name;
    const bool has_content = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
    if (!has_content || form.format == Format::unknown || is_shadow(name)) {
      return std::nullopt;
    }
    any_ = true;
    const std::string subject = name_ + ":" + name;
    if (form.format == Format::zip || form.format == Format::tar) {
      return Error{ErrorCode::unreadable, "an archive inside an archive; unpack it first", subject};
    }
    if (archive_entry_sparse_count(entry) > 0) {
      return Error{ErrorCode::unreadable, "a file with holes in it (sparse), which no article has", subject};
    }
    Result<std::unique_ptr<ArticleSource>> opened = open_articles(
        std::make_unique<EntryBytes>(*archive_, *bytes_, ending_), {form, subject, {subject, ""}}, options_);
    if (!opened) {
      file_failed_ = ending_ != Ending::well;
      return opened.error();
    }
    articles_ = std::move(*opened);
    return std::nullopt;
  }

  std::unique_ptr<ByteSource> bytes_;
  Format format_;
  std::string name_;
  const Options& options_;
  std::optional<OpenArchive> archive_;
  archive_entry* found_ = nullptr;  // a file that is still to be opened; libarchive's
  Ending ending_ = Ending::well;    // of the file before
  bool file_failed_ = false;        // the file before, which has been told
  std::unique_ptr<ArticleSource> articles_;
  std::string last_ = "its beginning";  // the file before, for messages
  std::size_t files_ = 0;               // gone past since the archive was opened
  std::size_t beginnings_ = 0;
  bool any_ = false;  // an article or an error came out of it
};

}  // namespace

std::unique_ptr<ArticleSource> make_archive_articles(std::unique_ptr<ByteSource> bytes,
                                                     const Description& description, const Options& options) {
  return std::make_unique<ArchiveArticles>(std::move(bytes), description, options);
}

std::unique_ptr<ByteSource> first_file_of_zip(std::unique_ptr<ByteSource> bytes) {
  return std::make_unique<FirstFile>(std::move(bytes));
}

}  // namespace detente::ingest
