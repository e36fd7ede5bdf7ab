package dev.drover.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a soak: one chart for each figure, one above the other. */
final class SoakPicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 220;

  private SoakPicture() {}

  static void draw(List<Soak.Minute> minutes, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<XYChart> charts =
        List.of(
            chart(minutes, "heap, MB", Soak.Minute::heap),
            chart(minutes, "memory of the process, MB", Soak.Minute::resident),
            chart(minutes, "threads", Soak.Minute::threads),
            chart(minutes, "open files", Soak.Minute::files),
            chart(minutes, "connections to the database", Soak.Minute::connections),
            chart(minutes, "tasks a second", Soak.Minute::tasksPerSecond));
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, file.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(
      List<Soak.Minute> minutes, String title, ToDoubleFunction<Soak.Minute> value) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("minute").build();
    chart.getStyler().setYAxisMin(0.0).setLegendVisible(false);
    chart
        .addSeries(
            title,
            minutes.stream().mapToDouble(Soak.Minute::minute).toArray(),
            minutes.stream().mapToDouble(value).toArray())
        .setMarker(SeriesMarkers.NONE);
    return chart;
  }
}
