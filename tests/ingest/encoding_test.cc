#include "ingest/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace detente::ingest {
namespace {

using namespace std::string_view_literals;

const Origin origin{"news.txt", "news.txt"};

ErrorCode code_of(std::string_view bytes) {
  const auto error = check_text(bytes, origin);
  EXPECT_TRUE(error.has_value());
  return error ? error->code : ErrorCode::empty;
}

std::string message_of(std::string_view bytes) {
  const auto error = check_text(bytes, origin);
  return error ? error->message : "";
}

TEST(Utf8, FirstInvalidByte) {
  EXPECT_FALSE(first_invalid_utf8("").has_value());
  EXPECT_FALSE(first_invalid_utf8("Élysée € 😀").has_value());
  EXPECT_EQ(first_invalid_utf8("abc\xFF"), 3U);
  EXPECT_EQ(first_invalid_utf8("\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("a\xC0\x80"), 1U);         // overlong
  EXPECT_EQ(first_invalid_utf8("é\xED\xA0\x80"), 2U);     // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
  EXPECT_EQ(first_invalid_utf8("€ \xE2\x82"), 4U);        // cut off
  EXPECT_EQ(first_invalid_utf8("\xE0\x80\x80"), 0U);
}

TEST(CheckText, PassesUtf8) {
  EXPECT_FALSE(check_text("Kyiv, “calm”\r\n\tand quiet\f", origin).has_value());
  EXPECT_FALSE(check_text("\xEF\xBB\xBFWith a mark", origin).has_value());
}

TEST(CheckText, NamesLatin1AndTheCommand) {
  EXPECT_EQ(code_of("caf\xE9 in town"), ErrorCode::encoding);
  const std::string message = message_of("caf\xE9 in town");
  EXPECT_NE(message.find("byte 3"), std::string::npos) << message;
  EXPECT_NE(message.find("Latin-1"), std::string::npos) << message;
  EXPECT_NE(message.find("iconv -f ISO-8859-1 -t UTF-8 news.txt"), std::string::npos) << message;
}

TEST(CheckText, NamesWindows1252ByItsQuotationMarks) {
  EXPECT_NE(message_of("he said \x93no\x94 to them").find("iconv -f WINDOWS-1252"), std::string::npos);
}

TEST(CheckText, NamesCyrillic) {
  EXPECT_NE(message_of("\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0").find("WINDOWS-1251"), std::string::npos);
}

TEST(CheckText, NamesDamagedUtf8) {
  EXPECT_NE(message_of("“quoted” – é\xFF text").find("iconv -c -f UTF-8"), std::string::npos);
}

TEST(CheckText, QuotesThePath) {
  const auto error = check_text("\xE9", {"it's here.txt", "it's here.txt"});
  ASSERT_TRUE(error.has_value());
  EXPECT_NE(error->message.find("'it'\\''s here.txt'"), std::string::npos) << error->message;
}

TEST(CheckText, NamesWideEncodings) {
  const auto u16le = "H\0e\0l\0l\0o\0 \0a\0l\0l\0"sv;
  const auto u16be = "\0H\0e\0l\0l\0o\0 \0a\0l\0l"sv;
  EXPECT_EQ(wide_encoding(u16le), "UTF-16LE");
  EXPECT_EQ(wide_encoding(u16be), "UTF-16BE");
  EXPECT_EQ(wide_encoding("\xFF\xFEH\0"sv), "UTF-16LE");
  EXPECT_EQ(wide_encoding("\xFE\xFF\0H"sv), "UTF-16BE");
  EXPECT_EQ(wide_encoding("\xFF\xFE\0\0H\0\0\0"sv), "UTF-32LE");
  EXPECT_EQ(wide_encoding("\0\0\xFE\xFF\0\0\0H"sv), "UTF-32BE");
  EXPECT_EQ(wide_encoding("H\0\0\0i\0\0\0!\0\0\0"sv), "UTF-32LE");
  EXPECT_EQ(wide_encoding("\0\0\0H\0\0\0i\0\0\0!"sv), "UTF-32BE");
  EXPECT_EQ(wide_encoding("plain text"), "");
  EXPECT_EQ(wide_encoding(""), "");
  EXPECT_EQ(code_of(u16le), ErrorCode::encoding);
  EXPECT_NE(message_of(u16le).find("iconv -f UTF-16LE"), std::string::npos);
}

TEST(CheckText, RefusesBinary) {
  EXPECT_EQ(code_of("some\0thing odd"sv), ErrorCode::binary);
  EXPECT_EQ(code_of("\x01\x02\x03\x04\x05"), ErrorCode::binary);
  EXPECT_EQ(code_of("%PDF-1.7 all ASCII"), ErrorCode::binary);
  EXPECT_EQ(code_of("\x1F\x8B\x08\x00\x01"sv), ErrorCode::binary);
  EXPECT_EQ(code_of("\x89PNG\r\n\x1A\n\0\0"sv), ErrorCode::binary);
  EXPECT_NE(message_of("%PDF-1.7").find("PDF"), std::string::npos);
  EXPECT_NE(message_of("some\0thing odd"sv).find("byte 4"), std::string::npos);
}

TEST(CheckText, LetsWordsPassThatBeginLikeAFormat) {
  EXPECT_FALSE(check_text("ID3 is a tag format.", origin).has_value());
  EXPECT_FALSE(check_text("RIFF raff.", origin).has_value());
}

TEST(Conversion, FromNamedCharsets) {
  EXPECT_EQ(to_utf8("caf\xE9", "iso-8859-1"), "café");
  EXPECT_EQ(to_utf8("\x93no\x94", "windows-1252"), "“no”");
  EXPECT_EQ(to_utf8("\xCC\xE8\xF0", "windows-1251"), "Мир");
  EXPECT_FALSE(to_utf8("x", "no-such-charset").has_value());
}

}  // namespace
}  // namespace detente::ingest
