package dev.drover.device.adb;

import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.domain.device.DeviceState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the local adb server for its phones, and remembers why it provides none. One thread calls
 * {@link #devices}; everything else is safe for use by any thread.
 */
final class AdbServerWatch {
  /** The logger of the phones. Commands that print the state themselves turn it off. */
  private static final Logger log = LoggerFactory.getLogger(AdbPhones.class);

  private final AdbServerClient server;
  private volatile Optional<String> problem = Optional.empty();
  private boolean wasThere;

  AdbServerWatch(AdbServerClient server) {
    this.server = server;
  }

  /** The way to one of its phones. */
  AdbEndpoint.Server endpoint(String address) {
    return new AdbEndpoint.Server(server.host(), server.port(), address);
  }

  /** Returns why the server provides no phones, and what to do; empty if all is well. */
  Optional<String> problem() {
    return problem;
  }

  /** The states of its phones by their addresses; none while it can't be used. */
  Map<String, String> devices() {
    try {
      Map<String, String> devices = server.devices();
      wasThere = true;
      problem = Optional.empty();
      return devices;
    } catch (AdbServerClient.Refused refused) {
      Optional<String> why = Optional.ofNullable(refused.getMessage());
      why.filter(_ -> !why.equals(problem)).ifPresent(text -> log.warn("{}", text));
      problem = why;
    } catch (IOException absent) {
      String why =
          "no adb server answers at "
              + server.host()
              + ":"
              + server.port()
              + "; for phones on USB run: adb start-server";
      // Most servers have no phones on USB, so only a server that disappears is worth a warning.
      if (wasThere) {
        log.warn("{}", why);
      }
      wasThere = false;
      problem = Optional.of(why);
    }
    return Map.of();
  }

  static DeviceState stateOf(String state) {
    return state.equals("unauthorized") ? DeviceState.UNAUTHORIZED : DeviceState.OFFLINE;
  }

  /** Explains a state of the adb server, and what to do. */
  static String advice(String state, String address) {
    if (state.equals("unauthorized") || state.equals("authorizing")) {
      return PhoneConnection.unauthorized(address);
    }
    if (state.startsWith("no permissions")) {
      return "this computer's user may not open it: add the udev rules for Android phones"
          + " (android-sdk-platform-tools-common), plug it in anew, then: adb kill-server";
    }
    return "the adb server calls it "
        + state
        + (state.equals("offline")
            ? "; plug it in anew, or run: adb reconnect offline"
            : "; start Android on it");
  }
}
