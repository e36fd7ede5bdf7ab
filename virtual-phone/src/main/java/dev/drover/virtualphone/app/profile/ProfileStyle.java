package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.MediaFile;
import java.util.List;
import java.util.function.Consumer;

/**
 * How an app's pages for a profile are laid out, and what they say.
 *
 * @param stacked whether a field's value is below its name, and pages have readable ids; else it is
 *     beside it
 * @param listsLinks whether the links are a list of their own
 * @param confirmsUsername whether a change of the username has to be confirmed
 * @param gallery shows the phone's pictures
 */
public record ProfileStyle(
    ProfileWords words,
    boolean stacked,
    boolean listsLinks,
    boolean confirmsUsername,
    Gallery gallery) {

  /** The app's own page with the phone's pictures. */
  public interface Gallery {
    AppScreen open(SocialApp app, Consumer<MediaFile> onChosen);
  }

  View title(SocialApp app, Label label) {
    View title =
        View.label(
            app.say(label), stacked ? app.at(130, 110, 700, 220) : app.at(300, 110, 780, 220));
    return (stacked ? title.withId("action_bar_title") : title).styled(Style.TITLE);
  }

  View row(SocialApp app, String name, String value, int top, Runnable onTap) {
    if (stacked) {
      return View.row(
              "",
              app.at(0, top, 1080, top + 140),
              onTap,
              List.of(
                  View.label(name, app.at(40, top + 8, 540, top + 56)).styled(Style.QUIET),
                  View.label(value, app.at(40, top + 62, 1040, top + 130))))
          .withId("edit_profile_row");
    }
    return View.row(
        "",
        app.at(0, top, 1080, top + 140),
        onTap,
        List.of(
            View.label(name, app.at(40, top + 30, 400, top + 110)),
            View.label(value, app.at(420, top + 30, 1040, top + 110)).styled(Style.QUIET)));
  }

  /** The button that saves, at the top right; a word without effect while nothing can be saved. */
  View save(SocialApp app, boolean possible, Runnable onTap) {
    View.Bounds place = app.at(880, 110, 1070, 220);
    if (stacked) {
      return (possible
              ? View.icon(app.say(words.save()), place, onTap)
              : View.picture(app.say(words.save()), place))
          .withId("action_bar_button_action");
    }
    return possible
        ? View.tappableLabel(app.say(words.save()), place, onTap).styled(Style.LINK)
        : View.label(app.say(words.save()), place).styled(Style.QUIET);
  }

  View leave(SocialApp app) {
    return stacked
        ? View.icon(app.say(words.back()), app.at(0, 110, 110, 220), app::pop)
        : View.tappableLabel(app.say(words.cancel()), app.at(10, 110, 260, 220), app::pop);
  }
}
