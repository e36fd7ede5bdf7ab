package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.phone.Phone;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The programs for installed packages. */
final class PackageCommands {
  private final Phone phone;
  private final CommandIo io;

  PackageCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(String name, List<String> arguments) throws IOException {
    boolean packages =
        name.equals("pm") || (!arguments.isEmpty() && arguments.getFirst().equals("package"));
    if (!packages) {
      return io.fail(
          "cmd: Can't find service: " + (arguments.isEmpty() ? "" : arguments.getFirst()));
    }
    List<String> rest = name.equals("pm") ? arguments : arguments.subList(1, arguments.size());
    if (rest.isEmpty()) {
      return io.fail("Package manager (package) commands: see the documentation");
    }
    return manage(rest.getFirst(), rest.subList(1, rest.size()));
  }

  private int manage(String command, List<String> arguments) throws IOException {
    String last = arguments.isEmpty() ? "" : arguments.getLast();
    return switch (command) {
      case "list" -> list(arguments);
      case "path" -> path(last);
      case "resolve-activity" -> {
        Optional<String> activity = phone.screen().launcherActivity(last);
        yield io.print(
            activity
                    .map(found -> "priority=0 preferredOrder=0\n" + found)
                    .orElse("No activity found")
                + "\n");
      }
      case "install" -> install(arguments);
      case "uninstall" ->
          uninstall(last) ? io.print("Success\n") : failure("DELETE_FAILED_INTERNAL_ERROR");
      case "grant", "revoke" -> permission(command, arguments);
      default -> io.fail("Error: Unknown command: " + command);
    };
  }

  /** The base package, and the split packages for which there is a file. */
  private int path(String name) {
    if (!phone.packages().has(name)) {
      return 1;
    }
    phone.makePackageFiles(name);
    String folder = "/data/app/" + name;
    io.print("package:" + folder + "/base.apk\n");
    phone.files().list(folder).stream()
        .filter(file -> file.startsWith("split_") && file.endsWith(".apk"))
        .forEach(file -> io.print("package:" + folder + "/" + file + "\n"));
    return 0;
  }

  private boolean uninstall(String name) {
    phone.forceStop(name);
    return phone.packages().remove(name);
  }

  private int list(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().equals("packages")) {
      return io.fail("Error: unknown list type");
    }
    String filter =
        arguments.getLast().equals("packages") || arguments.getLast().startsWith("-")
            ? ""
            : arguments.getLast();
    phone.packages().names().stream()
        .filter(name -> name.contains(filter))
        .forEach(name -> io.print("package:" + name + "\n"));
    return 0;
  }

  /** Installs an APK from the input, whose length is given, or from a file on the phone. */
  private int install(List<String> arguments) throws IOException {
    int size = arguments.indexOf("-S");
    Optional<byte[]> apk =
        size >= 0 && size + 1 < arguments.size() && arguments.get(size + 1).matches("\\d{1,9}")
            ? Optional.of(io.in().readNBytes(Integer.parseInt(arguments.get(size + 1))))
            : phone.files().read(arguments.isEmpty() ? "" : arguments.getLast());
    if (apk.isEmpty()) {
      return io.fail("Error: failed to open the package file");
    }
    return phone.packages().install(apk.get())
        ? io.print("Success\n")
        : failure("INSTALL_FAILED_INVALID_APK: it can't be parsed");
  }

  private int failure(String reason) {
    io.print("Failure [" + reason + "]\n");
    return 1;
  }

  private int permission(String command, List<String> arguments) {
    if (arguments.size() < 2) {
      return io.fail("Error: no permission specified");
    }
    String packageName = arguments.get(arguments.size() - 2);
    if (!phone.packages().has(packageName)) {
      return io.fail("java.lang.IllegalArgumentException: Unknown package: " + packageName);
    }
    if (command.equals("grant")) {
      phone.packages().grant(packageName, arguments.getLast());
    } else {
      phone.packages().revoke(packageName, arguments.getLast());
    }
    return 0;
  }
}
