package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.virtualphone.app.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person logs in on the phone, by touch and keyboard. */
class LoginTest {
  private static final int ENTER = 66;

  private final PhoneInHand phone = PhoneInHand.withAccounts("anna", "studio");

  private void logOut(String app) {
    assertThat(phone.phone().screen().logOut(app, "anna")).isTrue();
  }

  private String screen() {
    return phone.phone().screen().describe();
  }

  @Test
  void an_app_whose_account_was_logged_out_shows_its_login_page() {
    phone.launch();

    logOut("TikTok");

    assertThat(screen()).isEqualTo("com.zhiliaoapp.musically: login page");
    assertThat(phone.words())
        .containsExactly(
            "Log in to TikTok", "Use phone / email / username", "Username", "Password", "Log in");
    phone.key(4);
    phone.launch();
    assertThat(screen()).isEqualTo("com.zhiliaoapp.musically: login page");
  }

  @Test
  void who_types_a_name_and_a_password_is_logged_in() {
    phone.launch();
    logOut("tiktok");

    phone.tap("Username");
    assertThat(phone.phone().screen().keyboardShown()).isTrue();
    phone.type("anna");
    phone.tap("Password");
    phone.type("open sesame");
    phone.tap("Log in");
    phone.waitFor(Duration.ofSeconds(5));

    assertThat(screen()).contains("feed");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account)
        .containsExactly(tuple("log_in", "anna"));
    assertThat(phone.phone().screen().keyboardShown()).isFalse();
  }

  @Test
  void the_password_is_never_on_the_screen() {
    phone.launch();
    logOut("tiktok");
    phone.tap("Password");

    phone.type("secret");

    assertThat(phone.words()).contains("••••••").doesNotContain("secret");
    assertThat(phone.find("••••••").attributes()).containsEntry("password", "true");
  }

  @Test
  void the_enter_key_leads_through_the_form() {
    phone.launch();
    logOut("tiktok");
    phone.tap("Username");

    phone.type("@Anna");
    phone.key(ENTER);
    phone.type("x");
    phone.key(ENTER);
    phone.waitFor(Duration.ofSeconds(5));

    assertThat(screen()).contains("feed");
  }

  @Test
  void keyboards_and_the_agent_type_into_the_form() {
    phone.launch();
    logOut("tiktok");
    phone.useAdbKeyboard();
    phone.tap("Username");
    phone.typeByBroadcast("anna");
    phone.tap("Password");
    assertThat(phone.phone().screen().setText("pässword 中", true)).isTrue();

    phone.tap("Log in");
    phone.waitFor(Duration.ofSeconds(5));

    assertThat(screen()).contains("feed");
  }

  @Test
  void a_wrong_name_or_an_empty_password_is_said_on_the_page() {
    phone.launch();
    logOut("tiktok");
    phone.tap("Username");
    phone.type("nobody");

    phone.tap("Log in");
    assertThat(phone.words()).contains("Enter your password");

    phone.tap("Password");
    phone.type("x");
    phone.tap("Log in");
    assertThat(phone.words())
        .contains("There is no account of this name")
        .doesNotContain("Enter your password");
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void one_app_is_logged_out_and_the_other_is_not() {
    logOut("com.instagram.android");

    phone.launch();
    assertThat(screen()).contains("feed");
    phone.sh(
        "am start -W -n com.instagram.android/com.instagram.mainactivity.InstagramMainActivity");
    assertThat(phone.words())
        .contains("Log into Instagram", "Username, email or mobile number", "Log in");
  }

  @Test
  void an_account_that_is_not_in_use_leaves_the_list_and_comes_back_by_logging_in() {
    phone.launch();
    assertThat(phone.phone().screen().logOut("TikTok", "studio")).isTrue();
    phone.tap("Profile");
    phone.tap("anna");
    assertThat(phone.words()).doesNotContain("studio");

    phone.tap("Add account");
    phone.tap("Username");
    phone.type("studio");
    phone.tap("Password");
    phone.type("x");
    phone.tap("Log in");
    phone.waitFor(Duration.ofSeconds(5));
    phone.tap("Profile");

    assertThat(screen()).isEqualTo("com.zhiliaoapp.musically: own profile of studio");
  }

  @Test
  void an_account_that_there_is_not_can_not_be_logged_out() {
    assertThat(phone.phone().screen().logOut("tiktok", "nobody")).isFalse();
    assertThat(phone.phone().screen().logOut("myspace", "anna")).isFalse();
  }
}
