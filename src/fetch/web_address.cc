#include "fetch/web_address.h"

#include <curl/curl.h>

#include <memory>

#include "fetch/words.h"

namespace detente::fetch {

namespace {

using Link = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(const Link& link, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(link.get(), which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) {
    return {};
  }
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

}  // namespace

std::optional<WebAddress> web_address(const std::string& url) {
  const Link link(curl_url(), &curl_url_cleanup);
  if (!link || curl_url_set(link.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return std::nullopt;
  }
  const std::string scheme = part(link, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return std::nullopt;
  }
  const std::string query = part(link, CURLUPART_QUERY);
  return WebAddress{
      scheme + "://" + lower(part(link, CURLUPART_HOST)) + ":" + part(link, CURLUPART_PORT),
      part(link, CURLUPART_PATH) + (query.empty() ? "" : "?" + query),
  };
}

}  // namespace detente::fetch
