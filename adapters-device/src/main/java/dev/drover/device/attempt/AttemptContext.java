package dev.drover.device.attempt;

import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.device.app.App;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What an attempt provides to its flow. */
public final class AttemptContext implements FlowContext {
  private final Assignment assignment;
  private final TrackedAttempt attempt;
  private final AttemptResources resources;
  private final App app;
  private final PackageName packageName;
  private final Screen screen;
  private final PhoneMedia media;
  private final AppNote note;

  public AttemptContext(
      Assignment assignment,
      TrackedAttempt attempt,
      AttemptResources resources,
      App app,
      PackageName packageName,
      Screen screen,
      PhoneMedia media,
      AppNote note) {
    this.assignment = assignment;
    this.attempt = attempt;
    this.resources = resources;
    this.app = app;
    this.packageName = packageName;
    this.screen = screen;
    this.media = media;
    this.note = note;
  }

  @Override
  public DeviceSerial serial() {
    return assignment.serial();
  }

  @Override
  public Screen screen() {
    return screen;
  }

  @Override
  public App app() {
    return app;
  }

  @Override
  public PackageName packageName() {
    return packageName;
  }

  @Override
  public Optional<Username> account() {
    return assignment.account().map(Account::username);
  }

  @Override
  public void actsFor(Username username) {
    attempt.actsFor(packageName, username);
  }

  @Override
  public void renamed(Username name) {
    attempt.renamed(packageName, name);
    note.actsFor(name);
    note.keep();
  }

  @Override
  public void loggedIn(boolean loggedIn) {
    attempt.loggedIn(loggedIn);
  }

  @Override
  public AccountMatch matchAccounts(List<Username> names, boolean complete, boolean addMissing) {
    return attempt.matchAccounts(
        new AppLogins(app.platform(), packageName, names, complete), addMissing);
  }

  @Override
  public PhoneMedia media() {
    return media;
  }

  @Override
  public AppNote note() {
    return note;
  }

  @Override
  public Optional<PostMaterials> materials() {
    return assignment.materials();
  }

  @Override
  public CommentGenerator comments() {
    return resources.comments();
  }

  @Override
  public RandomGenerator random() {
    return resources.random();
  }

  @Override
  public Clock clock() {
    return resources.clock();
  }

  @Override
  public void step(String description, int progress) {
    attempt.step(description, progress);
  }

  @Override
  public void chose(Choice.Name name, String value) {
    attempt.chose(Choice.of(name, value));
  }

  @Override
  public boolean spend(AccountAction action) {
    return attempt.spend(action);
  }

  @Override
  public void decisiveTap(UiNode button, AccountAction action, String step) {
    if (screen.restarted()) {
      // The app may have restarted on a page that looks alike, such as another video.
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone "
              + serial()
              + " crashed, and came up on another page; nothing was done: retry");
    }
    if (!attempt.spend(action)) {
      throw new FlowFailed(
          FailureCode.BUDGET_EXHAUSTED,
          "daily budget used up: the account in use on phone "
              + serial()
              + " may take no more "
              + action.wireName()
              + " actions today; the task goes on on the account's next day, or as soon as the budget"
              + " is raised");
    }
    decisiveTap(button, step);
  }

  @Override
  public void decisiveTap(UiNode button, String step) {
    screen.tapOnce(button, () -> attempt.commitIntent(step));
  }

  @Override
  public void confirmDecisiveTap(UiNode button) {
    screen.tapOnce(
        button,
        () -> {
          if (attempt.intent().isEmpty()) {
            throw new IllegalStateException("no decisive tap was made that this could confirm");
          }
        });
  }

  @Override
  public AttemptResult runProgram() {
    return attempt.runProgram(Optional.of(packageName));
  }

  @Override
  public void settle(boolean tookEffect) {
    attempt.settleIntent(tookEffect);
  }
}
