package dev.drover.benchmarks.phone;

import dev.drover.application.port.meter.AdapterMeter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** The benchmark measures by itself. */
final class Unmeasured implements AdapterMeter {
  @Override
  public void gauge(Measure measure, DoubleSupplier value) {}

  @Override
  public void counter(Measure measure, DoubleSupplier total) {}

  @Override
  public Consumer<Duration> timer(Measure measure) {
    return _ -> {};
  }
}
