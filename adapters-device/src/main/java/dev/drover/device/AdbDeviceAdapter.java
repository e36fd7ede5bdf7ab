package dev.drover.device;

import dev.drover.application.plugin.BackgroundStep;
import dev.drover.application.plugin.DeviceAdapter;
import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.Finding;
import dev.drover.application.plugin.InvalidSetting;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.ProfileRepairs;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSearch;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.app.Apps;
import dev.drover.device.flow.Flows;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.repair.TrialRepairs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Provides the phones that the local adb server knows, and those at network addresses. */
public final class AdbDeviceAdapter implements DeviceAdapter {
  /**
   * The setting with the address of the adb server for phones on USB, as {@code host:port}. The
   * server need not run.
   */
  public static final String ADB_SERVER = "adb-server";

  @Override
  public String name() {
    return "adb";
  }

  @Override
  public Devices open(DeviceContext context) {
    String server = context.settings().getOrDefault(ADB_SERVER, "127.0.0.1:5037");
    int colon = server.lastIndexOf(':');
    if (colon < 1 || !server.substring(colon + 1).matches("\\d{1,5}")) {
      throw new InvalidSetting(ADB_SERVER, "must be host:port, such as 127.0.0.1:5037");
    }
    AdbPhones phones =
        new AdbPhones(
            context.home(),
            server.substring(0, colon),
            Integer.parseInt(server.substring(colon + 1)),
            context.clock());
    Path profiles = context.home().resolve("profiles");
    Apps apps = Apps.load(context.plugins());
    return new AdbDevices(
        phones,
        new DadbDeviceGateway(
            phones,
            profiles,
            Flows.load(context.plugins()),
            apps,
            context.comments(),
            new Random(),
            context.clock()),
        server,
        new AdbCheck(phones, new AppProfiles(profiles, apps), apps),
        new TrialRepairs(new AppProfiles(profiles, apps)));
  }

  private record AdbDevices(
      AdbPhones phones,
      DeviceGateway gateway,
      String server,
      AdbCheck check,
      TrialRepairs proposals)
      implements Devices {
    @Override
    public String description() {
      return "USB phones by the adb server at " + server;
    }

    /** Whatever no other adapter takes may be a phone's address. */
    @Override
    public boolean takesAddress(String address) {
      return true;
    }

    @Override
    public Optional<ProfileRepairs> repairs() {
      return Optional.of(proposals);
    }

    @Override
    public List<BackgroundStep> backgroundSteps() {
      return List.of(
          new BackgroundStep(
              "phones",
              () -> {
                phones.trackOnce();
                return AdbPhones.ROUND;
              }));
    }

    @Override
    public List<Finding> check(List<String> addresses) throws InterruptedException {
      List<Finding> findings = new ArrayList<>();
      List<String> readable = new ArrayList<>();
      for (String address : addresses) {
        try {
          readable.add(AdbEndpoint.Tcp.parse(address).address());
        } catch (IllegalArgumentException unreadable) {
          findings.add(
              Finding.fail(
                  "phone at "
                      + address
                      + ": "
                      + unreadable.getMessage()
                      + "; correct devices.connect"));
        }
      }
      PhoneSearch.reach(phones, readable);
      findings.addAll(check.findings(server));
      return findings;
    }

    @Override
    public void close() {
      phones.close();
    }
  }
}
