import dev.drover.application.plugin.BackgroundStep;
import dev.drover.application.plugin.Devices;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A whole Drover within another program, with a phone of the program's own.
 *
 * <p>Arguments: the home folder. Prints the API's address, runs one task, and prints what the phone
 * was asked to do.
 */
public final class EmbeddedDrover {
  private EmbeddedDrover() {}

  public static void main(String[] arguments) throws Exception {
    PrintingPhone phone = new PrintingPhone();
    try (Server server =
        Server.builder(Path.of(arguments[0])).set("port", "0").devices(phone).start()) {
      System.out.println("API: " + server.apiUrl());
      runOneTask(server.apiUrl());
    }
  }

  private static void runOneTask(String api) throws Exception {
    String body =
        "{\"serials\": [\"PRINTER\"], \"script_name\": \"follow\","
            + " \"script_config\": {\"target_users\": [\"@ann\"]}}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create(api + "/task"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
      HttpRequest stats = HttpRequest.newBuilder(URI.create(api + "/task/1")).build();
      String task = "";
      while (!task.contains("\"completed\"") && !task.contains("\"failed\"")) {
        Thread.sleep(Duration.ofMillis(100));
        task = client.send(stats, BodyHandlers.ofString()).body();
      }
      System.out.println("task 1: " + (task.contains("\"completed\"") ? "completed" : task));
    }
  }

  /** One phone, which prints each script. */
  private static final class PrintingPhone implements Devices, DeviceGateway {
    private static final DeviceSerial SERIAL = new DeviceSerial("PRINTER");

    private final List<Consumer<Device>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public DeviceGateway gateway() {
      return this;
    }

    @Override
    public String description() {
      return "one phone that prints";
    }

    /** Says that the phone is there. */
    @Override
    public List<BackgroundStep> backgroundSteps() {
      return List.of(
          new BackgroundStep(
              "printer",
              () -> {
                devices().forEach(phone -> listeners.forEach(listener -> listener.accept(phone)));
                return Duration.ofMinutes(1);
              }));
    }

    @Override
    public List<Device> devices() {
      return List.of(
          new Device(
              SERIAL,
              List.of(),
              "Printer",
              "",
              DeviceState.ONLINE,
              OptionalInt.empty(),
              Optional.empty()));
    }

    @Override
    public Set<DeviceSerial> online() {
      return Set.of(SERIAL);
    }

    @Override
    public void onChange(Consumer<Device> listener) {
      listeners.add(listener);
    }

    @Override
    public AttemptResult run(Assignment assignment, Attempt run) {
      run.step("print", 100);
      System.out.println(assignment.serial() + " would do: " + assignment.script());
      return new AttemptResult.Succeeded(Outcome.NO_EFFECT, Optional.empty());
    }

    @Override
    public Device connect(String address) {
      throw new DeviceUnreachable("there is no phone at " + address);
    }

    @Override
    public void connectInBackground(String address) {}

    @Override
    public void disconnect(DeviceSerial serial) {}

    @Override
    public boolean disconnectAddress(String address) {
      return false;
    }

    @Override
    public byte[] screenshot(DeviceSerial serial) {
      throw new DeviceUnreachable("the phone " + serial + " has no screen");
    }

    @Override
    public String hierarchy(DeviceSerial serial) {
      throw new DeviceUnreachable("the phone " + serial + " has no screen");
    }
  }
}
