package dev.drover.device.flow.profile;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.screen.TextEntry;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.profile.ProfileScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Changes one profile. Each field is read first, and left alone where it is as wanted. Each Save is
 * an intent of its own, settled by reading the field again. Used once.
 */
final class ProfileChange {
  private final ProfileScript script;
  private final FlowContext context;
  private final EditPage page;
  private final List<String> saved = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  ProfileChange(ProfileScript script, FlowContext context) {
    this.script = script;
    this.context = context;
    this.page = new EditPage(context);
  }

  AttemptResult run() {
    script.nickname().ifPresent(name -> context.chose(Choice.Name.NICKNAME, name));
    script.username().ifPresent(name -> context.chose(Choice.Name.USERNAME, name.value()));
    script.bio().ifPresent(bio -> context.chose(Choice.Name.BIO, bio));
    AccountNames.read(context, 15);
    context.step("open the page where the profile is edited", 20);
    page.open();
    context
        .materials()
        .ifPresent(
            files ->
                (new AvatarStep(context, page).bring(files.files().getFirst()) ? saved : left)
                    .add("picture"));
    script.nickname().ifPresent(name -> bring(ProfileField.NAME, name, 40));
    script.bio().ifPresent(bio -> bring(ProfileField.BIO, bio, 55));
    script
        .link()
        .ifPresent(link -> bring(ProfileField.LINK, link.value(), link::isShownAs, 70, () -> {}));
    // Last: from then on the account is another one for whoever knows it by its name.
    script.username().ifPresent(this::bringUsername);
    return new AttemptResult.Succeeded(
        saved.isEmpty() ? Outcome.NO_EFFECT : Outcome.COMMITTED, Optional.of(remark()));
  }

  private void bring(ProfileField field, String wanted, int progress) {
    bring(
        field,
        wanted,
        text -> TextEntry.asShown(text).equals(TextEntry.asShown(wanted)),
        progress,
        () -> {});
  }

  /** Apps keep usernames in lower case. */
  private void bringUsername(Username wanted) {
    bring(
        ProfileField.USERNAME,
        wanted.value().toLowerCase(Locale.ROOT),
        text -> isName(text, wanted),
        85,
        () -> context.renamed(wanted));
  }

  private static boolean isName(String text, Username wanted) {
    try {
      return Username.parse(text).equals(wanted);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  /**
   * @param isWanted tells what the app shows of the wanted value
   * @param onceSaved called when the app has shown that it keeps the value
   */
  private void bring(
      ProfileField field,
      String wanted,
      Predicate<String> isWanted,
      int progress,
      Runnable onceSaved) {
    context.step("read the " + field.words(), progress);
    EditPage.Shown shown = page.read(field);
    if (shown.texts().stream().anyMatch(isWanted)) {
      left.add(field.words());
      page.comeBack();
      return;
    }
    context.step("write the " + field.words(), progress + 4);
    if (shown.list()) {
      page.addToList();
    }
    SaveStep save = SaveStep.of(context, field);
    context.screen().type(page.input(), wanted);
    context.step("save the " + field.words(), progress + 8);
    save.tap(field.title());
    context.step("check that the app keeps the " + field.words(), progress + 11);
    page.comeBack();
    boolean kept = page.read(field).texts().stream().anyMatch(isWanted);
    if (kept) {
      onceSaved.run();
    }
    save.settle(kept);
    saved.add(field.words());
    page.comeBack();
  }

  private String remark() {
    List<String> parts = new ArrayList<>();
    if (!saved.isEmpty()) {
      parts.add("saved the " + String.join(", the ", saved));
    }
    if (!left.isEmpty()) {
      parts.add("as wanted already: the " + String.join(", the ", left));
    }
    return String.join("; ", parts);
  }
}
