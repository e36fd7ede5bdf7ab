package dev.drover.http.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.http.file.ClassPathFile;
import dev.drover.http.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document of the API. It is written as YAML by hand, except for the schemas of
 * scripts, which come from their declarations. It is converted to JSON on first request.
 * Thread-safe.
 */
public final class OpenApiDocument {
  /** The lines around the schemas of the scripts. */
  static final String SCRIPTS_BEGIN =
      "    # Scripts: written by ScriptsInOpenApiTest with -Ddrover.write-documents=true\n";

  static final String SCRIPTS_END = "    # Scripts: end\n";

  private final byte[] yaml;
  private byte @Nullable [] json;

  private OpenApiDocument(byte[] yaml) {
    this.yaml = yaml;
  }

  /**
   * Loads the document of a server.
   *
   * @param scripts that the server runs: those of plug-ins are described like the built-in ones
   */
  public static OpenApiDocument load(ScriptTypes scripts) {
    byte[] file = ClassPathFile.read("/dev/drover/http/openapi.yaml");
    if (scripts.names().equals(ScriptTypes.builtIn().names())) {
      return new OpenApiDocument(file);
    }
    String document = new String(file, StandardCharsets.UTF_8);
    int begin = document.indexOf(SCRIPTS_BEGIN) + SCRIPTS_BEGIN.length();
    return new OpenApiDocument(
        (document.substring(0, begin)
                + ScriptSchemas.of(scripts)
                + document.substring(document.indexOf(SCRIPTS_END)))
            .getBytes(StandardCharsets.UTF_8));
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
