package dev.drover.device.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MultipartPicturesTest {
  private static final String HEAD =
      """
      HTTP/1.0 200 OK\r
      Server: Android Screenshot Socket Server\r
      Content-Type: multipart/x-mixed-replace; boundary=--BoundaryString\r
      \r
      """;

  private final MultipartPictures parts = new MultipartPictures();

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String part(String content) {
    return "--BoundaryString\r\nContent-type: image/jpg\r\nContent-Length: "
        + content.length()
        + "\r\n\r\n"
        + content
        + "\r\n\r\n";
  }

  private static String unmeasured(String content) {
    return "--BoundaryString\r\nContent-type: image/jpg\r\n\r\n" + content + "\r\n\r\n";
  }

  /** A stream that brings one byte a read. */
  private static InputStream slowly(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, Math.min(1, length));
      }
    };
  }

  private String next(InputStream in) throws IOException {
    return new String(parts.next(in), StandardCharsets.ISO_8859_1);
  }

  @Test
  void parts_are_read_one_after_another() throws IOException {
    InputStream in = stream(HEAD + part("first") + part("second"));

    assertThat(next(in)).isEqualTo("first");
    assertThat(next(in)).isEqualTo("second");
    assertThatThrownBy(() -> next(in)).isInstanceOf(EOFException.class);
  }

  @Test
  void headers_and_pictures_may_come_in_any_portions() throws IOException {
    InputStream in = slowly(stream(HEAD + part("first") + unmeasured("second") + part("third")));

    assertThat(next(in)).isEqualTo("first");
    assertThat(next(in)).isEqualTo("second");
    assertThat(next(in)).isEqualTo("third");
  }

  @Test
  void a_part_may_precede_the_head_of_the_answer() throws IOException {
    InputStream in = stream(part("early") + HEAD + part("next"));

    assertThat(next(in)).isEqualTo("early");
    assertThat(next(in)).isEqualTo("next");
  }

  @Test
  void a_part_without_a_length_ends_before_the_next_boundary() throws IOException {
    InputStream in =
        stream(HEAD + unmeasured("a\n--Boundary\n\n--Bound") + unmeasured("b") + part("c"));

    assertThat(next(in)).isEqualTo("a\n--Boundary\n\n--Bound");
    assertThat(next(in)).isEqualTo("b");
    assertThat(next(in)).isEqualTo("c");
  }

  @Test
  void another_answer_than_200_is_none() {
    assertThatThrownBy(() -> next(stream("HTTP/1.1 404 Not Found\r\n\r\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404");
  }

  @Test
  void a_part_of_another_type_is_refused() {
    assertThatThrownBy(() -> next(stream("--x\r\nContent-Type: text/html\r\n\r\n<b>")))
        .hasMessage("a part is no JPEG");
  }

  @Test
  void a_length_that_is_none_or_too_large_is_refused() {
    for (String length : new String[] {"-1", "4194305", "99999999999", "many", ""}) {
      assertThatThrownBy(() -> next(stream("--x\r\nContent-Length: " + length + "\r\n\r\nabc")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("announces");
    }
  }

  @Test
  void a_stream_that_ends_in_a_picture_has_none() {
    assertThatThrownBy(() -> next(stream("--x\r\nContent-Length: 10\r\n\r\nabc")))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> next(stream("--x\r\n\r\nabc"))).isInstanceOf(EOFException.class);
  }

  @Test
  void garbage_and_headers_without_end_are_not_read_for_ever() {
    for (String begin : new String[] {"", "--x\r\n", "\n\n", "--x\r\nContent-Length: "}) {
      assertThatThrownBy(() -> next(endless(begin, 'a'))).hasMessageContaining("no picture within");
      assertThatThrownBy(() -> next(endless(begin, 'a'))).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> next(endless("", '\n'))).hasMessageContaining("no picture within");
  }

  @Test
  void a_part_without_end_is_not_read_for_ever() {
    assertThatThrownBy(() -> next(endless("--x\r\n\r\n", 'a')))
        .hasMessageContaining("more than " + MultipartPictures.MOST_BYTES);
  }

  private static InputStream endless(String begin, char then) {
    return new SequenceInputStream(
        stream(begin),
        new InputStream() {
          @Override
          public int read() {
            return then;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) then);
            return length;
          }
        });
  }
}
