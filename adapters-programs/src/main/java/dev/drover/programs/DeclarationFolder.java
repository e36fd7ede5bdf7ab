package dev.drover.programs;

import dev.drover.application.files.WriteProtection;
import dev.drover.domain.script.program.ProgramType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code scripts} of a home directory: a file {@code NAME.yaml} declares the script
 * NAME. Whoever can write here runs code as this server's user, so nobody else may be able to.
 */
public final class DeclarationFolder {
  private static final Logger log = LoggerFactory.getLogger(DeclarationFolder.class);

  private static final String ENDING = ".yaml";
  private static final int LARGEST_BYTES = 256 * 1024;

  private DeclarationFolder() {}

  /**
   * Reads all declarations, ordered by name; there are none if the folder does not exist. Nothing
   * of the folder runs.
   *
   * @param taken names of scripts that programs must not have
   * @throws DeclarationRefused if a file can't be used, or somebody else can write one
   */
  public static List<ProgramType> read(Path home, Collection<String> taken) {
    Path folder = home.resolve("scripts").toAbsolutePath().normalize();
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      refuseIfOpen(folder);
      List<ProgramType> types = new ArrayList<>();
      for (Path file : files(folder)) {
        types.add(read(file, folder, taken));
      }
      return List.copyOf(types);
    } catch (IOException unreadable) {
      throw new DeclarationRefused(
          "the folder of programs " + folder + " can't be read: " + unreadable, unreadable);
    }
  }

  private static void refuseIfOpen(Path folder) throws IOException {
    Optional<String> breach = WriteProtection.breach(folder);
    if (breach.isEmpty()) {
      breach = WriteProtection.breachBelow(folder);
    }
    if (breach.isPresent()) {
      throw new DeclarationRefused(
          "the folder of programs "
              + folder
              + " is not used: "
              + breach.get()
              + "; only this user and root may be able to change what is in it (chmod -R go-w)");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*.{yaml,yml}")) {
      entries.forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  private static ProgramType read(Path file, Path folder, Collection<String> taken) {
    String fileName = String.valueOf(file.getFileName());
    if (!fileName.endsWith(ENDING)) {
      throw new DeclarationRefused(file + ": the name of a declaration ends in " + ENDING);
    }
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    if (taken.contains(name)) {
      throw new DeclarationRefused(
          file + ": there is a script " + name + " already; give the file another name");
    }
    ProgramType type = new DeclarationReader(file.toString()).read(name, folder, content(file));
    warnOfOpenFiles(file, type);
    return type;
  }

  /** Programs elsewhere are the operator's own business; what is in the folder was checked. */
  private static void warnOfOpenFiles(Path file, ProgramType type) {
    for (String word : type.command()) {
      if (word.startsWith("/") && Files.isRegularFile(Path.of(word))) {
        WriteProtection.doubt(Path.of(word))
            .ifPresent(
                doubt -> log.warn("{} runs {}, which others may change: {}", file, word, doubt));
      }
    }
  }

  private static String content(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
        throw new DeclarationRefused(file + ": is no file of at most " + LARGEST_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (CharacterCodingException notText) {
      throw new DeclarationRefused(file + ": is no text in UTF-8", notText);
    } catch (IOException unreadable) {
      throw new DeclarationRefused(file + ": can't be read: " + unreadable, unreadable);
    }
  }
}
