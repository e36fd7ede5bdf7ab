package dev.drover.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Banner;
import dev.drover.bootstrap.server.HomeLock;
import dev.drover.bootstrap.server.Server;
import dev.drover.bootstrap.server.Shutdown;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MaterialName;
import dev.drover.virtualphone.PhoneProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server with virtual phones in a process of their own, and accounts to try it with. */
public final class DemoFarm implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DemoFarm.class);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Marks a home as a demo's. */
  private static final String FILE = "demo.json";

  private final Process phoneProcess;
  private final List<VirtualPhoneAddress> phones;
  private final Server server;
  private final Path file;
  private final AtomicBoolean ending = new AtomicBoolean();

  /** Where a virtual phone is. */
  private record VirtualPhoneAddress(String serial, String adb, String control) {}

  private DemoFarm(
      Process phoneProcess, List<VirtualPhoneAddress> phones, Server server, Path file) {
    this.phoneProcess = phoneProcess;
    this.phones = phones;
    this.server = server;
    this.file = file;
  }

  /**
   * Starts the phones, then the server.
   *
   * @param count of the phones
   * @param beforeWork called as by {@link Server#start(ServerConfig, Consumer)}
   * @throws ConfigurationError if the home is a server's own: the demo's accounts and phones would
   *     stay in it. Nothing was started
   */
  public static DemoFarm start(ServerConfig config, int count, Consumer<Server> beforeWork)
      throws IOException {
    refuseHomeOfServer(config);
    Process process = launchPhones(count);
    try {
      List<VirtualPhoneAddress> phones = readAddresses(process, count);
      Path file = config.home().resolve(FILE);
      Server server =
          Server.start(
              config.connectedTo(phones.stream().map(VirtualPhoneAddress::adb).toList()),
              starting -> {
                seedAccounts(starting, phones);
                seedClip(starting);
                writeFile(file, config.apiUrl(starting.port()), phones);
                beforeWork.accept(starting);
              });
      return new DemoFarm(process, phones, server, file);
    } catch (IOException | RuntimeException | Error failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private static void refuseHomeOfServer(ServerConfig config) {
    if (HomeLock.isHome(config.home()) && !Files.exists(config.home().resolve(FILE))) {
      throw new ConfigurationError(
          config.home()
              + " is the home of a server, and the demo's accounts would stay in it: leave --home"
              + " out, or name a folder that is new or a demo's");
    }
  }

  /** The phones end when their standard input does: with this process, however it ends. */
  private static Process launchPhones(int count) throws IOException {
    List<String> command = new ArrayList<>(apartFromTheTerminal());
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(recordOfStarts());
    command.addAll(
        List.of(
            "-Xmx" + (64 + 2 * count) + "m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            PhoneProcess.class.getName(),
            "--phones",
            Integer.toString(count),
            "--port",
            "0",
            "--serial",
            named("DEMO-", count),
            "--account",
            named("demo_", count),
            "--instagram-account",
            named("demo_insta_", count),
            "--until-stdin-closes"));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Setting.removeFrom(process.environment());
    return process.start();
  }

  /**
   * The phone process numbers several phones by itself, and leaves the name of a single one as it
   * is. The demo's first phone is named DEMO-1 either way.
   */
  private static String named(String prefix, int count) {
    return count == 1 ? prefix + 1 : prefix.substring(0, prefix.length() - 1);
  }

  /** The launcher's, where it gave one: it holds for every program of this build. */
  private static List<String> recordOfStarts() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:AOTCache=") || option.equals("-Xlog:aot*=off"))
        .toList();
  }

  /** A Ctrl-C is meant for the server, which still needs its phones while it drains. */
  private static List<String> apartFromTheTerminal() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
        ? List.of("setsid")
        : List.of();
  }

  private static List<VirtualPhoneAddress> readAddresses(Process process, int count)
      throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<VirtualPhoneAddress> phones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String line =
          Optional.ofNullable(lines.readLine())
              .orElseThrow(
                  () -> new IOException("the virtual phones did not start; see the lines above"));
      JsonNode phone = JSON.readTree(line);
      phones.add(
          new VirtualPhoneAddress(
              phone.path("serial").asText(),
              phone.path("adb").asText(),
              phone.path("control").asText()));
    }
    return phones;
  }

  private static void seedAccounts(Server server, List<VirtualPhoneAddress> phones) {
    int number = 1;
    for (VirtualPhoneAddress phone : phones) {
      seedAccount(server, "demo_" + number, Platform.TIKTOK, phone);
      seedAccount(server, "demo_insta_" + number, Platform.INSTAGRAM, phone);
      number++;
    }
  }

  /** One that is there from an earlier demo stays as it is. */
  private static void seedAccount(
      Server server, String name, Platform platform, VirtualPhoneAddress phone) {
    server
        .storage()
        .accounts()
        .add(
            new NewAccount(
                new Username(name),
                "",
                platform,
                new PackageName(platform.defaultPackage()),
                Optional.of(new DeviceSerial(phone.serial())),
                true,
                true,
                List.of("demo")));
  }

  /** A test pattern of two seconds, so that there is something to post. */
  private static void seedClip(Server server) {
    try (InputStream clip =
        Objects.requireNonNull(DemoFarm.class.getResourceAsStream("demo-clip.mp4"))) {
      server
          .storage()
          .library()
          .store(
              new MaterialName("demo-clip.mp4"), clip, labels -> labels.withTags(List.of("demo")));
    } catch (IOException failed) {
      throw new UncheckedIOException("the demo's clip can't be read", failed);
    }
  }

  /** Written before the first request is answered, so that whoever got an answer finds it. */
  private static void writeFile(Path file, String api, List<VirtualPhoneAddress> phones) {
    ObjectNode demo = JSON.createObjectNode().put("api", api);
    ArrayNode array = demo.putArray("phones");
    for (VirtualPhoneAddress phone : phones) {
      array
          .addObject()
          .put("serial", phone.serial())
          .put("adb", phone.adb())
          .put("control", phone.control());
    }
    try {
      Files.writeString(file, JSON.writeValueAsString(demo) + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " can't be written: " + failed.getMessage(), failed);
    }
  }

  public String banner() {
    StringBuilder text = new StringBuilder(Banner.of(server));
    text.append("\nVirtual phones (").append(file).append("):\n");
    for (VirtualPhoneAddress phone : phones) {
      text.append("  ")
          .append(phone.serial())
          .append("  adb connect ")
          .append(phone.adb())
          .append("  control port, what happened on it: ")
          .append(phone.control())
          .append("/effects\n");
    }
    text.append("  accounts @demo_1 (TikTok) and @demo_insta_1 (Instagram) are on ")
        .append(firstSerial())
        .append(phones.size() > 1 ? ", and so on" : "")
        .append("; demo-clip.mp4 is there to post\n");
    return text.append(Suggestions.of(server.config().http(), apiUrl(), firstSerial())).toString();
  }

  public String apiUrl() {
    return server.config().apiUrl(server.port());
  }

  public String firstSerial() {
    return phones.getFirst().serial();
  }

  /**
   * Waits until the demo is told to end, as {@link Server#awaitShutdown} does.
   *
   * @throws IllegalStateException if the virtual phones end before that
   */
  public void awaitShutdown() throws InterruptedException {
    Shutdown.runThenExit(this);
    phoneProcess.waitFor();
    if (ending.get()) {
      server.awaitEnd();
      return;
    }
    throw new IllegalStateException("the virtual phones ended by themselves");
  }

  /** Ends all of it, whatever of it fails to end. Closing it again does nothing. */
  @Override
  public void close() {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    try {
      forgetPhones();
    } finally {
      try {
        server.close();
      } finally {
        endPhones();
      }
    }
  }

  /** They are gone when this is; a later server on this home must not wait for them. */
  private void forgetPhones() {
    try {
      phones.forEach(phone -> server.storage().devices().remove(new DeviceSerial(phone.serial())));
    } catch (StorageUnavailable away) {
      log.warn(
          "the database is away, so it still lists the virtual phones: the next demo on this home"
              + " takes them over; without one, remove them by DELETE /devices/SERIAL");
    }
  }

  private void endPhones() {
    phoneProcess.destroy();
    try {
      if (!phoneProcess.waitFor(5, TimeUnit.SECONDS)) {
        phoneProcess.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      phoneProcess.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
