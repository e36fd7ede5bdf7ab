package dev.drover.bootstrap.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.bootstrap.ProgramUnderTest;
import dev.drover.bootstrap.chaos.Evidence.SeenCommand;
import dev.drover.bootstrap.chaos.Evidence.SeenEffect;
import dev.drover.bootstrap.chaos.Evidence.SeenPhone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Virtual phones in a separate process, queried over their control ports. */
final class PhoneFarm implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final List<Phone> phones;

  private PhoneFarm(Process process, List<Phone> phones) {
    this.process = process;
    this.phones = phones;
  }

  /** Where a phone is. */
  record Phone(String serial, String adb, String control) {}

  /**
   * @param count at least 2
   */
  static PhoneFarm start(int count) throws IOException {
    return start(count, "P");
  }

  /**
   * @param serial of one phone; of more, each gets a number
   * @param options of {@link dev.drover.virtualphone.PhoneProcess}
   */
  static PhoneFarm start(int count, String serial, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--phones",
                Integer.toString(count),
                "--port",
                "0",
                "--serial",
                serial,
                "--until-stdin-closes"));
    arguments.addAll(List.of(options));
    Process process =
        new ProcessBuilder(ProgramUnderTest.commandOfPhones(arguments))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<Phone> phones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode phone = JSON.readTree(lines.readLine());
      phones.add(
          new Phone(
              phone.path("serial").asText(),
              phone.path("adb").asText(),
              phone.path("control").asText()));
    }
    return new PhoneFarm(process, phones);
  }

  List<Phone> phones() {
    return phones;
  }

  /** As {@code devices.connect} takes them. */
  String addresses() {
    return phones.stream().map(Phone::adb).collect(Collectors.joining(","));
  }

  /** Orders a fault. */
  void arm(Phone phone, String fault) throws IOException, InterruptedException {
    send(phone, "PUT", "/faults", fault);
  }

  /** Takes back what is ordered, and brings the phone back. */
  void heal(Phone phone) throws IOException, InterruptedException {
    send(phone, "DELETE", "/faults", "");
  }

  SeenPhone seen(Phone phone) throws IOException, InterruptedException {
    List<SeenCommand> commands = new ArrayList<>();
    for (JsonNode command : send(phone, "GET", "/commands", "")) {
      commands.add(
          new SeenCommand(
              Instant.parse(command.path("at").asText()),
              command.path("connection").asLong(),
              command.path("command").asText()));
    }
    List<SeenEffect> effects = new ArrayList<>();
    for (JsonNode effect : send(phone, "GET", "/effects", "")) {
      effects.add(
          new SeenEffect(
              Instant.parse(effect.path("at").asText()),
              effect.path("kind").asText(),
              effect.path("target").asText()));
    }
    return new SeenPhone(phone.serial(), commands, effects);
  }

  private static JsonNode send(Phone phone, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(phone.control() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new AssertionError(
          "the phone refuses " + body + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  /** The phones end when their standard input does. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
