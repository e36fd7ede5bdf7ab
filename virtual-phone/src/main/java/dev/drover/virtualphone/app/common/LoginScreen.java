package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The page on which a person logs in. It keeps the words by which an app says that it is logged
 * out, so that a script sees the same as on any page that asks to log in.
 */
final class LoginScreen implements AppScreen {
  private final SocialApp app;
  private final Notice notice;
  private final TextField user = TextField.ofOneLine();
  private final TextField password = TextField.ofPassword();
  private Optional<LoginLabel> mistake = Optional.empty();

  LoginScreen(SocialApp app, Notice notice) {
    this.app = app;
    this.notice = notice;
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    views.add(
        View.label(app.say(notice.message()), app.at(100, 420, 980, 520))
            .styled(Style.TITLE)
            .drawing(new Ornament.Emblem(app.at(445, 190, 635, 380), app.icon())));
    notice.choices().stream()
        .findFirst()
        .ifPresent(
            ways ->
                views.add(
                    View.label(app.say(ways), app.at(100, 530, 980, 590))
                        .styled(Style.QUIET_CENTERED)));
    views.add(
        View.field(
                user,
                app.say(LoginLabel.USERNAME),
                app.at(100, 640, 980, 770),
                () -> app.focus(user))
            .withId("login_username"));
    views.add(
        View.field(
                password,
                app.say(LoginLabel.PASSWORD),
                app.at(100, 800, 980, 930),
                () -> app.focus(password))
            .withId("login_password"));
    mistake.ifPresent(
        label ->
            views.add(
                View.label(app.say(label), app.at(100, 945, 980, 1005)).styled(Style.MISTAKE)));
    views.add(
        View.button(app.say(LoginLabel.LOG_IN), app.at(100, 1030, 980, 1160), this::submit)
            .withId("login_button"));
    return views;
  }

  private void submit() {
    if (password.isEmpty()) {
      mistake = Optional.of(LoginLabel.NO_PASSWORD);
    } else if (app.logIn(user.text())) {
      mistake = Optional.empty();
      fields().forEach(TextField::clear);
      fields().forEach(TextField::blur);
    } else {
      mistake = Optional.of(LoginLabel.NO_SUCH_ACCOUNT);
    }
  }

  /** Enter leads from the name to the password, and from there into the app. */
  @Override
  public void enter() {
    if (user.isFocused()) {
      app.focus(password);
    } else {
      submit();
    }
  }

  @Override
  public List<TextField> fields() {
    return List.of(user, password);
  }

  @Override
  public boolean isPaused() {
    return true;
  }

  @Override
  public String describe() {
    return "login page";
  }
}
