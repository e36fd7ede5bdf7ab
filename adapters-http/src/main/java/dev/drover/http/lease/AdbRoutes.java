package dev.drover.http.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.drover.application.lease.HeldPhone;
import dev.drover.application.material.MaterialMissing;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.control.PhoneCommand;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.json.Routes;
import io.helidon.webserver.http.ServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out commands of {@code adb} on a phone that the client has a session for: {@code shell},
 * {@code push} and {@code install}. All but typing is off unless the operator switches it on, and
 * needs the scope admin.
 */
final class AdbRoutes {
  private static final int USUAL_MILLIS = 30_000;
  private static final int MOST_MILLIS = 300_000;
  private static final int MOST_ARGUMENTS = 200;
  private static final int LONGEST_TEXT = 10_000;

  /** How programs of the TikMatrix client type. The text follows. */
  private static final List<String> TYPING =
      List.of("shell", "am", "broadcast", "-a", "ADB_INPUT_TEXT", "--es", "msg");

  /** What {@code am broadcast} prints when it has succeeded. */
  private static final String BROADCAST = "Broadcast completed: result=0\n";

  private static final String KNOWN = "shell, push, install";

  /** Options of install that are on in any case. */
  private static final List<String> INSTALL = List.of("-r", "-t");

  private final Sessions sessions;
  private final AdbAccess access;

  AdbRoutes(Sessions sessions, AdbAccess access) {
    this.sessions = sessions;
    this.access = access;
  }

  void register(Routes routes) {
    routes.at("/rpc/adb").compatible().orBy(sessions::isOfAttemptByHeader).post(this::run);
  }

  private JsonNode run(ServerRequest request) {
    ObjectReader reader = ObjectReader.ofBody(RequestBody.json(request));
    Optional<String> serial = reader.text("serial");
    List<String> args = reader.texts("args").orElse(List.of());
    if (!reader.isInvalid("args") && (args.isEmpty() || args.size() > MOST_ARGUMENTS)) {
      reader.invalid(
          "args",
          "must be an array of 1 to " + MOST_ARGUMENTS + " strings, such as [\"shell\", \"id\"]");
    }
    Duration atMost =
        Duration.ofMillis(Timeouts.millis(reader, "timeout_ms", MOST_MILLIS).orElse(USUAL_MILLIS));
    reader.refuseIfInvalid();
    HeldPhone phone = sessions.driven(request, serial);
    RequestContext.of(request).about("phone " + phone.serial() + " adb " + kind(args));
    if (isTyping(args)) {
      String text = args.getLast();
      if (text.length() > LONGEST_TEXT) {
        throw ApiError.invalid(
            "/args/" + TYPING.size(), "must have at most " + LONGEST_TEXT + " characters");
      }
      phone.perform(new PhoneCommand.TypeText(text));
      return new TextNode(BROADCAST);
    }
    if (!access.on()) {
      throw new ApiError(
          ErrorCode.ADB_OFF,
          "ADB is off on this server; its operator switches it on by the setting rpc.adb: true, and"
              + " restarts it. Typing by "
              + String.join(" ", TYPING)
              + " TEXT works even so");
    }
    RequestContext.of(request).require(AccessScope.ADMIN);
    return new TextNode(phone.perform(command(args, atMost)).toString());
  }

  /** For the audit log, which must not have what a client wrote. */
  private static String kind(List<String> args) {
    if (isTyping(args)) {
      return "typing";
    }
    return switch (args.getFirst()) {
      case "shell" -> "shell";
      case "push" -> "push";
      case "install" -> "install";
      default -> "other";
    };
  }

  /** Exactly this form; one argument more or less is a command of the shell. */
  private static boolean isTyping(List<String> args) {
    return args.size() == TYPING.size() + 1 && args.subList(0, TYPING.size()).equals(TYPING);
  }

  private PhoneCommand command(List<String> args, Duration atMost) {
    List<String> rest = args.subList(1, args.size());
    return switch (args.getFirst()) {
      case "shell" -> new PhoneCommand.Shell(program(rest), atMost);
      case "push" -> {
        if (rest.size() != 2 || !rest.getLast().startsWith("/")) {
          throw ApiError.invalid(
              "/args", "must be push, the path of a file, and an absolute path on the phone");
        }
        yield new PhoneCommand.Push(file(rest.getFirst(), 1), rest.getLast(), atMost);
      }
      case "install" -> {
        if (rest.isEmpty()
            || !rest.subList(0, rest.size() - 1).stream().allMatch(INSTALL::contains)) {
          throw ApiError.invalid(
              "/args", "must be install and the path of an APK; of the options, -r and -t are on");
        }
        yield new PhoneCommand.Install(apk(rest.getLast(), args.size() - 1), atMost);
      }
      case "pull" ->
          throw ApiError.invalid(
              "/args/0", "must be one of " + KNOWN + ": files are only ever sent to phones");
      default -> throw ApiError.invalid("/args/0", "must be one of " + KNOWN);
    };
  }

  /** One argument with blanks is a line for the shell, as adb itself takes it. */
  private static List<String> program(List<String> rest) {
    if (rest.isEmpty() || rest.getFirst().isEmpty()) {
      throw ApiError.invalid("/args/1", "must be a program of the phone's shell");
    }
    return rest.size() == 1 && rest.getFirst().chars().anyMatch(Character::isWhitespace)
        ? List.of("sh", "-c", rest.getFirst())
        : rest;
  }

  private Path apk(String given, int place) {
    if (!given.endsWith(".apk")) {
      throw ApiError.invalid("/args/" + place, "must be the path of a file that ends with .apk");
    }
    return file(given, place);
  }

  private Path file(String given, int place) {
    try {
      return access.files().apply(given);
    } catch (MaterialMissing refused) {
      throw ApiError.invalid(
          "/args/" + place, Optional.ofNullable(refused.getMessage()).orElse("can't be sent"));
    }
  }
}
