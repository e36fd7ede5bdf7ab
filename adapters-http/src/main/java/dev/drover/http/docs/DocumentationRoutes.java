package dev.drover.http.docs;

import dev.drover.http.guard.SecurityHeaders;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The OpenAPI document, and a page to read and try it with. They show nothing secret, so they are
 * answered without a key and without API access, too.
 */
public final class DocumentationRoutes {
  private static final List<String> FORMATS = List.of("yaml", "json");
  private static final String CSS = "text/css; charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  private final Content yaml;
  private final Content json;
  private final Content page;

  /** By name: what is not in this map can't be asked for. */
  private final Map<String, Content> files;

  public DocumentationRoutes(OpenApiDocument document) {
    String fingerprint = ClassPathFile.fingerprint(document.yaml());
    yaml = new Content("application/yaml", fingerprint, document::yaml);
    json = new Content("application/json", fingerprint + "-json", document::json);
    page = own("index.html", "text/html; charset=utf-8");
    String version = swaggerUiVersion();
    files =
        Map.of(
            "swagger-ui.css", swaggerUi(version, "swagger-ui.css", CSS),
            "swagger-ui-bundle.js", swaggerUi(version, "swagger-ui-bundle.js", JAVASCRIPT),
            "favicon-32x32.png", swaggerUi(version, "favicon-32x32.png", "image/png"),
            "initializer.js", own("initializer.js", JAVASCRIPT),
            "page.css", own("page.css", CSS));
  }

  /**
   * Something to send.
   *
   * @param version names it in the header ETag: the same for the same bytes
   */
  private record Content(String contentType, String version, Supplier<byte[]> bytes) {
    String tag() {
      return "\"" + version + "\"";
    }
  }

  public void register(Routes routes) {
    routes
        .at("/openapi")
        .getOpen(DocumentationRoutes::format, this::document)
        .at("/docs")
        .getOpen(this::page)
        .at("/docs/{file}")
        .getOpen(this::file);
  }

  private static Optional<String> format(QueryParameters query) {
    return query.choice(
        "format", text -> Optional.of(text).filter(FORMATS::contains), String.join(", ", FORMATS));
  }

  private void document(ServerRequest request, ServerResponse response, Optional<String> format) {
    boolean asJson =
        format.map(chosen -> chosen.equals("json")).orElseGet(() -> prefersJson(request));
    response.header(HeaderNames.VARY, "Accept");
    send(request, response, asJson ? json : yaml);
  }

  /** YAML, unless the client says that it accepts JSON and does not say so of YAML before. */
  private static boolean prefersJson(ServerRequest request) {
    return request.headers().acceptedTypes().stream()
        .filter(type -> type.qualityFactor() > 0)
        .sorted(Comparator.comparingDouble(HttpMediaType::qualityFactor).reversed())
        .filter(
            type ->
                type.test(MediaTypes.APPLICATION_YAML) || type.test(MediaTypes.APPLICATION_JSON))
        .findFirst()
        .map(type -> !type.test(MediaTypes.APPLICATION_YAML))
        .orElse(false);
  }

  private void page(ServerRequest request, ServerResponse response) {
    response.header(SecurityHeaders.CONTENT_SECURITY_POLICY, SecurityHeaders.OWN_FILES_ONLY);
    send(request, response, page);
  }

  private void file(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("file");
    Content content =
        Optional.ofNullable(files.get(name))
            .orElseThrow(
                () ->
                    new ApiError(
                        ErrorCode.NOT_FOUND,
                        "there is no \"" + name + "\" in the documentation; see GET /docs"));
    send(request, response, content);
  }

  /** Browsers keep it, but ask whether it is still the same. */
  private static void send(ServerRequest request, ServerResponse response, Content content) {
    response.header(HeaderNames.ETAG, content.tag()).header(HeaderNames.CACHE_CONTROL, "no-cache");
    if (isKnown(request, content.tag())) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, content.contentType()).send(content.bytes().get());
    }
  }

  private static boolean isKnown(ServerRequest request, String tag) {
    return request.headers().contains(HeaderNames.IF_NONE_MATCH)
        && request.headers().get(HeaderNames.IF_NONE_MATCH).allValues().stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(known -> known.strip().replaceFirst("^W/", ""))
            .anyMatch(known -> known.equals(tag) || known.equals("*"));
  }

  private static Content own(String name, String contentType) {
    String path = "/dev/drover/http/docs/" + name;
    String fingerprint = ClassPathFile.fingerprint(ClassPathFile.read(path));
    return new Content(contentType, fingerprint, () -> ClassPathFile.read(path));
  }

  /** Large, so read when it is asked for; its version is its fingerprint. */
  private static Content swaggerUi(String version, String name, String contentType) {
    String path = "/META-INF/resources/webjars/swagger-ui/" + version + "/" + name;
    return new Content(contentType, version, () -> ClassPathFile.read(path));
  }

  private static String swaggerUiVersion() {
    byte[] file = ClassPathFile.read("/META-INF/maven/org.webjars/swagger-ui/pom.properties");
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(file, StandardCharsets.UTF_8)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return properties.getProperty("version", "");
  }
}
