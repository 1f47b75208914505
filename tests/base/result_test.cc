#include "detente/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>

namespace detente {
namespace {

Result<std::string> found() {
  return std::string("here");
}

Result<std::string> missing() {
  return Error{ErrorCode::not_found, "it is not there", "a.txt"};
}

TEST(Result, HoldsAValue) {
  const auto result = found();
  EXPECT_TRUE(result.ok());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(*result, "here");
  EXPECT_EQ(result->size(), 4U);
  EXPECT_EQ(result.value(), "here");
}

TEST(Result, HoldsAnError) {
  const auto result = missing();
  EXPECT_FALSE(result.ok());
  EXPECT_FALSE(static_cast<bool>(result));
  EXPECT_EQ(result.error().code, ErrorCode::not_found);
  EXPECT_EQ(result.error().message, "it is not there");
  EXPECT_EQ(result.error().subject, "a.txt");
}

TEST(Result, AskingForTheOtherOneThrows) {
  EXPECT_THROW(static_cast<void>(found().error()), std::bad_variant_access);
  EXPECT_THROW(static_cast<void>(missing().value()), std::bad_variant_access);
}

TEST(Result, GivesAwayWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 7);
}

TEST(Result, AnErrorMayBeTheValueOfAnotherKind) {
  const Result<int> zero(0);  // a value that is false is a value
  EXPECT_TRUE(zero.ok());
  EXPECT_EQ(*zero, 0);
}

}  // namespace
}  // namespace detente
