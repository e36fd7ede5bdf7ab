package dev.drover.virtualphone.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The installed packages and their permissions. Safe for use by any thread. */
public final class InstalledPackages {
  public static final String ADB_KEYBOARD = "com.android.adbkeyboard";

  /** The permissions to read media: those of Android 13 and later, and the older one. */
  public static final List<String> MEDIA_PERMISSIONS =
      List.of(
          "android.permission.READ_MEDIA_VIDEO",
          "android.permission.READ_MEDIA_IMAGES",
          "android.permission.READ_EXTERNAL_STORAGE");

  /** The packages without a screen that can be installed, with their versions. */
  private static final Map<String, String> INSTALLABLE =
      Map.of(
          ADB_KEYBOARD,
          "2.4-dev",
          "io.appium.uiautomator2.server.test",
          "10.6.6",
          "io.appium.uiautomator2.server",
          "10.6.6");

  private static final int LOCAL_FILE_MAGIC = 0x504b0304;

  private final Map<String, String> versions = new LinkedHashMap<>();
  private final Set<String> builtIn = new LinkedHashSet<>();
  private final Map<String, Set<String>> revoked = new LinkedHashMap<>();

  public InstalledPackages(boolean adbKeyboard) {
    if (adbKeyboard) {
      versions.put(ADB_KEYBOARD, INSTALLABLE.getOrDefault(ADB_KEYBOARD, ""));
    }
  }

  /** Adds a preinstalled app, which can't be removed. */
  public synchronized void addBuiltIn(String name, String version) {
    builtIn.add(name);
    add(name, version);
  }

  public synchronized void add(String name, String version) {
    versions.put(name, version);
  }

  public synchronized List<String> names() {
    return List.copyOf(versions.keySet());
  }

  public synchronized boolean has(String name) {
    return versions.containsKey(name);
  }

  public synchronized Optional<String> versionOf(String name) {
    return Optional.ofNullable(versions.get(name));
  }

  public synchronized boolean remove(String name) {
    return !builtIn.contains(name) && versions.remove(name) != null;
  }

  public synchronized void grant(String name, String permission) {
    revoked.computeIfAbsent(name, _ -> new LinkedHashSet<>()).remove(permission);
  }

  public synchronized void revoke(String name, String permission) {
    revoked.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(permission);
  }

  public synchronized boolean mayReadMedia(String name) {
    return revoked.getOrDefault(name, Set.of()).stream().noneMatch(MEDIA_PERMISSIONS::contains);
  }

  public synchronized boolean isGranted(String name, String permission) {
    return !revoked.getOrDefault(name, Set.of()).contains(permission);
  }

  /**
   * Installs an APK. An APK without a manifest, as tests create it, is recognised by a known
   * package name in its content; without one, nothing is added.
   *
   * @return false if the file is no APK
   */
  public boolean install(byte[] apk) {
    Optional<ApkManifest> said = ApkManifest.of(apk);
    if (said.isPresent()) {
      add(said.get().packageName(), said.get().version());
      return true;
    }
    byte[] manifest = manifest(apk);
    Optional<String> known =
        INSTALLABLE.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .filter(name -> names(manifest, name))
            .findFirst();
    known.ifPresent(name -> add(name, INSTALLABLE.getOrDefault(name, "")));
    return known.isPresent() || isZip(apk);
  }

  private static boolean isZip(byte[] apk) {
    return apk.length > 4 && ByteBuffer.wrap(apk).getInt() == LOCAL_FILE_MAGIC;
  }

  /** Returns the manifest of a zipped package, or all of its bytes if it has none. */
  private static byte[] manifest(byte[] apk) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(apk))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        if (entry.getName().equals("AndroidManifest.xml")) {
          return zip.readAllBytes();
        }
        entry = zip.getNextEntry();
      }
      return apk;
    } catch (IOException notAZip) {
      return apk;
    }
  }

  /** Binary manifests store strings in UTF-8 or UTF-16. */
  private static boolean names(byte[] manifest, String name) {
    String bytes = new String(manifest, StandardCharsets.ISO_8859_1);
    String wide = new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    return bytes.contains(name) || bytes.contains(wide);
  }
}
