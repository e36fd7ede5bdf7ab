package dev.drover.bootstrap.journey;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A picture of a page, as it goes into the repository: small, and not another one for nothing. */
final class Picture {
  static final int MOST_BYTES = 250_000;

  /** The share of points that may differ in a picture that is still the same. */
  private static final double SAME = 0.004;

  /** How far a channel, of 0 to 255, may differ in a point that is still the same. */
  private static final int NEAR = 24;

  /** Of 0 to 1. Words stay sharp at this one. */
  private static final float JPEG_QUALITY = 0.9f;

  private final byte[] png;

  Picture(byte[] png) {
    this.png = png;
  }

  /**
   * Writes the picture, unless the file shows nearly the same already.
   *
   * @param file whose name ends with {@code .png}, or with {@code .jpg} for screens of phones
   * @throws IOException if it is too large for the repository
   */
  void keepAt(Path file) throws IOException {
    BufferedImage now = ImageIO.read(new ByteArrayInputStream(png));
    if (Files.exists(file) && isNear(now, ImageIO.read(file.toFile()))) {
      return;
    }
    byte[] bytes = file.toString().endsWith(".jpg") ? jpeg(now) : png;
    if (bytes.length > MOST_BYTES) {
      throw new IOException(file + " would have " + bytes.length + " bytes; at most " + MOST_BYTES);
    }
    Files.write(file, bytes);
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    opaque.createGraphics().drawImage(image, 0, 0, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam quality = writer.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality(JPEG_QUALITY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), quality);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static boolean isNear(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      return false;
    }
    long different = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        if (!isNear(one.getRGB(x, y), other.getRGB(x, y))) {
          different++;
        }
      }
    }
    return different <= SAME * one.getWidth() * one.getHeight();
  }

  private static boolean isNear(int one, int other) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)) > NEAR) {
        return false;
      }
    }
    return true;
  }
}
