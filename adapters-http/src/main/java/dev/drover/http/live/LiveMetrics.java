package dev.drover.http.live;

import dev.drover.application.live.LivePictures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** Measures live pictures: what is taken, what it costs, and what is sent. */
final class LiveMetrics {
  private final Counter pictures;
  private final Counter bytes;

  LiveMetrics(MeterRegistry meters, LivePictures live, IntSupplier sockets) {
    Gauge.builder("drover.live.sockets", sockets, IntSupplier::getAsInt)
        .description("Open sockets for live pictures")
        .strongReference(true)
        .register(meters);
    Gauge.builder("drover.live.phones", live, LivePictures::phones)
        .description("Phones that somebody watches")
        .register(meters);
    FunctionCounter.builder("drover.live.pictures.taken", live, LivePictures::taken)
        .description("Pictures that were taken, each once for all who watch")
        .register(meters);
    FunctionCounter.builder("drover.live.cpu.seconds", live, LivePictures::secondsSpent)
        .description("Processor time that pictures have taken")
        .register(meters);
    this.pictures =
        Counter.builder("drover.live.pictures.sent")
            .description("Pictures that were sent, one for each who watches")
            .register(meters);
    this.bytes =
        Counter.builder("drover.live.sent.bytes")
            .description("Bytes of the pictures that were sent")
            .register(meters);
  }

  void sent(int length) {
    pictures.increment();
    bytes.increment(length);
  }
}
