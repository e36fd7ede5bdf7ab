package dev.drover.http.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drover.http.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document of the API. It is written as YAML by hand, and converted to JSON on first
 * request.
 */
public final class OpenApiDocument {
  private final byte[] yaml;
  private byte @Nullable [] json;

  private OpenApiDocument(byte[] yaml) {
    this.yaml = yaml;
  }

  public static OpenApiDocument load() {
    return new OpenApiDocument(ClassPathFile.read("/dev/drover/http/openapi.yaml"));
  }

  byte[] yaml() {
    return yaml.clone();
  }

  synchronized byte[] json() {
    byte[] known = json;
    if (known == null) {
      known = converted();
      json = known;
    }
    return known.clone();
  }

  private byte[] converted() {
    LoadSettings settings = LoadSettings.builder().setLabel("openapi.yaml").build();
    Object tree = new Load(settings).loadFromString(new String(yaml, StandardCharsets.UTF_8));
    try {
      return Json.MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what YAML holds is always JSON", impossible);
    }
  }
}
