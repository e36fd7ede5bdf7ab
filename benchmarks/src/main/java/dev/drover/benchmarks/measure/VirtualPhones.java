package dev.drover.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.virtualphone.PhoneProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Virtual phones in a process of their own, so that what they cost counts for nobody else. */
public final class VirtualPhones implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In MB a phone: each keeps its latest 20,000 commands, two hours of tasks. */
  private static final int MEMORY = 13;

  private final Process process;
  private final List<Phone> phones;

  /** Where a phone is: the address for ADB, and the URL of its control port. */
  public record Phone(String serial, String adb, String control) {
    public int port() {
      return Integer.parseInt(adb.substring(adb.lastIndexOf(':') + 1));
    }
  }

  private VirtualPhones(Process process, List<Phone> phones) {
    this.process = process;
    this.phones = List.copyOf(phones);
  }

  public static VirtualPhones start(int count) throws IOException {
    Process process =
        new ProcessBuilder(
                ServerProcess.java(
                    List.of(
                        "-Xmx" + (256 + MEMORY * count) + "m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC"),
                    PhoneProcess.class.getName(),
                    List.of(
                        "--phones",
                        Integer.toString(count),
                        "--port",
                        "0",
                        "--serial",
                        "BENCH",
                        "--until-stdin-closes")))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<Phone> phones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String line =
          Optional.ofNullable(lines.readLine())
              .orElseThrow(() -> new IOException("the virtual phones did not start"));
      JsonNode phone = JSON.readTree(line);
      phones.add(
          new Phone(
              phone.path("serial").asText(),
              phone.path("adb").asText(),
              phone.path("control").asText()));
    }
    return new VirtualPhones(process, phones);
  }

  public List<Phone> phones() {
    return phones;
  }

  /** All addresses, as the setting {@code devices.connect} has them. */
  public String addresses() {
    return String.join(",", phones.stream().map(Phone::adb).toList());
  }

  @Override
  public void close() {
    process.destroy();
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
