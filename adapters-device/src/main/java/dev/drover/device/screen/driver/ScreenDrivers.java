package dev.drover.device.screen.driver;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.app.PackageName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a phone's screen and taps on it, through the agent if it is installed and through Android's
 * own programs otherwise. Switches to the other when one fails. Used by one thread.
 */
public final class ScreenDrivers {
  /** The two packages of the agent. */
  public static final List<PackageName> AGENT =
      List.of(new PackageName(AgentDriver.SERVER), new PackageName(AgentDriver.TEST));

  /** The port of the phone on which the agent takes requests. */
  public static final int AGENT_PORT = AgentDriver.PORT;

  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

  private final PhoneSession phone;
  private final Optional<DriverChoice> memory;
  private final Consumer<String> notes;
  private final StockDriver stock;
  private final Optional<AgentDriver> agent;

  /**
   * @param notes receives, in plain words, each change of the way
   */
  public ScreenDrivers(
      PhoneSession phone, Pause pause, Consumer<String> notes, DriverChoice memory) {
    this(phone, pause, notes, Optional.of(memory));
  }

  private ScreenDrivers(
      PhoneSession phone, Pause pause, Consumer<String> notes, Optional<DriverChoice> memory) {
    this.phone = phone;
    this.memory = memory;
    this.notes = notes;
    this.stock = new StockDriver(phone, pause);
    this.agent = memory.map(known -> new AgentDriver(phone, known, pause, notes));
  }

  /** Uses Android's own programs only. */
  public static ScreenDrivers stockOnly(PhoneSession phone, Pause pause, Consumer<String> notes) {
    return new ScreenDrivers(phone, pause, notes, Optional.empty());
  }

  /**
   * Reads the screen.
   *
   * @throws ScreenUnreadable if the phone can't report what is on its screen
   */
  public UiTree read() {
    return read(() -> {});
  }

  /**
   * Reads the screen.
   *
   * @param calm called once if the screen can't be read because something on it moves
   * @throws ScreenUnreadable if the phone can't report what is on its screen
   */
  public UiTree read(Runnable calm) {
    String agentFailure = "";
    boolean agentFirst =
        memory.filter(known -> isInstalled(known) && !known.agentRests()).isPresent();
    if (agentFirst) {
      try {
        return byAgent("it is installed", calm);
      } catch (DriverFailed failed) {
        agentFailure = failed.reason();
        leaveAgent(agentFailure);
      }
    }
    try {
      return stock.read(calm);
    } catch (DriverFailed failed) {
      if (!agentFirst && memory.filter(this::isInstalled).isPresent()) {
        notes.accept("the screen can't be dumped (" + failed.reason() + "): ask the agent");
        try {
          return byAgent("uiautomator dump failed: " + failed.reason(), calm);
        } catch (DriverFailed both) {
          agentFailure = both.reason();
          leaveAgent(agentFailure);
        }
      }
      throw unreadable(failed.reason(), agentFailure);
    }
  }

  private UiTree byAgent(String because, Runnable calm) throws DriverFailed {
    UiTree tree = agent.orElseThrow().read(calm);
    memory.filter(known -> known.way() != Way.AGENT).ifPresent(k -> k.choose(Way.AGENT, because));
    return tree;
  }

  private boolean isInstalled(DriverChoice known) {
    return known
        .installed()
        .orElseGet(
            () -> {
              boolean installed = AgentDriver.isInstalled(phone);
              known.installed(installed);
              if (!installed) {
                known.choose(Way.STOCK, "the agent is not installed: drover agent install");
              }
              return installed;
            });
  }

  /** Stops the agent: while it runs, no other program can read the screen. */
  private void leaveAgent(String because) {
    memory.ifPresent(known -> known.agentFailed("the agent failed: " + because));
    notes.accept("the agent failed (" + because + "): read the screen by uiautomator dump");
    phone.shell(AgentDriver.STOP, STOP_DEADLINE);
  }

  private ScreenUnreadable unreadable(String reason, String agentFailure) {
    return new ScreenUnreadable(
        "the phone at "
            + phone.address()
            + " does not tell what is on its screen ("
            + reason
            + (agentFailure.isEmpty() ? "" : "; the agent: " + agentFailure)
            + "); close whatever animates on it, and check that no other program uses UiAutomator"
            + (memory.isPresent() && agentFailure.isEmpty()
                ? "; the UiAutomator2 agent reads screens that move: drover agent install"
                : ""));
  }

  /**
   * Taps a place, in pixels.
   *
   * @return false if the phone did not confirm the tap; it may carry it out late, so the tap is not
   *     repeated
   */
  public boolean tap(int x, int y) {
    if (usesAgent()) {
      try {
        agent.orElseThrow().tap(x, y);
        return true;
      } catch (DriverFailed failed) {
        if (failed.perhapsDone()) {
          notes.accept(
              "the agent did not confirm a tap ("
                  + failed.reason()
                  + "): it is not repeated, the screen will show whether it was done");
          return false;
        }
        notes.accept("the agent could not tap (" + failed.reason() + "): tap without it");
      }
    }
    stock.tap(x, y);
    return true;
  }

  /**
   * Replaces the content of the focused field if the agent can.
   *
   * @return false if the text has to be typed; true does not mean that the app has accepted it
   */
  public boolean replaceText(String text) {
    return enterText(text, true);
  }

  /**
   * Adds a text to the end of the focused field if the agent can.
   *
   * @return as of {@link #replaceText}
   */
  public boolean appendText(String text) {
    return enterText(text, false);
  }

  private boolean enterText(String text, boolean replace) {
    if (!usesAgent()) {
      return false;
    }
    try {
      return agent.orElseThrow().enterText(text, replace);
    } catch (DriverFailed failed) {
      notes.accept("the agent could not type (" + failed.reason() + "): type without it");
      return false;
    }
  }

  /**
   * Copies a text to the phone's clipboard, which only the agent can.
   *
   * @throws ClipboardClosed if there is no agent, or it can't
   */
  public void setClipboard(String text) throws ClipboardClosed {
    try {
      agentForClipboard().setClipboard(text);
    } catch (DriverFailed failed) {
      throw new ClipboardClosed("the agent could not set the clipboard: " + failed.reason());
    }
  }

  /**
   * Returns the text in the phone's clipboard, which only the agent can read; empty also where
   * Android keeps it from the agent.
   *
   * @throws ClipboardClosed if there is no agent, or it can't
   */
  public String clipboard() throws ClipboardClosed {
    try {
      return agentForClipboard().clipboard();
    } catch (DriverFailed failed) {
      throw new ClipboardClosed("the agent could not read the clipboard: " + failed.reason());
    }
  }

  private AgentDriver agentForClipboard() throws ClipboardClosed {
    if (memory.filter(this::isInstalled).isEmpty()) {
      throw new ClipboardClosed(
          "Android's own programs can't reach the clipboard, but the UiAutomator2 agent can;"
              + " install it: drover agent install");
    }
    return agent.orElseThrow();
  }

  /** Signals that the clipboard can't be used on this phone. A retry is safe. */
  public static final class ClipboardClosed extends Exception {
    private static final long serialVersionUID = 1L;

    ClipboardClosed(String message) {
      super(message);
    }
  }

  private boolean usesAgent() {
    return memory
        .filter(known -> known.way() == Way.AGENT && known.session().isPresent())
        .isPresent();
  }
}
