package dev.drover.persistence.script;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.drover.persistence.postgres.StorableTexts;

/** Creates JSON that PostgreSQL accepts, by replacing NUL characters in texts. */
final class StorableNodes extends JsonNodeFactory {
  private static final long serialVersionUID = 1L;

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new StorableNodes())
          .build();

  @Override
  public TextNode textNode(String text) {
    return super.textNode(StorableTexts.storable(text));
  }
}
