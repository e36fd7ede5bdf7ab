package dev.drover.benchmarks.phone;

import com.sun.management.OperatingSystemMXBean;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.device.PhonePictures;
import dev.drover.application.port.device.PhonePictures.Picture;
import dev.drover.application.port.device.PhonePictures.Wish;
import dev.drover.device.DadbDeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.app.Apps;
import dev.drover.device.flow.Flows;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.virtualphone.PhoneProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The processor time that live pictures cost the server. The phones run in a process of their own,
 * so that their drawing does not count; if the machine is too small for both, fewer pictures come,
 * and what a picture costs holds.
 */
@Command(
    name = "pictures",
    description = "What live pictures cost, by source and width",
    mixinStandardHelpOptions = true)
public final class Pictures implements Callable<Integer> {
  private static final Pattern ADDRESS = Pattern.compile("\"adb\": ?\"([^\"]+)\"");
  private static final int[] WIDTHS = {240, 720};

  @Option(names = "--phones", description = "Each watched (default: ${DEFAULT-VALUE}).")
  private int phones = 100;

  @Option(
      names = "--few",
      description = {
        "Of them, so many where a picture's cost is measured: for whole screens and wide pictures,",
        "the phones' part of it takes more than the server's (default: ${DEFAULT-VALUE})."
      })
  private int few = 10;

  @Option(names = "--per-second", description = "Pictures a phone (default: ${DEFAULT-VALUE}).")
  private double perSecond = 1;

  @Option(names = "--seconds", description = "Of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(names = "--warm-up", description = "Seconds before (default: ${DEFAULT-VALUE}).")
  private int warmUp = 15;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("drover-pictures");
    Process phoneProcess =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PhoneProcess.class.getName(),
                "--phones",
                Integer.toString(phones),
                "--port",
                "0",
                "--agent",
                "--until-stdin-closes")
            .redirectError(home.resolve("phones.log").toFile())
            .start();
    try (AdbPhones adb = new AdbPhones(home, "127.0.0.1", 1, Clock.systemUTC());
        BufferedReader lines =
            new BufferedReader(phoneProcess.inputReader(StandardCharsets.UTF_8))) {
      DadbDeviceGateway gateway =
          new DadbDeviceGateway(
              adb,
              home.resolve("profiles"),
              Flows.load(Pictures.class.getClassLoader()),
              Apps.load(Pictures.class.getClassLoader()),
              (_, _) -> "",
              new Random(1),
              Clock.systemUTC());
      List<DeviceSerial> watched = new ArrayList<>();
      for (int i = 0; i < phones; i++) {
        watched.add(gateway.connect(address(lines)).serial());
      }
      System.out.println(
          "| source | phones | width | pictures/s | ms a picture | the server's count of it | KB a"
              + " picture | of one core, 100 pictures/s |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      List<DeviceSerial> some = watched.subList(0, Math.min(few, phones));
      for (int width : WIDTHS) {
        measure(gateway, some, "screencap", width);
      }
      // Reading the screen starts the agent, as an attempt does.
      watched.forEach(gateway::hierarchy);
      for (int width : WIDTHS) {
        measure(gateway, some, "agent", width);
      }
      measure(gateway, watched, "agent", WIDTHS[0]);
    } finally {
      phoneProcess.destroy();
    }
    return 0;
  }

  private static String address(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    Matcher address = ADDRESS.matcher(String.valueOf(line));
    if (!address.find()) {
      throw new IOException("the phones did not start: " + line);
    }
    return address.group(1);
  }

  private void measure(
      DadbDeviceGateway gateway, List<DeviceSerial> watched, String source, int width)
      throws InterruptedException {
    AtomicLong taken = new AtomicLong();
    AtomicLong cost = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(watched.size());
    Random spread = new Random(7);
    for (DeviceSerial serial : watched) {
      long later = spread.nextLong(Duration.ofSeconds(1).toNanos());
      Thread.ofVirtual()
          .start(
              () -> {
                LockSupport.parkNanos(later);
                try (PhonePictures pictures = gateway.pictures(serial)) {
                  watch(
                      pictures,
                      new Wish(width, perSecond),
                      over,
                      picture -> {
                        taken.incrementAndGet();
                        cost.addAndGet(picture.cost().toNanos());
                        bytes.addAndGet(picture.bytes().length);
                      });
                } finally {
                  ended.countDown();
                }
              });
    }
    Thread.sleep(Duration.ofSeconds(warmUp));
    long takenBefore = taken.get();
    long costBefore = cost.get();
    long bytesBefore = bytes.get();
    long cpuBefore = system.getProcessCpuTime();
    long begun = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(seconds));
    double elapsed = (System.nanoTime() - begun) / 1e9;
    double number = Math.max(1, taken.get() - takenBefore);
    double millis = (system.getProcessCpuTime() - cpuBefore) / 1e6 / number;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.0f | %.2f | %.2f | %.1f | %.2f |%n",
        source,
        watched.size(),
        width,
        number / elapsed,
        millis,
        (cost.get() - costBefore) / 1e6 / number,
        (bytes.get() - bytesBefore) / 1e3 / number,
        millis * 100 / 1e3);
    over.set(true);
    ended.await();
  }

  private interface Taken {
    void picture(Picture picture);
  }

  private void watch(PhonePictures pictures, Wish wish, AtomicBoolean over, Taken taken) {
    long pace = (long) (Duration.ofSeconds(1).toNanos() / perSecond);
    while (!over.get()) {
      long begun = System.nanoTime();
      try {
        taken.picture(pictures.next(wish));
      } catch (DeviceUnreachable none) {
        System.err.println(none.getMessage());
      }
      LockSupport.parkNanos(pace - (System.nanoTime() - begun));
    }
  }
}
