package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.app.tiktok.TikTok;
import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.RegisteredApps;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Tests what follows from an app's registration: packages, configuration, options. */
class RegisteredAppsTest {
  private static final PhoneConfig CONFIG = PhoneConfig.named("APPS", "everywhere");

  @Test
  void every_app_is_installed_under_each_of_its_packages() {
    PhoneInHand phone = new PhoneInHand(CONFIG);

    for (SocialAppDescriptor app : RegisteredApps.ALL) {
      for (String packageName : app.packageNames()) {
        assertThat(phone.sh("dumpsys package " + packageName).output())
            .contains("versionName=" + app.versions().usual());
      }
    }
  }

  @Test
  void a_version_and_accounts_belong_to_one_app() {
    PhoneInHand phone =
        new PhoneInHand(
            CONFIG
                .withAppVersion("instagram", AppVersion.MOVED)
                .withAppAccounts("instagram", List.of("here_alone")));

    assertThat(phone.sh("dumpsys package com.instagram.android").output())
        .contains("versionName=452.0.0.40.88");
    assertThat(phone.sh("dumpsys package com.zhiliaoapp.musically").output())
        .contains("versionName=34.5.3");
    phone.sh(
        "am start -a android.intent.action.VIEW -d https://www.instagram.com/here_alone/"
            + " com.instagram.android");
    assertThat(phone.phone().screen().describe())
        .isEqualTo("com.instagram.android: own profile of here_alone");
    phone.sh(
        "am start -a android.intent.action.VIEW -d https://www.tiktok.com/@everywhere"
            + " com.zhiliaoapp.musically");
    assertThat(phone.phone().screen().describe())
        .isEqualTo("com.zhiliaoapp.musically: own profile of everywhere");
  }

  @Test
  void an_unknown_app_in_the_configuration_is_refused() {
    assertThatThrownBy(() -> new PhoneInHand(CONFIG.withAppVersion("myspace", AppVersion.MOVED)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no app myspace; a phone has tiktok, instagram");
  }

  @Test
  void every_app_has_its_options() {
    String usage = new CommandLine(new PhoneProcess()).getUsageMessage();

    for (SocialAppDescriptor app : RegisteredApps.ALL) {
      assertThat(usage)
          .contains("--" + app.id() + "-account=<account>", "--" + app.id() + "-version=<version>");
    }
  }

  @Test
  void an_unknown_version_is_refused_by_the_name_of_its_option() {
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new PhoneProcess()).setErr(new PrintWriter(said));

    assertThat(command.execute("--instagram-version", "old", "--port", "0")).isEqualTo(2);
    assertThat(said.toString())
        .contains("--instagram-version: must be usual, renamed or moved, not old");
  }

  @Test
  void a_third_app_needs_nothing_but_its_descriptor() {
    PhoneInHand phone =
        new PhoneInHand(List.of(TikTok.APP, SampleApp.APP), PhoneConfig.named("THIRD", "me"));

    phone.sh(
        "am start -a android.intent.action.VIEW -d https://sample.example/7 com.example.sample");
    assertThat(phone.phone().screen().describe()).isEqualTo("com.example.sample: post 7");
    phone.tap("Like");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::app, Effect::account)
        .containsExactly(tuple("like", "com.example.sample", "me"));

    phone.phone().screen().showPopup("update");
    assertThat(phone.words()).contains("Update Sample?", "No");
    phone.phone().faults().arm(Fault.of(Fault.Kind.LOGGED_OUT, ""));
    assertThat(phone.words()).containsExactly("Log in to Sample");
  }
}
