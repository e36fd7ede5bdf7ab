package dev.drover.http.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.Values;
import dev.drover.http.json.Json;
import dev.drover.http.testing.OpenApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares the OpenAPI document with the declarations of the scripts. */
class ScriptsInOpenApiTest {
  private static final Path DOCUMENT = Path.of("src/main/resources/dev/drover/http/openapi.yaml");

  @Test
  void the_document_describes_the_scripts_as_they_are_declared() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin =
        document.indexOf(OpenApiDocument.SCRIPTS_BEGIN) + OpenApiDocument.SCRIPTS_BEGIN.length();
    int end = document.indexOf(OpenApiDocument.SCRIPTS_END);
    assertThat(document).contains(OpenApiDocument.SCRIPTS_BEGIN, OpenApiDocument.SCRIPTS_END);
    String schemas = ScriptSchemas.of(ScriptTypes.builtIn());

    if (Boolean.getBoolean("drover.write-documents")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + schemas + document.substring(end));
    } else {
      assertThat(document.substring(begin, end)).isEqualTo(schemas);
    }
  }

  /** A script of a plug-in, with names that YAML does not read as text. */
  private static final class Visit implements ScriptType {
    private static final Parameter<List<String>> PROFILES =
        Parameter.array("profiles", Function.<String>identity())
            .alsoAs("profile")
            .required("whom to visit")
            .described("Targets", "The profiles to visit.");
    private static final Parameter<Integer> SECONDS =
        Parameter.whole("on", 1, 600).otherwise(30).described("Waiting", "How long: \"about\".");

    private final String name;

    Visit(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String summary() {
      return "Visits profiles # slowly.";
    }

    @Override
    public List<Parameter<?>> parameters() {
      return List.of(PROFILES, SECONDS);
    }

    @Override
    public Optional<Parameter<? extends List<?>>> fanOut() {
      return Optional.of(PROFILES);
    }

    @Override
    public Script script(Values values, int number) {
      return new UnreadableScript(name, "nobody runs it here");
    }
  }

  private static JsonNode documentWith(String... plugIns) throws IOException {
    List<ScriptType> types = new ArrayList<>(ScriptTypes.builtIn().all());
    for (String name : plugIns) {
      types.add(new Visit(name));
    }
    OpenApiDocument document = OpenApiDocument.load(new ScriptTypes(types));
    JsonNode json = Json.MAPPER.readTree(document.json());
    LoadSettings settings = LoadSettings.builder().setLabel("with plug-ins").build();
    assertThat(
            Json.MAPPER.<JsonNode>valueToTree(
                new Load(settings)
                    .loadFromString(new String(document.yaml(), StandardCharsets.UTF_8))))
        .isEqualTo(json);
    return json;
  }

  @Test
  void without_plug_ins_the_document_is_served_as_it_is_written() throws IOException {
    assertThat(OpenApiDocument.load(ScriptTypes.builtIn()).yaml())
        .isEqualTo(Files.readAllBytes(DOCUMENT));
  }

  @Test
  void the_parameters_of_a_plug_ins_script_are_served() throws IOException {
    JsonNode schemas = documentWith("visit").at("/components/schemas");

    JsonNode config = schemas.path("visit.Config");
    assertThat(config.path("description").asText())
        .isEqualTo(
            "Visits profiles # slowly. One task for each of `profiles` on each phone or account.");
    assertThat(config.at("/properties/profiles/type").asText()).isEqualTo("array");
    assertThat(config.at("/properties/profile/type").asText()).isEqualTo("string");
    assertThat(config.at("/properties/on/maximum").asInt()).isEqualTo(600);
    assertThat(config.at("/properties/on/default").asInt()).isEqualTo(30);
    assertThat(config.at("/properties/on/description").asText()).isEqualTo("How long: \"about\".");
    assertThat(schemas.at("/visit.Tasks/allOf/1/properties/script_name/const").asText())
        .isEqualTo("visit");
    assertThat(schemas.at("/CreateTasksRequest/oneOf").toString())
        .contains("#/components/schemas/visit.Tasks", "#/components/schemas/PostTasks");
    assertThat(schemas.at("/PluginTasks/allOf/1/properties/script_name/not/enum").toString())
        .contains("\"post\"", "\"visit\"");
    assertThat(schemas.at("/ScriptName/description").asText()).contains("visit");
  }

  @Test
  void any_name_of_a_plug_ins_script_is_text_and_its_own() throws IOException {
    JsonNode document = documentWith("on", "null", "a_b", "a-b", "a__b", "post-tasks");

    for (String name : List.of("on", "null", "a_b", "a-b", "a__b", "post-tasks")) {
      JsonNode constant =
          document.at(
              "/components/schemas/" + name + ".Tasks/allOf/1/properties/script_name/const");
      assertThat(constant.isTextual()).as(name).isTrue();
      assertThat(constant.asText()).isEqualTo(name);
    }
  }

  @Test
  void requests_are_judged_by_the_script_that_they_name() throws IOException {
    OpenApiContract contract = new OpenApiContract(documentWith("visit"));

    assertThat(contract.checkExamples()).isPositive();
    contract.checkAccepted(
        created(), Optional.of(request("visit", "{\"profiles\": [\"ann\"], \"on\": 600}")));
    contract.checkAccepted(created(), Optional.of(request("another", "{\"any\": 1}")));
    assertThatThrownBy(
            () ->
                contract.checkAccepted(
                    created(),
                    Optional.of(request("visit", "{\"profiles\": [\"ann\"], \"on\": 601}"))))
        .isInstanceOf(AssertionError.class);
  }

  private static OpenApiContract.Exchange created() {
    return new OpenApiContract.Exchange(
        "POST",
        URI.create("http://127.0.0.1/api/v1/task"),
        200,
        HttpHeaders.of(Map.of(), (_, _) -> true),
        ByteBuffer.allocate(0));
  }

  private static String request(String script, String config) {
    return "{\"serials\": [\"P1\"], \"script_name\": \""
        + script
        + "\", \"script_config\": "
        + config
        + "}";
  }
}
