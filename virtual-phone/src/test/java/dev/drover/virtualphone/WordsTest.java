package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.SystemLabel;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import dev.drover.virtualphone.config.Language;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the virtual phone's apps say everything in every language. */
@DisplayName("The apps of a virtual phone")
class WordsTest {
  private static final Pattern PLACE = Pattern.compile("\\{}|%[nrc]");

  @ParameterizedTest
  @EnumSource
  void say_each_of_their_texts_in_each_language(Language language) {
    Stream.of(TikTokLabel.values(), InstagramLabel.values(), SystemLabel.values())
        .flatMap(Stream::of)
        .forEach(
            label -> {
              assertThat(label.in(language)).as(label + " " + language).isNotBlank();
              assertThat(places(label, language))
                  .as(label + " in " + language)
                  .isEqualTo(places(label, Language.ENGLISH));
            });
  }

  private static List<String> places(Label label, Language language) {
    return PLACE.matcher(label.in(language)).results().map(MatchResult::group).sorted().toList();
  }
}
