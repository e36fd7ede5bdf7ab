package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.virtualphone.app.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests accounts, profiles and search by what the screen shows. */
class AccountAndSearchTest {
  private final PhoneInHand phone = PhoneInHand.withAccounts("first_account", "second_account");

  @Test
  void another_account_is_chosen_on_the_sheet_of_the_own_profile() {
    phone.launch();
    phone.tap("Profile");
    phone.tap("first_account");
    assertThat(phone.words()).contains("Switch account", "second_account", "Add account");
    assertThat(phone.find("first_account").selected()).isTrue();
    assertThat(phone.find("second_account").selected()).isFalse();
    phone.tap("second_account");
    assertThat(phone.words()).doesNotContain("Home");
    phone.waitFor(Duration.ofSeconds(1));

    assertThat(phone.words()).contains("Home", "For You");
    phone.tap("Profile");
    assertThat(phone.words()).contains("second_account", "\u200e@second_account", "Edit profile");
  }

  @Test
  void what_an_account_follows_and_likes_is_its_own() {
    phone.launch();
    phone.tap("Follow mila.cooks");
    phone.tap("Like video. 1,204 likes");
    phone.tap("Profile");
    phone.tap("first_account");
    phone.tap("second_account");
    phone.waitFor(Duration.ofSeconds(1));

    assertThat(phone.words()).contains("Follow mila.cooks", "Like video. 1,204 likes");
    phone.tap("Follow mila.cooks");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account, Effect::target)
        .containsExactly(
            tuple("follow", "first_account", "mila.cooks"),
            tuple("like", "first_account", "7400000000000000000"),
            tuple("follow", "second_account", "mila.cooks"));
  }

  @Test
  void the_follow_button_tells_how_both_stand_to_each_other() {
    phone.open("https://www.tiktok.com/@fan_of_yours");
    phone.tap("Follow back");
    assertThat(phone.words()).contains("Friends");

    phone.open("https://www.tiktok.com/@private_person");
    phone.tap("Follow");
    assertThat(phone.words()).contains("Requested");
    phone.tap("Requested");
    phone.tap("Unfollow");

    assertThat(phone.words()).contains("Follow");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::target)
        .containsExactly(
            tuple("follow", "fan_of_yours"),
            tuple("follow", "private_person"),
            tuple("unfollow", "private_person"));
  }

  @Test
  void search_finds_users_videos_and_sounds() {
    phone.launch();
    phone.tap("Search");
    phone.type("trail running");
    phone.key(66);
    assertThat(phone.words()).contains("Top", "Videos", "Users", "Sounds");
    assertThat(phone.sh("dumpsys input_method").output()).contains("mInputShown=false");
    phone.tap("Sounds");
    assertThat(phone.words()).contains("trail running", "trail running (sped up)");
    phone.tap("Videos");
    phone.tap("trail running, part 2");
    assertThat(phone.words()).contains("trail running, part 2", "Back");
    phone.swipeUp();

    assertThat(phone.words()).contains("trail running, part 3");
  }

  @Test
  void search_says_when_it_finds_nothing() {
    phone.launch();
    phone.tap("Search");
    phone.type("missing things");
    phone.key(66);

    assertThat(phone.words()).contains("No results found for \"missing things\"");
  }
}
