package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.Notice;
import java.util.Map;

/**
 * What a social app says when something stands in its way.
 *
 * @param loggedOut the page that asks to log in
 * @param verification the page that asks to prove that a person is there
 * @param suspended the page of a suspended account
 * @param banned the page of an account that is suspended for ever
 * @param tooFast the dialog after an action that came too soon
 * @param mediaNotLoaded the page for a shared file that can't be read; its choice leads back
 * @param popups dialogs that appear by themselves, by the name that a fault gives them
 */
public record Notices(
    Notice loggedOut,
    Notice verification,
    Notice suspended,
    Notice banned,
    Notice tooFast,
    Notice mediaNotLoaded,
    Map<String, Notice> popups) {
  public Notices {
    popups = Map.copyOf(popups);
    if (mediaNotLoaded.choices().size() != 1) {
      throw new IllegalArgumentException("the notice of an unreadable file has one choice: back");
    }
  }
}
