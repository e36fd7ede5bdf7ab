package dev.drover.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.script.ScriptTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI document with the declarations of the scripts. */
class ScriptsInOpenApiTest {
  private static final Path DOCUMENT = Path.of("src/main/resources/dev/drover/http/openapi.yaml");
  private static final String BEGIN =
      "    # Scripts: written by ScriptsInOpenApiTest with -Ddrover.write-documents=true\n";
  private static final String END = "    # Scripts: end\n";

  @Test
  void the_document_describes_the_scripts_as_they_are_declared() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertThat(document).contains(BEGIN, END);
    String schemas = ScriptSchemas.of(ScriptTypes.builtIn());

    if (Boolean.getBoolean("drover.write-documents")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + schemas + document.substring(end));
    } else {
      assertThat(document.substring(begin, end)).isEqualTo(schemas);
    }
  }
}
