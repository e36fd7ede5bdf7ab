package dev.drover.device.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForegroundTest {
  @Test
  void tells_the_apps_in_focus() {
    assertThat(
            Foreground.appsIn(
                """
                  mCurrentFocus=Window{b2f5d8 u0 com.zhiliaoapp.musically/com.ss.android.Main}
                  mFocusedApp=ActivityRecord{1b9e2d u0 com.android.chrome/.Main t12}
                  mFocusedApp=AppWindowToken{38f token=Token{b2 ActivityRecord{c1 u0 com.old.one/.Main t71}}}
                  mCurrentFocus=Window{b2f5d8 u0 com.zhiliaoapp.musically/com.ss.android.Main}
                  mCurrentFocus=null
                  mCurrentFocus=Window{1 u0 NotificationShade}
                  mFocusedApp=ActivityRecord{cut off u0 com.cut/.Main
                """))
        .containsExactly("com.zhiliaoapp.musically", "com.android.chrome", "com.old.one");
  }

  /** The expression that was here took cubic time: on this text, years. */
  @Test
  void reads_a_hostile_dump() {
    assertThat(Foreground.appsIn("mCurrentFocus=" + "{ a".repeat(2_000_000))).isEmpty();
    assertThat(Foreground.appsIn("mCurrentFocus={ a".repeat(400_000))).isEmpty();
    assertThat(Foreground.appsIn("mCurrentFocus={" + " a/b/c".repeat(1_000_000) + "}"))
        .containsExactly("a");
  }
}
