package dev.drover.benchmarks.measure;

import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer that is a program of Node.js in {@code peers}. Its packages are installed, as its lock
 * file names them, before it first runs.
 */
public final class NodePeer {
  private static final Path PEERS = Path.of("peers");

  private final Path folder;

  public NodePeer(String name) {
    this.folder = PEERS.resolve(name);
  }

  public static List<String> missing() {
    List<String> missing = new ArrayList<>();
    missing.addAll(Machine.without("node", "sudo apt-get install nodejs (20 or later)"));
    missing.addAll(Machine.without("npm", "sudo apt-get install npm"));
    return missing;
  }

  /**
   * Installs the packages, unless they are those of the lock file already.
   *
   * @throws IOException if npm fails; it has said why
   */
  public NodePeer installed() throws IOException, InterruptedException {
    Path marker = folder.resolve("node_modules/.package-lock.json");
    Path lock = folder.resolve("package-lock.json");
    if (Files.exists(marker)
        && Files.getLastModifiedTime(marker).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return this;
    }
    int code =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("a peer is missing: cd benchmarks/" + folder + " && npm ci");
    }
    return this;
  }

  /** Begins a program of the peer, with this database in its environment. */
  public Process start(DatabaseAddress database, String program, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("node", program));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DATABASE_URL", database.jdbcUrl().substring("jdbc:".length()));
    builder.environment().put("PGUSER", database.user().orElse(""));
    builder.environment().put("PGPASSWORD", database.password().orElse(""));
    builder.environment().put("NODE_ENV", "production");
    return builder.start();
  }

  /** Runs a program to its end; it prints one number. */
  public double run(DatabaseAddress database, String program, Object... arguments)
      throws IOException, InterruptedException {
    return Double.parseDouble(output(database, program, arguments));
  }

  /** Runs a program to its end; it prints numbers, one a line. */
  public Sample sample(DatabaseAddress database, String program, Object... arguments)
      throws IOException, InterruptedException {
    Sample sample = new Sample();
    output(database, program, arguments).lines().map(Double::valueOf).forEach(sample::add);
    return sample;
  }

  private String output(DatabaseAddress database, String program, Object... arguments)
      throws IOException, InterruptedException {
    Process process = start(database, program, arguments);
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the peer in " + folder + " failed: " + answer);
    }
    return answer;
  }
}
