#include "export/metadata.h"

namespace detente::exports {

void write_metadata(JsonWriter& json, const Article& article) {
  json.text_field("id", article.id);
  json.text_field("title", article.title);
  json.text_field("byline", article.byline);
  json.text_field("source", article.source);
  if (article.sources.size() > 1) {
    json.list_field("sources", article.sources);
  }
  json.text_field("url", article.url);
  json.text_field("language", article.language);
  json.text_field("date", article.date);
}

void write_original(JsonWriter& json, const Article& article) {
  if (!article.original) {
    return;
  }
  json.key("original");
  json.begin_object();
  json.text_field("language", article.original->language);
  json.text_field("title", article.original->title);
  json.text_field("text", article.original->text);
  json.end_object();
}

}  // namespace detente::exports
