// Compressed files, archives and web archives, made for tests.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace detente::packing {

// With zlib's window bits for gzip; 15 makes zlib's form and -15 raw deflate.
inline std::string gzipped(std::string_view bytes, int window_bits = 15 + 16) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  std::string in(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<unsigned>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<unsigned>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// With a checksum, as the specification for web archives wants it.
inline std::string zstd_frame(std::string_view bytes, std::string_view dictionary = {}) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size()));
  ZSTD_freeCCtx(context);
  return out;
}

// A frame that decoders skip; 0x184D2A5D is the one that holds a dictionary.
inline std::string skippable_frame(std::uint32_t magic, std::string_view content) {
  std::string out;
  for (const std::uint32_t number : {magic, static_cast<std::uint32_t>(content.size())}) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      out += static_cast<char>((number >> shift) & 0xFFU);
    }
  }
  return out.append(content);
}

inline std::string xz(std::string_view bytes) {
  std::string out(lzma_stream_buffer_bound(bytes.size()), '\0');
  std::size_t size = 0;
  lzma_easy_buffer_encode(1, LZMA_CHECK_CRC32, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                          bytes.size(), reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size());
  out.resize(size);
  return out;
}

struct File {
  std::string name;
  std::string content;
};

inline std::string archived(const std::vector<File>& files, int format, const char* options = nullptr) {
  std::string out;
  archive* writer = archive_write_new();
  archive_write_set_format(writer, format);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_set_options(writer, options);
  archive_write_open2(
      writer, &out, nullptr,
      [](archive*, void* self, const void* bytes, std::size_t size) {
        static_cast<std::string*>(self)->append(static_cast<const char*>(bytes), size);
        return static_cast<la_ssize_t>(size);
      },
      nullptr, nullptr);
  for (const File& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.content.size()));
    archive_entry_set_filetype(entry, file.name.back() == '/' ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, file.content.data(), file.content.size());
    archive_entry_free(entry);
  }
  archive_write_free(writer);
  return out;
}

inline std::string zipped(const std::vector<File>& files) {
  return archived(files, ARCHIVE_FORMAT_ZIP);
}

inline std::string tarred(const std::vector<File>& files) {
  return archived(files, ARCHIVE_FORMAT_TAR_USTAR);
}

// A record of a web archive; `more` are lines of its header, each with its end.
inline std::string record(std::string_view type, std::string_view address, std::string_view media_type,
                          std::string_view content, std::string_view more = {}) {
  std::string out = "WARC/1.0\r\nWARC-Type: ";
  out.append(type).append("\r\nWARC-Target-URI: ").append(address).append("\r\nWARC-Date: 2022-02-07T10:00:00Z\r\n");
  out.append(more);
  if (!media_type.empty()) {
    out.append("Content-Type: ").append(media_type).append("\r\n");
  }
  out.append("Content-Length: ").append(std::to_string(content.size())).append("\r\n\r\n");
  return out.append(content).append("\r\n\r\n");
}

// `more` are lines of the HTTP header, each with its end.
inline std::string response(std::string_view address, std::string_view body, std::string_view more = {},
                            std::string_view status = "200 OK", std::string_view media_type = "text/html") {
  std::string content = "HTTP/1.1 ";
  content.append(status).append("\r\nContent-Type: ").append(media_type).append("\r\n").append(more).append("\r\n");
  return record("response", address, "application/http; msgtype=response", content.append(body));
}

}  // namespace detente::packing
