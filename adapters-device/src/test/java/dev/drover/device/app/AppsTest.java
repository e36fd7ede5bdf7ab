package dev.drover.device.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.app.tiktok.TikTok;
import dev.drover.domain.app.Platform;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppsTest {
  private static final class OtherTikTok implements App {
    @Override
    public Platform platform() {
      return Platform.TIKTOK;
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_platform_has_an_app_with_a_profile(Platform platform) {
    App app = Apps.load(Apps.class.getClassLoader()).of(platform).orElseThrow();

    assertThat(app.platform()).isEqualTo(platform);
    assertThat(app.shippedProfile()).contains("packages:").contains(platform.defaultPackage());
  }

  @Test
  void two_apps_for_one_platform_are_refused_by_both_their_names() {
    assertThatThrownBy(() -> new Apps(List.of(new TikTok(), new OtherTikTok())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(TikTok.class.getName())
        .hasMessageContaining(OtherTikTok.class.getName())
        .hasMessageContaining("TikTok");
  }

  @Test
  void an_app_without_its_profile_is_named() {
    assertThatThrownBy(() -> new OtherTikTok().shippedProfile())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("tiktok.yaml")
        .hasMessageContaining(OtherTikTok.class.getName());
  }
}
