package dev.drover.persistence.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL 18 that this process runs for itself. It is durable ({@code fsync} on), requires a
 * password (SCRAM), listens on the loopback address only, and keeps its data in the given
 * directory. On Linux it ends with this process, even when this process is killed; elsewhere the
 * next start ends a leftover server.
 *
 * <p>The caller ensures that only one process at a time uses the directory.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private static final String USER = "drover";
  private static final String DATABASE = "drover";
  private static final String MAJOR_VERSION = "18";
  private static final String READY = "database system is ready to accept connections";

  /** A start takes less than a second, but recovery after a crash may take long. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int LINES_KEPT = 30;

  /**
   * The variables that programs need to be found and to run. None of them changes PostgreSQL's
   * behaviour.
   */
  static final Set<String> NEEDED_ENVIRONMENT =
      Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT");

  /** Line numbers in postmaster.pid, from 0. */
  private static final int STARTED_LINE = 2;

  private static final int PORT_LINE = 3;

  private static final int STATUS_LINE = 7;

  /** PostgreSQL records its start time in whole seconds and slightly after its process began. */
  private static final Duration START_PRECISION = Duration.ofSeconds(5);

  private final Process process;
  private final CountDownLatch exited;
  private final DatabaseAddress address;

  private EmbeddedPostgres(Process process, CountDownLatch exited, DatabaseAddress address) {
    this.process = process;
    this.exited = exited;
    this.address = address;
  }

  /**
   * Starts PostgreSQL on a free port, and creates the database if it does not exist. Takes about
   * half a second, and a few seconds the first time.
   *
   * @param directory for programs and data; created if it does not exist
   * @throws PostgresUnusable if PostgreSQL does not start; the message says why
   */
  public static EmbeddedPostgres start(Path directory) {
    return start(directory, EmbeddedPostgres::freePort);
  }

  /** Starts PostgreSQL on a port of the caller's choice. */
  public static EmbeddedPostgres start(Path directory, PortChoice choice) {
    try {
      Files.createDirectories(directory);
      Path programs = PostgresBinaries.unpackedBelow(directory);
      Path data = directory.resolve("data");
      String password = password(directory.resolve("password"));
      if (!Files.exists(data.resolve("PG_VERSION"))) {
        initialise(programs, data, directory.resolve("password"));
      }
      refuseOtherVersion(data);
      endLeftover(data);
      int port = choice.port();
      EmbeddedPostgres started = launch(programs, data, port, password);
      started.createDatabase();
      return started;
    } catch (IOException failed) {
      throw new PostgresUnusable(
          "the embedded PostgreSQL can't be started in " + directory + ": " + failed.getMessage(),
          failed);
    }
  }

  /**
   * Finds the PostgreSQL that another process runs in this directory.
   *
   * @return its address, or empty if none accepts connections there
   * @throws PostgresUnusable if the directory can't be read
   */
  public static Optional<DatabaseAddress> running(Path directory) {
    Path pidFile = directory.resolve("data/postmaster.pid");
    try {
      if (!Files.exists(pidFile)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(pidFile);
      boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
      return ready && postmaster(directory.resolve("data"), lines).isPresent()
          ? Optional.of(
              address(
                  Integer.parseInt(lines.get(PORT_LINE).strip()),
                  password(directory.resolve("password"))))
          : Optional.empty();
    } catch (IOException failed) {
      throw new PostgresUnusable(
          "the embedded PostgreSQL of "
              + directory
              + " can't be used: "
              + failed.getMessage()
              + "; run this as the user that runs the server",
          failed);
    }
  }

  public interface PortChoice {
    int port() throws IOException;
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Returns the process id of the postmaster. */
  public long pid() {
    return process.pid();
  }

  /**
   * Shuts PostgreSQL down: open transactions are rolled back, committed ones are on disk. Kills it
   * if that takes longer than 30 seconds; it then recovers at the next start.
   */
  @Override
  public void close() {
    // SIGINT is PostgreSQL's fast shutdown. Process.destroy would send SIGTERM, which waits for
    // every client to disconnect.
    if (process.isAlive()) {
      signal(process.pid(), "INT");
    }
    if (!awaitExit(STOP_LIMIT)) {
      log.warn(
          "PostgreSQL has not ended after {}; it is killed and recovers at the next start",
          STOP_LIMIT);
      process.destroyForcibly();
    }
  }

  private boolean awaitExit(Duration limit) {
    try {
      return exited.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path partial = file.resolveSibling("password.partial");
    Files.deleteIfExists(partial);
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
    Files.createFile(partial, PosixFilePermissions.asFileAttribute(ownerOnly));
    Files.writeString(partial, password);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  private static void initialise(Path programs, Path data, Path passwordFile) throws IOException {
    // initdb works in a partial directory that is renamed at the end, so what is here now is left
    // from an interrupted run.
    Path partial = data.resolveSibling("data.partial");
    deleteTree(partial);
    deleteTree(data);
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + partial,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            // Nobody guesses 192 random bits, however fast he tries; and to prove the password
            // takes a JVM that has just begun a tenth of a second by the usual 4096 rounds.
            "--set=scram_iterations=1",
            "--no-instructions",
            "--no-sync"));
    Process initdb = program(command).redirectErrorStream(true).start();
    String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = initdb.onExit().join().exitValue();
    if (exit != 0) {
      throw new PostgresUnusable(
          "PostgreSQL can't make its data directory " + data + ": " + output.strip());
    }
    // By initdb itself it takes three times as long.
    DurableFolder.writeTree(partial);
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    DurableFolder.write(data.toAbsolutePath().resolveSibling(""));
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (var paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static void refuseOtherVersion(Path data) throws IOException {
    String version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new PostgresUnusable(
          data
              + " was written by PostgreSQL "
              + version
              + ", and this is PostgreSQL "
              + MAJOR_VERSION
              + "; dump it with that version and load it here, or start with another --home");
    }
  }

  /**
   * Ends a PostgreSQL that a killed server left behind. On Linux the parent-death signal normally
   * ends it; on other systems only this does.
   */
  private static void endLeftover(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> leftover = postmaster(data, lines);
    if (leftover.isEmpty()) {
      forgetStranger(pidFile, lines);
      return;
    }
    log.info(
        "ending the PostgreSQL (process {}) that an earlier server left", leftover.get().pid());
    signal(leftover.get().pid(), "INT");
    try {
      leftover.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException stuck) {
      throw new PostgresUnusable(
          "the PostgreSQL (process "
              + leftover.get().pid()
              + ") that an earlier server left does not end; end it, then start again",
          stuck);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PostgresUnusable("interrupted while ending an earlier PostgreSQL", interrupted);
    }
  }

  /**
   * Deletes a postmaster.pid that names another program's process. PostgreSQL would take that
   * process for a running postmaster and refuse to start. Process ids are soon reused after a
   * crash, above all in containers.
   */
  private static void forgetStranger(Path pidFile, List<String> lines) throws IOException {
    Optional<ProcessHandle> stranger = recorded(lines).filter(ProcessHandle::isAlive);
    if (stranger.isPresent()) {
      log.info(
          "deleting {}, which a crash left behind: its process id {} belongs to another program"
              + " now",
          pidFile,
          stranger.get().pid());
      Files.delete(pidFile);
    }
  }

  /**
   * Returns the running PostgreSQL of this data directory. The process id alone is not enough,
   * since another program may have it by now.
   */
  private static Optional<ProcessHandle> postmaster(Path data, List<String> lines)
      throws IOException {
    Optional<ProcessHandle> recorded =
        recorded(lines)
            .filter(
                process ->
                    process
                        .info()
                        .command()
                        .map(command -> command.endsWith("/postgres"))
                        .orElse(false));
    return recorded.isPresent() && servesFrom(recorded.get(), data, lines)
        ? recorded
        : Optional.empty();
  }

  private static Optional<ProcessHandle> recorded(List<String> lines) {
    return lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
  }

  /**
   * Tests whether a postmaster serves this data directory. Its working directory is the data
   * directory. Where the operating system does not report that, compares the command line, and
   * otherwise the start time.
   */
  private static boolean servesFrom(ProcessHandle process, Path data, List<String> lines)
      throws IOException {
    Path real = data.toRealPath();
    Optional<Path> workingDirectory = workingDirectory(process);
    if (workingDirectory.isPresent()) {
      return workingDirectory.get().equals(real);
    }
    Optional<List<String>> arguments = process.info().arguments().map(List::of);
    if (arguments.isPresent()) {
      int option = arguments.get().indexOf("-D");
      return option >= 0
          && option + 1 < arguments.get().size()
          && isSame(Path.of(arguments.get().get(option + 1)), real);
    }
    return isNear(process.info().startInstant(), lines);
  }

  private static Optional<Path> workingDirectory(ProcessHandle process) {
    try {
      return Optional.of(Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath());
    } catch (IOException untold) {
      log.debug("the working directory of process {} is unknown", process.pid(), untold);
      return Optional.empty();
    }
  }

  private static boolean isSame(Path given, Path real) throws IOException {
    return Files.exists(given) && given.toRealPath().equals(real);
  }

  private static boolean isNear(Optional<Instant> start, List<String> lines) {
    if (start.isEmpty()
        || lines.size() <= STARTED_LINE
        || !lines.get(STARTED_LINE).strip().matches("\\d{1,18}")) {
      return false;
    }
    Instant written = Instant.ofEpochSecond(Long.parseLong(lines.get(STARTED_LINE).strip()));
    return Duration.between(start.get(), written).abs().compareTo(START_PRECISION) <= 0;
  }

  private static EmbeddedPostgres launch(Path programs, Path data, int port, String password)
      throws IOException {
    List<String> command = new ArrayList<>(apartFromTheTerminal());
    command.addAll(asOrdinaryUser());
    command.addAll(endingWithThisProcess());
    command.addAll(
        List.of(
            programs.resolve("bin/postgres").toString(),
            "-D",
            data.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=100",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "full_page_writes=on",
            "-c",
            "lc_messages=C",
            "-c",
            "timezone=UTC",
            "-c",
            "log_timezone=UTC"));
    Deque<String> lastLines = new ArrayDeque<>();
    CompletableFuture<Process> launched = new CompletableFuture<>();
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    CountDownLatch exited = new CountDownLatch(1);
    // Linux sends the parent-death signal when the starting thread ends, not when its process does.
    // So this thread lives until PostgreSQL has ended.
    Thread.ofPlatform()
        .daemon()
        .name("postgres")
        .start(() -> attend(command, lastLines, launched, ready, exited));
    Process process = launchedIn(launched);
    boolean isReady;
    try {
      isReady = ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      process.destroyForcibly();
      throw new PostgresUnusable(
          "PostgreSQL is not ready after " + START_LIMIT.toSeconds() + " s", late);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new PostgresUnusable("interrupted while PostgreSQL was starting", interrupted);
    }
    if (!isReady) {
      synchronized (lastLines) {
        throw new PostgresUnusable("PostgreSQL has not started: " + String.join("\n", lastLines));
      }
    }
    return new EmbeddedPostgres(process, exited, address(port, password));
  }

  private static DatabaseAddress address(int port, String password) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE,
        Optional.of(USER),
        Optional.of(password));
  }

  private static Process launchedIn(CompletableFuture<Process> launched) {
    try {
      return launched.get();
    } catch (ExecutionException failed) {
      throw new PostgresUnusable(
          "PostgreSQL's program can't be run: " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PostgresUnusable("interrupted while PostgreSQL was starting", interrupted);
    }
  }

  private static void attend(
      List<String> command,
      Deque<String> lastLines,
      CompletableFuture<Process> launched,
      CompletableFuture<Boolean> ready,
      CountDownLatch exited) {
    try {
      Process process = program(command).redirectErrorStream(true).start();
      launched.complete(process);
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line = output.readLine();
        while (line != null) {
          log.debug("postgres: {}", line);
          synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LINES_KEPT) {
              lastLines.removeFirst();
            }
          }
          if (line.contains(READY)) {
            ready.complete(true);
          }
          line = output.readLine();
        }
      }
      process.onExit().join();
    } catch (IOException failed) {
      launched.completeExceptionally(failed);
    } finally {
      ready.complete(false);
      exited.countDown();
    }
  }

  private void createDatabase() {
    String maintenance = address.jdbcUrl().replaceFirst("/" + DATABASE + "$", "/postgres");
    try (Connection connection =
            DriverManager.getConnection(
                maintenance, address.user().orElseThrow(), address.password().orElseThrow());
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    } catch (SQLException refused) {
      close();
      throw new PostgresUnusable(
          "the embedded PostgreSQL rejects its stored password; if the file \"password\" was"
              + " changed, restore it: "
              + refused.getMessage(),
          refused);
    }
  }

  /** Prepares a program without the server's own environment, which may contain secrets. */
  static ProcessBuilder program(List<String> command) {
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().keySet().retainAll(NEEDED_ENVIRONMENT);
    return program;
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own it runs as nobody, and can
   * still use root's files.
   */
  private static List<String> asOrdinaryUser() {
    return isLinux() && "root".equals(System.getProperty("user.name"))
        ? List.of("unshare", "--user")
        : List.of();
  }

  /**
   * Detaches PostgreSQL from the terminal: a Ctrl-C is meant for the server, which needs its
   * PostgreSQL until it has drained.
   */
  private static List<String> apartFromTheTerminal() {
    return isLinux() ? List.of("setsid") : List.of();
  }

  /** This follows the creation of the user namespace, which would clear the parent-death signal. */
  private static List<String> endingWithThisProcess() {
    return isLinux() ? List.of("setpriv", "--pdeathsig", "INT") : List.of();
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void signal(long pid, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid))
          .redirectErrorStream(true)
          .start()
          .onExit()
          .join();
    } catch (IOException failed) {
      throw new PostgresUnusable("PostgreSQL (process " + pid + ") can't be signalled", failed);
    }
  }
}
