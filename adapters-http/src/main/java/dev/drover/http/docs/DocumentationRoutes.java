package dev.drover.http.docs;

import dev.drover.http.file.ClassPathFile;
import dev.drover.http.file.Content;
import dev.drover.http.file.FileTypes;
import dev.drover.http.file.Webjar;
import dev.drover.http.guard.SecurityHeaders;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the OpenAPI document and a page to read and try it. Neither contains secrets, so no API
 * key and no API access by licence is needed.
 */
public final class DocumentationRoutes {
  private static final List<String> FORMATS = List.of("yaml", "json");

  private final Content yaml;
  private final Content json;
  private final Content page;

  /** The files by name. Only these can be requested. */
  private final Map<String, Content> files;

  public DocumentationRoutes(OpenApiDocument document) {
    String fingerprint = Content.fingerprint(document.yaml());
    yaml = new Content("application/yaml", fingerprint, document::yaml);
    json = new Content("application/json", fingerprint + "-json", document::json);
    page = own("index.html");
    Webjar swagger =
        Webjar.find("org.webjars", "swagger-ui", "webjars/swagger-ui")
            .orElseThrow(
                () -> new IllegalStateException("the program is incomplete: it lacks swagger-ui"));
    files =
        Map.of(
            "swagger-ui.css", swaggerUi(swagger, "swagger-ui.css"),
            "swagger-ui-bundle.js", swaggerUi(swagger, "swagger-ui-bundle.js"),
            "favicon-32x32.png", swaggerUi(swagger, "favicon-32x32.png"),
            "initializer.js", own("initializer.js"),
            "page.css", own("page.css"));
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
    (asJson ? json : yaml).send(request, response);
  }

  /** Returns whether the client's Accept header prefers JSON. The default is YAML. */
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
    page.send(request, response);
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
    content.send(request, response);
  }

  private static Content own(String name) {
    return Content.of(mediaType(name), ClassPathFile.read("/dev/drover/http/docs/" + name));
  }

  /** The file is large, so it is read on each request. The library's version identifies it. */
  private static Content swaggerUi(Webjar library, String name) {
    return new Content(
        mediaType(name), library.version(), () -> ClassPathFile.read(library.folder() + name));
  }

  private static String mediaType(String name) {
    return FileTypes.of(name).orElseThrow();
  }
}
