package com.example.notebook;

import dev.drover.application.plugin.BackgroundStep;
import dev.drover.application.plugin.DeviceAdapter;
import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.InvalidSetting;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.domain.device.DeviceSerial;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Phones that are not there: each only writes down what it would do. */
public final class NotebookAdapter implements DeviceAdapter {
  private static final Duration ROUND = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "notebook";
  }

  @Override
  public Devices open(DeviceContext context) {
    // From drover.yaml: plugins.notebook.phones. A list's items are joined by commas.
    String phones = context.settings().getOrDefault("phones", "NOTEBOOK");
    List<DeviceSerial> serials;
    try {
      serials = Arrays.stream(phones.split(",")).map(String::strip).map(DeviceSerial::new).toList();
    } catch (IllegalArgumentException malformed) {
      throw new InvalidSetting("phones", "must be serials joined by commas");
    }
    return new Notebooks(
        new NotebookGateway(serials, context.home().resolve("notebook"), context.clock()));
  }

  private record Notebooks(NotebookGateway notebooks) implements Devices {
    @Override
    public DeviceGateway gateway() {
      return notebooks;
    }

    @Override
    public String description() {
      return notebooks.devices().size() + " notebooks";
    }

    @Override
    public List<BackgroundStep> backgroundSteps() {
      return List.of(
          new BackgroundStep(
              "notebooks",
              () -> {
                notebooks.tellOfNew();
                return ROUND;
              }));
    }
  }
}
