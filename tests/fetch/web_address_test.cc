// Origins and paths of addresses.
#include "fetch/web_address.h"

#include <gtest/gtest.h>

namespace detente::fetch {
namespace {

TEST(WebAddress, HasOriginAndPath) {
  const auto address = web_address("HTTPS://Paper.Example/a/b?x=1&y#z");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->origin, "https://paper.example:443");
  EXPECT_EQ(address->path, "/a/b?x=1&y");
  EXPECT_EQ(web_address("http://paper.example")->origin, "http://paper.example:80");
  EXPECT_EQ(web_address("http://paper.example")->path, "/");
  EXPECT_EQ(web_address("http://[2001:db8::1]:8080/")->origin, "http://[2001:db8::1]:8080");
}

TEST(WebAddress, IsOfTheWeb) {
  for (const char* url : {"", "paper.example", "ftp://paper.example/", "file:///a", "http://"}) {
    EXPECT_FALSE(web_address(url)) << url;
  }
}

}  // namespace
}  // namespace detente::fetch
