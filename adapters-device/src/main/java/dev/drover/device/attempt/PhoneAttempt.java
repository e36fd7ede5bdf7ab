package dev.drover.device.attempt;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.flow.comment.CommentFlow;
import dev.drover.device.flow.follow.FollowFlow;
import dev.drover.device.flow.follow.UnfollowFlow;
import dev.drover.device.flow.post.PostFlow;
import dev.drover.device.flow.warmup.WarmupFlow;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.AppBlocked;
import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Keyboard;
import dev.drover.device.screen.Keyboard.CannotType;
import dev.drover.device.screen.PhoneState;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.driver.ScreenUnreadable;
import dev.drover.domain.account.Account;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.AccountWarmupScript;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.FollowScript;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.script.Unfit;
import dev.drover.domain.script.UnfollowScript;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt on one phone: readies it, has the flow work, tells what came of it, and leaves the
 * phone as it was found. Used once, by one thread.
 */
public final class PhoneAttempt {
  private static final Logger log = LoggerFactory.getLogger(PhoneAttempt.class);

  private static final Duration GIVE_BACK_DEADLINE = Duration.ofSeconds(10);

  /** A stopped phone is to be left alone within two seconds. */
  private static final Duration GIVE_BACK_AFTER_STOP = Duration.ofMillis(1_200);

  private final DadbPhone phone;
  private final Assignment assignment;
  private final DeviceSerial serial;
  private final AttemptResources equipment;
  private final TrackedAttempt run;
  private final PhoneSession session;
  private final Evidence evidence;
  private final Runnable whenLost;
  private Optional<Screen> screen = Optional.empty();

  /**
   * @param whenLost is called when the phone was found lost
   */
  public PhoneAttempt(
      DadbPhone phone,
      Assignment assignment,
      AttemptResources equipment,
      TrackedAttempt run,
      Runnable whenLost) {
    this.phone = phone;
    this.assignment = assignment;
    this.serial = assignment.serial();
    this.equipment = equipment;
    this.run = run;
    this.session = new PhoneSession(phone, run::mayGoOn);
    this.evidence = new Evidence(serial, session, run);
    this.whenLost = whenLost;
  }

  public AttemptResult run() {
    try (session) {
      run.onStop(session::abort);
      AttemptResult result = attempt();
      goHome();
      return result;
    } finally {
      giveInputMethodBack();
    }
  }

  private AttemptResult attempt() {
    try {
      return settled(flow(ready()));
    } catch (PhoneLost lost) {
      if (run.mayGoOn()) {
        whenLost.run();
      }
      String remark =
          "phone " + serial + " was lost: " + lost.getMessage() + "; check its cable or network";
      evidence.keepKnown(screen, remark, Optional.empty());
      return new AttemptResult.Failed(failure(FailureCode.DEVICE_LOST, remark));
    } catch (ElementNotFound notFound) {
      return notFound(notFound);
    } catch (Selector.Ambiguous several) {
      return failed(
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone " + serial + ": " + several.getMessage(),
          Optional.of(several.selector()));
    } catch (AppProfile.Malformed malformed) {
      return failed(
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone " + serial + ": " + malformed.getMessage(),
          Optional.empty());
    } catch (AppBlocked blocked) {
      String remark = "on phone " + serial + " " + blocked.getMessage();
      // A screen that says that the action was refused is as good as one before it.
      settle(blocked.refused(), false);
      return blocked.refused()
          ? failedKnowing(FailureCode.APP_BLOCKED, Outcome.NO_EFFECT, remark)
          : failed(FailureCode.APP_BLOCKED, remark, Optional.empty());
    } catch (ScreenUnreadable | CannotType unable) {
      return failed(
          FailureCode.DEVICE_ERROR,
          "phone " + serial + ": " + unable.getMessage(),
          Optional.empty());
    } catch (FlowFailed known) {
      settle(known.outcome() == Outcome.NO_EFFECT, false);
      return failedKnowing(known.code(), known.outcome(), known.reason());
    } catch (AttemptStopped | StorageUnavailable ended) {
      throw ended;
    } catch (RuntimeException defect) {
      evidence.keep(screen, defect.toString(), Optional.empty());
      throw defect;
    }
  }

  /** A script that has seen its work through has seen what came of its decisive step. */
  private AttemptResult settled(AttemptResult result) {
    if (result instanceof AttemptResult.Succeeded succeeded) {
      settle(true, succeeded.outcome() == Outcome.COMMITTED);
    }
    return result;
  }

  private void settle(boolean known, boolean tookEffect) {
    if (known && run.intent().isPresent()) {
      run.settleIntent(tookEffect);
    }
  }

  /** The profile is not to blame where the app is elsewhere, or a tap did not arrive. */
  private AttemptResult notFound(ElementNotFound notFound) {
    boolean restarted = screen.filter(Screen::restarted).isPresent();
    if (!restarted && screen.filter(Screen::tapConfirmed).isPresent()) {
      return failed(
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone " + serial + ": " + notFound.getMessage(),
          Optional.of(notFound.selector()));
    }
    return failed(
        FailureCode.DEVICE_ERROR,
        (restarted
                ? "the app on phone " + serial + " crashed, and where it came up there is no "
                : "the agent on phone "
                    + serial
                    + " did not confirm a tap, after which there is no ")
            + notFound.selector().name()
            + "; retry",
        Optional.of(notFound.selector()));
  }

  private AttemptResult flow(FlowContext atWork) {
    return switch (assignment.script()) {
      case FollowScript follow -> FollowFlow.run(follow, atWork, run);
      case UnfollowScript unfollow -> UnfollowFlow.run(unfollow, atWork, run);
      case CommentScript comment ->
          CommentFlow.run(comment, assignment.materials(), atWork, equipment.random(), run);
      case PostScript post ->
          PostFlow.run(post, files(), atWork, equipment.random(), equipment.clock(), run);
      case AccountWarmupScript warmup ->
          WarmupFlow.run(
              warmup, equipment.comments(), atWork, equipment.random(), equipment.clock(), run);
      case UnreadableScript unreadable ->
          failedKnowing(FailureCode.NOT_SUPPORTED, Outcome.NO_EFFECT, unreadable.reason());
    };
  }

  private PostMaterials files() {
    return assignment
        .materials()
        .orElseThrow(() -> new IllegalArgumentException("a post without files was assigned"));
  }

  /**
   * The account decides the app and, by its platform, the profile: a clone's package is its own.
   */
  private FlowContext ready() {
    Optional<Account> account = assignment.account();
    Platform platform = account.map(Account::platform).orElseGet(this::platformOfScript);
    refuseUnfit(platform);
    AppProfile profile = equipment.profiles().profile(platform.wireName());
    PackageName wanted =
        account
            .map(Account::packageName)
            .orElseGet(() -> new PackageName(platform.defaultPackage()));
    PhoneState state = surely(wanted);
    PackageName app = wanted;
    if (state.appVersion().isEmpty() && account.isEmpty()) {
      // Nobody has named the app: another edition of it will do.
      for (PackageName edition : profile.packages()) {
        if (state.appVersion().isEmpty()) {
          state = surely(edition);
          app = edition;
        }
      }
    }
    evidence.about(app, state);
    Screen onPhone =
        new Screen(
            session,
            inLanguageOf(state, profile),
            run::pause,
            run::note,
            equipment.drivers().of(serial));
    screen = Optional.of(onPhone);
    FlowContext atWork =
        new FlowContext(
            serial,
            onPhone,
            platform,
            app,
            account.map(Account::username),
            new PhoneMedia(session, serial, state.apiLevel(), run::pause),
            new AppNote(session, app, state.appNote(), equipment.clock()));
    PhonePreparation.run(atWork, state, equipment.passed(), run);
    return atWork;
  }

  /** One garbled answer is not to send anybody to install an app that is there. */
  private PhoneState surely(PackageName app) {
    PhoneState state = PhoneState.ask(session, app);
    return state.appVersion().isPresent() && state.tellsLanguage()
        ? state
        : PhoneState.ask(session, app);
  }

  /** Without an account, a post's address tells the platform; else it is TikTok. */
  private Platform platformOfScript() {
    return assignment.script() instanceof CommentScript comment
        ? comment.target().platform()
        : Platform.TIKTOK;
  }

  /** An account's platform may have been unknown when its task was made, or have changed. */
  private void refuseUnfit(Platform platform) {
    List<Unfit> unfit = assignment.script().unfitFor(platform);
    if (!unfit.isEmpty()) {
      throw FlowFailed.notSupported(
          "the task on phone "
              + serial
              + " is for "
              + platform.displayName()
              + ": "
              + unfit.stream()
                  .map(parameter -> parameter.parameter() + " " + parameter.reason())
                  .collect(Collectors.joining("; "))
              + "; create it anew without");
    }
  }

  private AppProfile inLanguageOf(PhoneState state, AppProfile profile) {
    return profile.inLanguage(state.language()).orElseThrow(() -> otherLanguage(state, profile));
  }

  private FlowFailed otherLanguage(PhoneState state, AppProfile profile) {
    return state.tellsLanguage()
        ? FlowFailed.notSupported(
            "phone "
                + serial
                + " is set to "
                + state.language()
                + ", and "
                + profile.source()
                + " has labels of "
                + String.join(", ", profile.locales())
                + " only; set the phone to one of these, or add its labels to the profile")
        : FlowFailed.garbled(
            "phone "
                + serial
                + " says that its language is \""
                + state.language()
                + "\", which is none; check its cable or network, and retry");
  }

  private AttemptResult failed(FailureCode code, String remark, Optional<Selector> selector) {
    evidence.keep(screen, remark, selector);
    return new AttemptResult.Failed(failure(code, remark));
  }

  /** What fails once the decisive step was begun may have happened. */
  private TaskFailure failure(FailureCode code, String remark) {
    return run.intent()
        .map(
            step ->
                new TaskFailure(
                    code, Outcome.UNKNOWN, remark + ". Outcome unknown: interrupted after " + step))
        .orElseGet(() -> TaskFailure.withoutEffect(code, remark));
  }

  private AttemptResult failedKnowing(FailureCode code, Outcome outcome, String remark) {
    evidence.keep(screen, remark, Optional.empty());
    return new AttemptResult.Failed(new TaskFailure(code, outcome, remark));
  }

  /** The next run, and the phone's owner, find the home screen and not a page left open. */
  private void goHome() {
    if (run.isStopped()) {
      return;
    }
    try {
      screen.ifPresent(Screen::goHome);
    } catch (PhoneLost lost) {
      log.info("phone {} could not be sent to its home screen: {}", serial, lost.getMessage());
    }
  }

  /**
   * After a stop too: the owner is not to be left with a keyboard that types nothing. A phone that
   * is another's by now gets it back from the run that has it.
   */
  private void giveInputMethodBack() {
    Optional<String> own = screen.flatMap(Screen::replacedInputMethod);
    if (own.isEmpty() || !run.mayTidyUp()) {
      return;
    }
    try {
      Keyboard.giveBack(
          phone, own.get(), run.isStopped() ? GIVE_BACK_AFTER_STOP : GIVE_BACK_DEADLINE);
    } catch (PhoneLost lost) {
      log.warn(
          "phone {} keeps Drover's input method until the next run gives it its own back: {}",
          serial,
          lost.getMessage());
    }
  }
}
