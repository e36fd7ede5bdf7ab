package dev.drover.http.material;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialLibrary.Content;
import dev.drover.application.port.storage.MaterialLibrary.Deletion;
import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.MaterialFilter;
import dev.drover.application.port.storage.MaterialLibrary.MaterialPage;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.domain.account.Username;
import dev.drover.domain.material.Material;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.task.TaskId;
import dev.drover.http.file.ByteRange;
import dev.drover.http.file.ByteRange.Asked;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.UploadStream;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.PathId;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Serves the material library. A file is uploaded under its name; all other requests use its id.
 */
public final class MaterialRoutes {
  private static final Set<String> KEYS = Set.of("tags", "caption", "username", "sort");
  private static final String ALLOWED_TYPES = "an MP4 video, a JPEG or a PNG image";

  private static final int COPIED_AT_ONCE = 64 * 1024;

  private final MaterialLibrary library;

  public MaterialRoutes(MaterialLibrary library) {
    this.library = library;
  }

  public void register(Routes routes) {
    routes
        .at("/materials")
        .get(MaterialRoutes::listed, this::list)
        .at("/materials/{material}")
        .get(this::get)
        .putFile(MaterialRoutes::labels, this::upload)
        .patch(this::change)
        .delete(this::delete)
        .at("/materials/{material}/content")
        .getRaw(this::content);
  }

  private JsonNode upload(ServerRequest request, UnaryOperator<MaterialLabels> labels) {
    MaterialName name = name(request);
    if (!request.content().hasEntity()) {
      throw empty();
    }
    if (request.headers().contentLength().orElse(0) > library.largestBytes()) {
      RequestBody.discard(request);
      throw tooLarge();
    }
    UploadStream body = new UploadStream(request.content().inputStream());
    return switch (stored(name, body, labels)) {
      case Upload.Kept kept -> view(kept.material());
      case Upload.Empty nothing -> throw empty();
      case Upload.OtherType other ->
          throw new ApiError(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "the body is not " + ALLOWED_TYPES + " (told by its content, not by its name)");
      case Upload.TooLarge large -> {
        body.discard();
        throw tooLarge();
      }
      case Upload.Held held -> throw held(name.value(), held.task());
    };
  }

  private Upload stored(
      MaterialName name, UploadStream body, UnaryOperator<MaterialLabels> labels) {
    try {
      return library.store(name, body, labels);
    } catch (MaterialLibrary.FolderUnusable full) {
      body.discard();
      throw full;
    }
  }

  /**
   * Reads the labels that the query sets; an empty value clears one. Labels that it leaves out keep
   * their values when the upload replaces a file.
   */
  private static UnaryOperator<MaterialLabels> labels(QueryParameters query) {
    Optional<List<String>> tags = query.parsed("tags", MaterialRoutes::tags);
    Optional<String> caption = query.parsed("caption", MaterialLabels::caption);
    Optional<Username> username = query.parsed("username", Username::parse);
    Optional<Integer> sort =
        query.number("sort", Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
    boolean hasTags = query.has("tags");
    boolean hasCaption = query.has("caption");
    boolean hasUsername = query.has("username");
    boolean hasSort = query.has("sort");
    return before ->
        new MaterialLabels(
            hasTags ? tags.orElse(List.of()) : before.tags(),
            hasCaption ? caption : before.caption(),
            hasUsername ? username : before.username(),
            hasSort ? sort : before.sort());
  }

  private static List<String> tags(String text) {
    return MaterialLabels.NONE
        .withTags(
            Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList())
        .tags();
  }

  /** What to list, and which page of it. */
  private record Listed(MaterialFilter filter, int page, int pageSize) {}

  private static Listed listed(QueryParameters query) {
    return new Listed(
        new MaterialFilter(
            query.text("tag").map(String::strip),
            query.trueOrFalse("used"),
            query.choice(
                "kind",
                text ->
                    switch (text) {
                      case "video" -> Optional.of(true);
                      case "image" -> Optional.of(false);
                      default -> Optional.<Boolean>empty();
                    },
                "video, image")),
        query.page(),
        query.pageSize());
  }

  private JsonNode list(ServerRequest request, Listed listed) {
    MaterialPage found = library.list(listed.filter(), listed.page(), listed.pageSize());
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode array = data.putArray("materials");
    found.materials().forEach(material -> array.add(view(material)));
    return data.put("total", found.total())
        .put("page", listed.page())
        .put("page_size", listed.pageSize());
  }

  private JsonNode get(ServerRequest request) {
    MaterialId id = id(request);
    return view(library.find(id).orElseThrow(() -> unknown(id.toString())));
  }

  private JsonNode change(ServerRequest request) {
    MaterialId id = id(request);
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    for (String key : reader.unknownKeys(KEYS)) {
      reader.invalid(key.substring(1), "can't be changed; there are tags, caption, username, sort");
    }
    List<String> tags = reader.parsedTexts("tags", MaterialLabels::tag).orElse(List.of());
    if (tags.size() > MaterialLabels.MOST_TAGS) {
      reader.invalid("tags", "must be at most " + MaterialLabels.MOST_TAGS);
    }
    Optional<String> caption = reader.parsed("caption", MaterialLabels::caption);
    Optional<Username> username = reader.parsed("username", Username::parse);
    Optional<Integer> sort = reader.integer("sort", Integer.MIN_VALUE, Integer.MAX_VALUE);
    reader.refuseIfInvalid();
    // A null clears a label; a label that is left out stays.
    JsonNode body = reader.node();
    return view(
        library
            .change(
                id,
                before ->
                    new MaterialLabels(
                        body.has("tags") ? tags : before.tags(),
                        body.has("caption") ? caption : before.caption(),
                        body.has("username") ? username : before.username(),
                        body.has("sort") ? sort : before.sort()))
            .orElseThrow(() -> unknown(id.toString())));
  }

  private JsonNode delete(ServerRequest request) {
    MaterialId id = id(request);
    return switch (library.delete(id)) {
      case Deletion.Deleted deleted -> Json.MAPPER.createObjectNode().put("deleted_count", 1);
      case Deletion.NotFound missing -> throw unknown(id.toString());
      case Deletion.Held held -> throw held(id.toString(), held.task());
    };
  }

  private void content(ServerRequest request, ServerResponse response) {
    MaterialId id = id(request);
    try (Content content = library.open(id).orElseThrow(() -> unknown(id.toString()))) {
      send(request, response, content);
    } catch (IOException | UncheckedIOException broken) {
      throw new CloseConnectionException("material " + id + " was not sent to its end", broken);
    }
  }

  private static void send(ServerRequest request, ServerResponse response, Content content)
      throws IOException {
    Material material = content.material();
    String tag = "\"" + material.sha256() + "\"";
    response
        .header(HeaderNames.ETAG, tag)
        .header(HeaderNames.ACCEPT_RANGES, "bytes")
        // Its content may be replaced under the same id.
        .header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    switch (ByteRange.read(request, tag, material.size())) {
      case Asked.Whole _ -> {
        try (OutputStream out = begin(response, material, material.size())) {
          content.bytes().transferTo(out);
        }
      }
      case Asked.Part(ByteRange range) -> {
        response
            .status(Status.PARTIAL_CONTENT_206)
            .header(HeaderNames.CONTENT_RANGE, range.of(material.size()));
        content.bytes().skipNBytes(range.first());
        try (OutputStream out = begin(response, material, range.length())) {
          copy(content.bytes(), out, range.length());
        }
      }
      case Asked.Beyond _ -> {
        response.header(HeaderNames.CONTENT_RANGE, "bytes */" + material.size());
        throw new ApiError(
            ErrorCode.RANGE_NOT_SATISFIABLE,
            "material "
                + material.id()
                + " has "
                + material.size()
                + " bytes; the header Range asks for others");
      }
    }
  }

  private static OutputStream begin(ServerResponse response, Material material, long length) {
    response
        .header(HeaderNames.CONTENT_TYPE, material.type().mimeType())
        .header(HeaderNames.CONTENT_LENGTH, Long.toString(length));
    return response.outputStream();
  }

  private static void copy(InputStream from, OutputStream to, long length) throws IOException {
    byte[] buffer = new byte[COPIED_AT_ONCE];
    for (long left = length; left > 0; ) {
      int read = from.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException(left + " bytes are missing");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private static MaterialName name(ServerRequest request) {
    try {
      return new MaterialName(request.path().pathParameters().get("material"));
    } catch (IllegalArgumentException refused) {
      throw ApiError.invalid(
          "name", Optional.ofNullable(refused.getMessage()).orElse("can't be used"));
    }
  }

  private static MaterialId id(ServerRequest request) {
    return new MaterialId(
        PathId.read(
            request,
            "material",
            "material_id",
            "must be a material's id, a positive integer (only PUT takes a name); see GET /materials",
            MaterialRoutes::unknown));
  }

  private static ApiError unknown(String id) {
    return new ApiError(ErrorCode.NOT_FOUND, "there is no material " + id + "; see GET /materials");
  }

  private static ApiError empty() {
    return new ApiError(
        ErrorCode.INVALID_PARAMETER, "the body is empty; send " + ALLOWED_TYPES + " as it is");
  }

  private ApiError tooLarge() {
    return new ApiError(
        ErrorCode.TOO_LARGE,
        "the file is larger than "
            + library.largestBytes() / (1024 * 1024)
            + " MiB, the setting materials.largest-megabytes");
  }

  private static ApiError held(String material, TaskId task) {
    return new ApiError(
        ErrorCode.CONFLICT,
        "material "
            + material
            + " is being posted by task "
            + task
            + "; wait until that has ended, or stop it");
  }

  private static ObjectNode view(LibraryMaterial listed) {
    Material material = listed.material();
    MaterialLabels labels = material.labels();
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("id", material.id().value());
    view.put("name", material.name().value());
    view.put("kind", material.type().isVideo() ? "video" : "image");
    view.put("content_type", material.type().mimeType());
    view.put("size", material.size());
    view.put("sha256", material.sha256());
    ArrayNode tags = view.putArray("tags");
    labels.tags().forEach(tags::add);
    view.put("caption", labels.caption().orElse(null));
    view.put("username", labels.username().map(Username::value).orElse(null));
    view.put("sort", labels.sort().orElse(null));
    view.put("used", !listed.usedBy().isEmpty());
    ArrayNode usedBy = view.putArray("used_by");
    listed.usedBy().forEach(usedBy::add);
    view.put("created_at", Json.time(material.createdAt()));
    return view;
  }
}
