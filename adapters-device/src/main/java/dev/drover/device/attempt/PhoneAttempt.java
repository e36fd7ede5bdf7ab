package dev.drover.device.attempt;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.AppBlocked;
import dev.drover.device.screen.AppNote;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Keyboard;
import dev.drover.device.screen.Keyboard.CannotType;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.driver.ScreenUnreadable;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt on one phone. It finds the flow, prepares the phone, runs the flow, turns exceptions
 * into a result, and restores the phone's state. Used once, by one thread.
 */
public final class PhoneAttempt {
  private static final Logger log = LoggerFactory.getLogger(PhoneAttempt.class);

  private static final Duration GIVE_BACK_DEADLINE = Duration.ofSeconds(10);

  /** After a stop, nothing is sent to the phone for longer than two seconds. */
  private static final Duration GIVE_BACK_AFTER_STOP = Duration.ofMillis(1_200);

  private final DadbPhone phone;
  private final Assignment assignment;
  private final DeviceSerial serial;
  private final AttemptResources resources;
  private final TrackedAttempt attempt;
  private final PhoneSession session;
  private final Evidence evidence;
  private final Runnable whenLost;
  private Optional<Screen> screen = Optional.empty();

  /**
   * @param whenLost called when the phone turns out to be lost
   */
  public PhoneAttempt(
      DadbPhone phone,
      Assignment assignment,
      AttemptResources resources,
      TrackedAttempt attempt,
      Runnable whenLost) {
    this.phone = phone;
    this.assignment = assignment;
    this.serial = assignment.serial();
    this.resources = resources;
    this.attempt = attempt;
    this.session = new PhoneSession(phone, attempt::mayGoOn);
    this.evidence = new Evidence(serial, session, attempt);
    this.whenLost = whenLost;
  }

  /**
   * Carries out the assignment.
   *
   * @throws AttemptStopped if the attempt was stopped
   * @throws StorageUnavailable if the attempt can no longer be recorded
   */
  public AttemptResult run() {
    try (session) {
      attempt.onStop(session::abort);
      if (assignment.script() instanceof ProgramScript program && program.platform().isEmpty()) {
        return handOver();
      }
      return resources
          .flows()
          .of(assignment.script())
          .map(this::runOnPhone)
          .orElseGet(this::notSupported);
    } finally {
      giveInputMethodBack();
    }
  }

  /** Leaves the phone as it is, before the program and after it. */
  private AttemptResult handOver() {
    return looked(attempt.runProgram(Optional.empty()));
  }

  private AttemptResult runOnPhone(Flow<?> flow) {
    AttemptResult result = result(flow);
    if (result instanceof AttemptResult.Succeeded succeeded
        && succeeded.outcome() == Outcome.COMMITTED) {
      screen.ifPresent(evidence::keepProof);
    }
    goHome();
    return result;
  }

  private AttemptResult result(Flow<?> flow) {
    try {
      return looked(settled(runFlow(flow, assignment.script(), ready(flow))));
    } catch (PhoneLost lost) {
      if (attempt.mayGoOn()) {
        whenLost.run();
      }
      String remark =
          "phone " + serial + " was lost: " + lost.getMessage() + "; check its cable or network";
      evidence.keepKnown(screen, remark, List.of());
      return new AttemptResult.Failed(failure(FailureCode.DEVICE_LOST, remark));
    } catch (ElementNotFound notFound) {
      return notFound(notFound);
    } catch (Selector.Ambiguous several) {
      return failed(
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone "
              + serial
              + ": "
              + several.getMessage()
              + screen
                  .map(
                      shown -> "; have it fit one of them alone in " + shown.profile().repairFile())
                  .orElse(""),
          List.of(several.selector()));
    } catch (AppProfile.Malformed malformed) {
      return failed(
          FailureCode.PROFILE_INVALID,
          "the app profile can't be used: "
              + malformed.getMessage()
              + ". Correct it, and retry; \"drover profile check\" reads it without a phone",
          List.of());
    } catch (AppBlocked blocked) {
      String remark = "on phone " + serial + " " + blocked.getMessage();
      if (blocked.loggedOut()) {
        attempt.loggedIn(false);
      }
      // A screen that says that the action was refused proves that it had no effect.
      settle(blocked.refused(), false);
      return blocked.refused()
          ? failedKnowing(FailureCode.APP_BLOCKED, Outcome.NO_EFFECT, remark)
          : failed(FailureCode.APP_BLOCKED, remark, List.of());
    } catch (ScreenUnreadable | CannotType unable) {
      return failed(
          FailureCode.DEVICE_ERROR, "phone " + serial + ": " + unable.getMessage(), List.of());
    } catch (FlowFailed known) {
      settle(known.outcome() == Outcome.NO_EFFECT, false);
      return failedKnowing(known.code(), known.outcome(), known.reason());
    } catch (AttemptStopped | StorageUnavailable ended) {
      throw ended;
    } catch (RuntimeException defect) {
      evidence.keep(screen, defect.toString(), List.of());
      throw defect;
    }
  }

  /** A flow that succeeds has seen on the screen what came of its decisive tap. */
  private AttemptResult settled(AttemptResult result) {
    if (result instanceof AttemptResult.Succeeded succeeded) {
      settle(true, succeeded.outcome() == Outcome.COMMITTED);
    }
    return result;
  }

  /** Keeps what the phone shows when a flow reports that it failed. */
  private AttemptResult looked(AttemptResult result) {
    if (result instanceof AttemptResult.Failed failed) {
      evidence.keep(screen, failed.failure().remark(), List.of());
    }
    return result;
  }

  private void settle(boolean known, boolean tookEffect) {
    if (known && attempt.intent().isPresent()) {
      attempt.settleIntent(tookEffect);
    }
  }

  /** Blames the profile only if the app stayed on its page and the phone confirmed every tap. */
  private AttemptResult notFound(ElementNotFound notFound) {
    boolean restarted = screen.filter(Screen::restarted).isPresent();
    if (!restarted && screen.filter(Screen::tapConfirmed).isPresent()) {
      return failed(
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone " + serial + ": " + notFound.getMessage(),
          notFound.selectors());
    }
    return failed(
        FailureCode.DEVICE_ERROR,
        (restarted
                ? "the app on phone " + serial + " crashed, and where it came up there is no "
                : "the agent on phone "
                    + serial
                    + " did not confirm a tap, after which there is no ")
            + notFound.names()
            + "; retry",
        notFound.selectors());
  }

  private static <S extends Script> AttemptResult runFlow(
      Flow<S> flow, Script script, FlowContext context) {
    return flow.run(flow.script().cast(script), context);
  }

  /** Prepares the phone for the flow, and records the app and the phone's state as evidence. */
  private FlowContext ready(Flow<?> flow) {
    TargetApp target = TargetApp.find(assignment, resources, session);
    evidence.about(target.packageName(), target.state());
    target
        .state()
        .appVersion()
        .ifPresent(version -> attempt.usesApp(target.packageName(), version));
    Screen onPhone =
        new Screen(
            session,
            target.localizedProfile(),
            attempt::pause,
            attempt::note,
            resources.drivers().of(serial));
    screen = Optional.of(onPhone);
    FlowContext context =
        new AttemptContext(
            assignment,
            attempt,
            resources,
            target.app(),
            target.packageName(),
            onPhone,
            new PhoneMedia(session, serial, target.state().apiLevel(), attempt::pause),
            new AppNote(
                session, target.packageName(), target.state().appNote(), resources.clock()));
    PhonePreparation.run(
        context, target.state(), resources.accepted(), flow.needsAccount(), attempt);
    return context;
  }

  /** No flow of this server does the script. The phone was not touched. */
  private AttemptResult notSupported() {
    return new AttemptResult.Failed(
        TaskFailure.withoutEffect(
            FailureCode.NOT_SUPPORTED,
            assignment.script() instanceof UnreadableScript unreadable
                ? unreadable.reason()
                : "no flow of this server does the script "
                    + assignment.script().wireName()
                    + " on phone "
                    + serial
                    + "; install the plug-in that has the flow, restart the server, and retry"));
  }

  private AttemptResult failed(FailureCode code, String remark, List<Selector> sought) {
    evidence.keep(screen, remark, sought);
    return new AttemptResult.Failed(failure(code, remark));
  }

  /** After a decisive tap that is not settled, the effect may have happened. */
  private TaskFailure failure(FailureCode code, String remark) {
    return attempt
        .intent()
        .map(
            step ->
                new TaskFailure(
                    code, Outcome.UNKNOWN, remark + ". Outcome unknown: interrupted after " + step))
        .orElseGet(() -> TaskFailure.withoutEffect(code, remark));
  }

  private AttemptResult failedKnowing(FailureCode code, Outcome outcome, String remark) {
    evidence.keep(screen, remark, List.of());
    return new AttemptResult.Failed(new TaskFailure(code, outcome, remark));
  }

  /**
   * Shows the home screen, so that no page stays open for the next attempt or for the phone's
   * owner.
   */
  private void goHome() {
    if (attempt.isStopped()) {
      return;
    }
    try {
      screen.ifPresent(Screen::goHome);
    } catch (PhoneLost lost) {
      log.info("phone {} could not be sent to its home screen: {}", serial, lost.getMessage());
    }
  }

  /**
   * Restores the phone's own keyboard, even after a stop, because a user can't type with Drover's.
   * If another server may have taken the phone over, that server's attempt restores it.
   */
  private void giveInputMethodBack() {
    Optional<String> own = screen.flatMap(Screen::replacedInputMethod);
    if (own.isEmpty() || !attempt.mayTidyUp()) {
      return;
    }
    try {
      Keyboard.giveBack(
          phone, own.get(), attempt.isStopped() ? GIVE_BACK_AFTER_STOP : GIVE_BACK_DEADLINE);
    } catch (PhoneLost lost) {
      log.warn(
          "phone {} keeps Drover's input method until the next attempt restores its own: {}",
          serial,
          lost.getMessage());
    }
  }
}
