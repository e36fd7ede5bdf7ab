package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.common.SocialAccount;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.SocialPlatform.Edit;
import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Edits one field of the account in use. */
final class FieldEditor implements AppScreen {
  private final SocialApp app;
  private final ProfileStyle style;
  private final ProfileField field;
  private final TextField text;
  private Optional<Label> complaint = Optional.empty();

  FieldEditor(SocialApp app, ProfileStyle style, ProfileField field) {
    this.app = app;
    this.style = style;
    this.field = field;
    this.text = field == ProfileField.BIO ? TextField.ofManyLines() : TextField.ofOneLine();
    text.type(style.listsLinks() && field == ProfileField.LINK ? "" : present());
  }

  private SocialAccount account() {
    return app.platform().account();
  }

  private String present() {
    return account().shown(field);
  }

  private boolean isLocked() {
    return field == ProfileField.USERNAME && app.platform().hasNewUsername();
  }

  @Override
  public List<View> render() {
    List<View> views = new ArrayList<>();
    boolean savable = !isLocked() && !text.text().isBlank() && !text.text().equals(present());
    views.add(style.leave(app));
    views.add(style.title(app, style.words().of(field)));
    views.add(style.save(app, savable, this::save));
    int bottom = text.isMultiline() ? 560 : 380;
    views.add(
        View.field(
            text,
            app.say(style.words().of(field)),
            app.at(40, 270, 1040, bottom),
            () -> app.focus(text)));
    views.add(
        View.label(
                Integer.toString(text.text().length()), app.at(840, bottom + 10, 1040, bottom + 70))
            .styled(Style.QUIET));
    (isLocked() ? Optional.of(style.words().tooLately()) : complaint)
        .ifPresent(
            words ->
                views.add(
                    View.label(app.say(words), app.at(40, bottom + 80, 1040, bottom + 160))
                        .styled(Style.MISTAKE)));
    return views;
  }

  private void save() {
    if (field == ProfileField.USERNAME && style.confirmsUsername()) {
      app.push(new ConfirmSheet(app, style, text.text(), this::saveNow));
    } else {
      saveNow();
    }
  }

  private void saveNow() {
    Edit edit = app.platform().edit(field, text.text());
    switch (edit) {
      case DONE -> {
        app.pop();
        if (style.listsLinks() && field == ProfileField.LINK) {
          app.pop();
        }
      }
      case TOO_FAST -> app.warnTooFast();
      case REFUSED -> complaint = Optional.of(style.words().notSaved());
      case TAKEN -> complaint = Optional.of(style.words().taken());
      case TOO_LATELY -> complaint = Optional.of(style.words().tooLately());
    }
  }

  @Override
  public List<TextField> fields() {
    return List.of(text);
  }

  @Override
  public String describe() {
    return "editor of " + field.kind();
  }
}
