package dev.drover.domain.script.profile;

import dev.drover.domain.account.Username;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.script.Script;
import java.util.Optional;

/**
 * Brings an account's profile to what is wanted. Fields that are not given stay as they are.
 *
 * @param nickname the name that is shown
 * @param bio with its line breaks
 * @param avatar where the picture comes from
 */
public record ProfileScript(
    Optional<String> nickname,
    Optional<Username> username,
    Optional<String> bio,
    Optional<ProfileLink> link,
    Optional<FilesNeeded.Avatar> avatar)
    implements Script {
  public ProfileScript {
    if (nickname.isEmpty()
        && username.isEmpty()
        && bio.isEmpty()
        && link.isEmpty()
        && avatar.isEmpty()) {
      throw new IllegalArgumentException("at least one field of the profile must be given");
    }
  }

  @Override
  public String wireName() {
    return ProfileType.NAME;
  }

  @Override
  public FilesNeeded files() {
    return avatar.<FilesNeeded>map(picture -> picture).orElseGet(FilesNeeded.None::new);
  }
}
