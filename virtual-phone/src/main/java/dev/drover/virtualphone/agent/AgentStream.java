package dev.drover.virtualphone.agent;

import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.FaultExecutor;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.shell.ShellOutput;
import dev.drover.virtualphone.system.AgentProcess;
import dev.drover.virtualphone.system.AgentProcess.StreamSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * One connection to the UiAutomator2 agent's stream of the screen, in the format of its
 * MjpegScreenshotServer: the boundary is the declared one without two more hyphens, each part has a
 * length, and the request is not read. A client that has sent nothing after 100 ms gets a part
 * before the head of the answer. Nothing is drawn without a connection.
 */
public final class AgentStream {
  /** The line by which faults match a picture of the stream, and the command in the log. */
  static final String LINE = "agent stream";

  private static final String HEAD =
      """
      HTTP/1.0 200 OK\r
      Server: Android Screenshot Socket Server\r
      Connection: close\r
      Max-Age: 0\r
      Expires: 0\r
      Cache-Control: no-cache, private\r
      Pragma: no-cache\r
      Content-Type: multipart/x-mixed-replace; boundary=--BoundaryString\r
      \r
      """;

  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Phone phone;
  private final AgentProcess agent;
  private final long connection;
  private final FaultExecutor faultEffect;

  /**
   * @param connection the number of the ADB connection that carries the stream
   */
  public AgentStream(Phone phone, long connection, FaultExecutor faultEffect) {
    this.phone = phone;
    this.agent = phone.agent();
    this.connection = connection;
    this.faultEffect = faultEffect;
  }

  /** Streams until the client goes or the agent ends. */
  public void serve(InputStream in, ShellOutput out) throws IOException {
    agent.viewerCame();
    try {
      stream(in, out);
    } finally {
      agent.viewerWent();
    }
  }

  private void stream(InputStream in, ShellOutput out) throws IOException {
    int process = agent.starts();
    phone.begin(LINE, connection);
    boolean greeted = false;
    while (agent.isRunning()
        && agent.starts() == process
        && !Thread.currentThread().isInterrupted()) {
      StreamSettings settings = agent.stream();
      long begun = System.nanoTime();
      boolean garbled = faultEffect.strike(phone.faults(), LINE, Fault.Moment.BEFORE);
      byte[] part = part(settings);
      if (!greeted) {
        if (in.available() == 0) {
          phone.pause(PATIENCE);
        } else {
          greeted = true;
          out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
        }
      }
      garbled |= faultEffect.strike(phone.faults(), LINE, Fault.Moment.AFTER);
      if (garbled) {
        FaultExecutor.garble(part);
      }
      out.write(part);
      long left = Duration.ofSeconds(1).toNanos() / settings.rate() - (System.nanoTime() - begun);
      if (left > 0) {
        phone.pause(Duration.ofNanos(left));
      }
    }
  }

  private byte[] part(StreamSettings settings) throws IOException {
    byte[] jpeg =
        jpeg(
            phone.picture(
                Math.max(1, Math.round(phone.screen().width() * settings.scale() / 100f))),
            settings.quality() / 100f);
    ByteArrayOutputStream part = new ByteArrayOutputStream(jpeg.length + 128);
    part.writeBytes(
        ("--BoundaryString\r\nContent-type: image/jpg\r\nContent-Length: "
                + jpeg.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    part.writeBytes(jpeg);
    part.writeBytes(END);
    return part.toByteArray();
  }

  private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
