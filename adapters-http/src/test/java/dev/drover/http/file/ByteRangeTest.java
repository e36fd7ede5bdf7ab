package dev.drover.http.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.file.ByteRange.Asked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which part of a file of 1,000 bytes a client means. */
class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 0, 999",
    "bytes=0-0, 0, 0",
    "bytes=500-599, 500, 599",
    "bytes=900-2000, 900, 999",
    "bytes=-1, 999, 999",
    "bytes=-2000, 0, 999",
  })
  void a_range_within_the_file_is_a_part(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 1_000))
        .isEqualTo(new Asked.Part(new ByteRange(first, last)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0"})
  void a_range_behind_the_end_is_beyond(String header) {
    assertThat(ByteRange.parse(header, 1_000)).isEqualTo(new Asked.Beyond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "lines=1-2",
        "bytes=a-b",
        "",
        "bytes=99999999999999999999-"
      })
  void anything_else_means_the_whole_file(String header) {
    assertThat(ByteRange.parse(header, 1_000)).isEqualTo(new Asked.Whole());
  }
}
