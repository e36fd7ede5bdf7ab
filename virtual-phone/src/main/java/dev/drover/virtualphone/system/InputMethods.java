package dev.drover.virtualphone.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The installed, enabled and selected keyboards. The secure settings store them. */
public final class InputMethods {
  public static final String ADB_KEYBOARD = InstalledPackages.ADB_KEYBOARD + "/.AdbIME";

  private static final String LATIN = "com.android.inputmethod.latin/.LatinIME";
  private static final String SECURE = "secure";
  private static final String SELECTED = "default_input_method";
  private static final String ENABLED = "enabled_input_methods";

  private final PhoneSettings settings;
  private final InstalledPackages packages;

  public InputMethods(PhoneSettings settings, InstalledPackages packages) {
    this.settings = settings;
    this.packages = packages;
    reset();
  }

  public List<String> installed() {
    return packages.has(InstalledPackages.ADB_KEYBOARD)
        ? List.of(LATIN, ADB_KEYBOARD)
        : List.of(LATIN);
  }

  public List<String> enabled() {
    return Arrays.stream(settings.get(SECURE, ENABLED).orElse("").split(":"))
        .filter(installed()::contains)
        .toList();
  }

  /**
   * Enables an input method.
   *
   * @return false if there is none with this name
   */
  public boolean enable(String name) {
    List<String> now = new ArrayList<>(enabled());
    if (!installed().contains(name)) {
      return false;
    }
    if (!now.contains(name)) {
      now.add(name);
    }
    settings.put(SECURE, ENABLED, String.join(":", now));
    return true;
  }

  /**
   * Disables an input method.
   *
   * @return false if there is none with this name
   */
  public boolean disable(String name) {
    List<String> now = new ArrayList<>(enabled());
    now.remove(name);
    settings.put(SECURE, ENABLED, String.join(":", now));
    if (selected().equals(name)) {
      settings.put(SECURE, SELECTED, LATIN);
    }
    return installed().contains(name);
  }

  /**
   * Selects an input method.
   *
   * @return false if it is not enabled or does not exist
   */
  public boolean select(String name) {
    if (!enabled().contains(name)) {
      return false;
    }
    settings.put(SECURE, SELECTED, name);
    return true;
  }

  public void reset() {
    settings.put(SECURE, ENABLED, LATIN);
    settings.put(SECURE, SELECTED, LATIN);
  }

  private String selected() {
    return settings.get(SECURE, SELECTED).orElse("");
  }

  /** Whether broadcasts reach ADBKeyBoard, which they do only while it is selected. */
  boolean isAdbKeyboardInUse() {
    return selected().equals(ADB_KEYBOARD) && enabled().contains(ADB_KEYBOARD);
  }
}
