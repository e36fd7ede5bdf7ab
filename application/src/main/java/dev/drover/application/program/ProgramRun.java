package dev.drover.application.program;

import dev.drover.application.lease.HeldPhone;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.lease.Intents;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.program.ProgramRunner;
import dev.drover.application.port.program.ProgramRunner.Program;
import dev.drover.application.port.program.ProgramRunner.ProgramEnd;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.application.program.RunProgram.Order;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.lease.LeaseLabel;
import dev.drover.domain.lease.LeaseToken;
import dev.drover.domain.script.program.Effects;
import dev.drover.domain.script.program.ProgramType;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a program. The program is awaited on a thread of its own; whatever happens comes to
 * the attempt's thread as an event, because an attempt is used by its own thread alone.
 */
final class ProgramRun implements Intents {
  private static final Logger log = LoggerFactory.getLogger(ProgramRun.class);

  /** How far an attempt has come once its app is open, in percent. */
  private static final int PREPARED = 10;

  private static final Pattern PROGRESS =
      Pattern.compile("\\s*+progress:\\s*+(\\d{1,3}+)\\s*+(?:%\\s*+)?+");

  private final ProgramRunner runner;
  private final HeldPhones phones;
  private final Clock clock;
  private final Order order;
  private final ProgramType type;
  private final Attempt attempt;
  private final Consumer<List<TaskStep>> steps;

  /** The runner bounds the lines, so the queue is bounded as well. */
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** Completed by the runner with what ends the program; stops may come before and after. */
  private final CompletableFuture<Runnable> stopping = new CompletableFuture<>();

  /** Guarded by this: no event is added once it is set. */
  private boolean over;

  /** The following are used by the attempt's thread only. */
  private int progress;

  private String lastLine = "";
  private boolean announced;
  private Optional<String> open = Optional.empty();
  private Optional<RuntimeException> broken = Optional.empty();

  private sealed interface Event {
    record Line(Instant at, String text) implements Event {}

    record Announced(
        String step,
        Optional<AccountAction> action,
        Optional<Username> username,
        CompletableFuture<Announcement> answer)
        implements Event {}

    record Ended(ProgramEnd end) implements Event {}

    record Broken(RuntimeException defect) implements Event {}
  }

  ProgramRun(
      ProgramRunner runner,
      HeldPhones phones,
      Clock clock,
      Order order,
      Attempt attempt,
      Consumer<List<TaskStep>> steps) {
    this.runner = runner;
    this.phones = phones;
    this.clock = clock;
    this.order = order;
    this.type = order.script().type();
    this.attempt = attempt;
    this.steps = steps;
    this.progress = order.app().isPresent() ? PREPARED : 0;
  }

  AttemptResult run(LeaseToken token, Program program) {
    if (type.startIsDecisive()) {
      commit("run " + type.name());
    }
    HeldPhone phone =
        phones.hold(token, order.serial(), label(), attempt::mayGoOn, attempt::mayTidyUp, this);
    try {
      attempt.onStop(this::stop);
      Thread.ofVirtual().name("program-" + order.serial()).start(() -> await(program));
      ProgramEnd end = followed();
      if (broken.isPresent()) {
        throw broken.get();
      }
      return result(end);
    } finally {
      refuseLate();
      phone.end("its program has ended");
    }
  }

  private LeaseLabel label() {
    return new LeaseLabel("script " + type.name());
  }

  private void stop() {
    var _ = stopping.thenAccept(Runnable::run);
  }

  /** Runs on the program's own thread. */
  private void await(Program program) {
    try {
      add(new Event.Ended(runner.run(program, this::line, stopping::complete)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      add(new Event.Ended(new ProgramEnd.Stopped()));
    } catch (RuntimeException defect) {
      add(new Event.Broken(defect));
    } catch (Error defect) {
      add(new Event.Broken(new IllegalStateException("the program's run failed", defect)));
      throw defect;
    }
  }

  private void line(String text) {
    add(new Event.Line(clock.instant(), text));
  }

  private synchronized boolean add(Event event) {
    return !over && events.add(event);
  }

  /** Called on the thread of whoever speaks for the program. */
  @Override
  public Announcement announce(
      String step, Optional<AccountAction> action, Optional<Username> username) {
    Event.Announced event = new Event.Announced(step, action, username, new CompletableFuture<>());
    if (!add(event)) {
      throw new AttemptStopped("the program has ended");
    }
    try {
      return event.answer().join();
    } catch (CompletionException refused) {
      throw refused.getCause() instanceof RuntimeException reason ? reason : refused;
    }
  }

  /** Handles events until the program has ended, whatever becomes of the attempt meanwhile. */
  private ProgramEnd followed() {
    boolean interrupted = false;
    List<Event> arrived = new ArrayList<>();
    try {
      while (true) {
        arrived.clear();
        try {
          arrived.add(events.take());
        } catch (InterruptedException _) {
          interrupted = true;
          breakOff(new AttemptStopped("interrupted while its program ran"));
          continue;
        }
        events.drainTo(arrived);
        Optional<ProgramEnd> end = handle(arrived);
        if (end.isPresent()) {
          return end.get();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<ProgramEnd> handle(List<Event> arrived) {
    List<TaskStep> lines = new ArrayList<>();
    Optional<ProgramEnd> end = Optional.empty();
    for (Event event : arrived) {
      switch (event) {
        case Event.Line line -> lines.add(step(line));
        case Event.Announced announcement -> answer(announcement);
        case Event.Ended ended -> end = Optional.of(ended.end());
        case Event.Broken defect -> {
          breakOff(defect.defect());
          end = Optional.of(new ProgramEnd.Stopped());
        }
      }
    }
    if (!lines.isEmpty()) {
      steps.accept(lines);
    }
    return end;
  }

  private TaskStep step(Event.Line line) {
    Matcher matcher = PROGRESS.matcher(line.text());
    if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= 100) {
      progress = Integer.parseInt(matcher.group(1));
    } else {
      lastLine = line.text();
    }
    return new TaskStep(line.at(), line.text(), progress);
  }

  private void answer(Event.Announced announcement) {
    if (broken.isPresent()) {
      announcement.answer().completeExceptionally(new AttemptStopped("the run is to end"));
      return;
    }
    try {
      announcement.answer().complete(announced(announcement));
    } catch (RuntimeException refused) {
      announcement.answer().completeExceptionally(refused);
      breakOff(refused);
    }
  }

  private Announcement announced(Event.Announced announcement) {
    Optional<Username> named = announcement.username();
    if (named.isPresent() && order.account().isPresent() && !named.equals(order.account())) {
      return new Announcement.AccountNotHere(named.get());
    }
    if (order.account().isEmpty() && named.isPresent() && order.app().isPresent()) {
      attempt.actsFor(order.app().get(), named.get());
    }
    if (announcement.action().isPresent() && !attempt.spend(announcement.action().get())) {
      return new Announcement.BudgetUsedUp(
          "daily budget used up: the account may take no "
              + announcement.action().get().wireName()
              + " today any more");
    }
    commit(announcement.step());
    announced = true;
    return new Announcement.Announced(order.account().or(() -> named));
  }

  /** Commits an intent. The one before is done with: the program has gone on. */
  private void commit(String step) {
    settle(true);
    attempt.commitIntent(step);
    open = Optional.of(step);
  }

  private void settle(boolean tookEffect) {
    if (open.isPresent()) {
      attempt.settleIntent(tookEffect);
      open = Optional.empty();
    }
  }

  /** Ends the program; the attempt ends with it. The first reason is kept. */
  private void breakOff(RuntimeException reason) {
    if (broken.isEmpty()) {
      broken = Optional.of(reason);
    } else {
      log.debug("phone {}: a further failure of its program", order.serial(), reason);
    }
    stop();
  }

  private void refuseLate() {
    synchronized (this) {
      over = true;
    }
    for (Event event : events) {
      if (event instanceof Event.Announced late) {
        late.answer().completeExceptionally(new AttemptStopped("the program has ended"));
      }
    }
  }

  private AttemptResult result(ProgramEnd end) {
    return switch (end) {
      case ProgramEnd.Exited(int code) ->
          code == 0 ? succeeded() : failed("ended by exit code " + code);
      case ProgramEnd.TimedOut(var after) ->
          failed(
              "was ended after "
                  + after.toSeconds()
                  + " s, the timeout that its declaration gives it");
      case ProgramEnd.Stopped() -> throw new AttemptStopped("its program was ended");
      case ProgramEnd.NotStarted(String reason) -> {
        settle(false);
        yield new AttemptResult.Failed(
            TaskFailure.withoutEffect(
                FailureCode.NOT_SUPPORTED,
                "the program of script "
                    + type.name()
                    + " can't be started on this server: "
                    + reason));
      }
    };
  }

  private AttemptResult succeeded() {
    settle(true);
    boolean nothingDone = type.effects() == Effects.NONE || (type.announcesIntents() && !announced);
    return new AttemptResult.Succeeded(
        nothingDone ? Outcome.NO_EFFECT : Outcome.COMMITTED, Optional.empty());
  }

  /** An intent that is open stays so: nobody has seen what came of it. */
  private AttemptResult failed(String how) {
    String remark =
        "the program of script "
            + type.name()
            + " "
            + how
            + " on phone "
            + order.serial()
            + (lastLine.isEmpty() ? "" : "; its last line: " + lastLine);
    return new AttemptResult.Failed(
        open.map(
                step ->
                    new TaskFailure(
                        FailureCode.PROGRAM_FAILED,
                        Outcome.UNKNOWN,
                        remark + ". Outcome unknown: interrupted after " + step))
            .orElseGet(() -> TaskFailure.withoutEffect(FailureCode.PROGRAM_FAILED, remark)));
  }
}
