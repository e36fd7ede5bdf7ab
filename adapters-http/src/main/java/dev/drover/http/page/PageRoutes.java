package dev.drover.http.page;

import dev.drover.application.files.WriteProtection;
import dev.drover.http.file.Content;
import dev.drover.http.file.FileTypes;
import dev.drover.http.guard.SecurityHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the dashboard at {@code /}. Its files are public, so neither a key nor a licence is
 * needed; what the page shows, it asks of the API. Every address of the page, such as {@code
 * /phones/DEMO-1}, is answered with {@code index.html}, which then reads the address.
 */
public final class PageRoutes {
  private static final Logger log = LoggerFactory.getLogger(PageRoutes.class);

  private static final String LIBRARIES = "/lib/";

  /** First parts of paths that are no address of the page: those of files, and of others' paths. */
  private static final Set<String> NO_ADDRESSES =
      Set.of("api", "icons", "lib", "observe", "pages", "parts", "style", "text");

  private static final String MISSING =
      """
      This server was started without the dashboard: its files are not on the class path.
      Build Drover with its module "dashboard", or name a folder with the dashboard's files by
      the setting dashboard.folder, then start again. The API is at /api/v1, its page at
      /api/v1/docs.
      """;

  private final Optional<PageFiles> files;
  private final Libraries libraries = new Libraries();
  private final boolean missing;

  public PageRoutes(PageSource source) {
    files =
        switch (source) {
          case PageSource.ClassPath from ->
              Optional.<PageFiles>of(new ClassPathPage("/" + from.folder() + "/"))
                  .filter(found -> file(found, PageFiles.INDEX).isPresent());
          case PageSource.Folder from -> {
            warnIfReplaceable(from.folder());
            yield Optional.of(new FolderPage(from.folder()));
          }
          case PageSource.None _ -> Optional.empty();
        };
    missing = files.isEmpty() && source instanceof PageSource.ClassPath;
    if (missing) {
      log.warn(
          "there is no page at /: the dashboard's files are not on the class path. Build Drover"
              + " with its module \"dashboard\", name a folder with the files by the setting"
              + " dashboard.folder, or set dashboard to false");
    }
  }

  /** Whoever can change the files decides what the browsers of the users run. */
  private static void warnIfReplaceable(Path folder) {
    WriteProtection.doubt(folder)
        .ifPresent(
            breach ->
                log.warn(
                    "others can replace the dashboard in {}: {}; take their write permission away,"
                        + " or move the folder",
                    folder,
                    breach));
  }

  /** Whether there is a page. */
  public boolean isShown() {
    return files.isPresent();
  }

  /**
   * Answers a request for a file or an address of the page.
   *
   * @return false, and nothing is answered, if the request is for something else
   */
  public boolean answer(ServerRequest request, ServerResponse response) {
    Method method = request.prologue().method();
    if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
      return false;
    }
    String path = request.path().rawPath();
    if (missing && path.equals("/")) {
      response
          .status(Status.NOT_FOUND_404)
          .header(HeaderNames.CONTENT_TYPE, FileTypes.PLAIN_TEXT)
          .send(MISSING.getBytes(StandardCharsets.UTF_8));
      return true;
    }
    Optional<Content> content = files.flatMap(page -> content(page, path, request));
    content.ifPresent(found -> send(found, request, response));
    return content.isPresent();
  }

  private Optional<Content> content(PageFiles page, String path, ServerRequest request) {
    if (path.startsWith(LIBRARIES)) {
      return libraries.find(path.substring(LIBRARIES.length()));
    }
    return file(page, path.equals("/") ? PageFiles.INDEX : path.substring(1))
        .or(
            () ->
                isAddress(path) && wantsPage(request)
                    ? file(page, PageFiles.INDEX)
                    : Optional.empty());
  }

  private static Optional<Content> file(PageFiles page, String path) {
    return FilePath.parse(path).flatMap(page::find);
  }

  /**
   * Whether the page may show something for a path that is no file. A misspelt file must stay an
   * error: a browser that gets a page for a script says nothing of use. A serial may look like the
   * name of a file, so only at the top a name with an end counts as one.
   */
  private static boolean isAddress(String path) {
    String[] parts = path.substring(1).split("/", -1);
    boolean file = parts.length == 1 && FileTypes.of(parts[0]).isPresent();
    return !file && !NO_ADDRESSES.contains(parts[0]);
  }

  /** Whether a person opens the address; scripts and programs don't ask for HTML by name. */
  private static boolean wantsPage(ServerRequest request) {
    return request.headers().contains(HeaderNames.ACCEPT)
        && request.headers().get(HeaderNames.ACCEPT).allValues().stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  private static void send(Content content, ServerRequest request, ServerResponse response) {
    if (content.mediaType().equals(FileTypes.HTML)) {
      response.header(SecurityHeaders.CONTENT_SECURITY_POLICY, SecurityHeaders.OWN_FILES_ONLY);
    }
    content.send(request, response);
  }
}
