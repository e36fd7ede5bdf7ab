package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.instagram.compose.PicturePicker;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import dev.drover.virtualphone.app.profile.ProfileStyle;
import dev.drover.virtualphone.app.profile.ProfileWords;
import java.util.Map;

/** How the pages look on which a profile is edited. */
final class InstagramProfile {
  static final ProfileStyle STYLE =
      new ProfileStyle(
          new ProfileWords(
              InstagramLabel.EDIT_PROFILE,
              InstagramLabel.CHANGE_PHOTO,
              Map.of(
                  ProfileField.NICKNAME, InstagramLabel.PROFILE_NAME,
                  ProfileField.USERNAME, InstagramLabel.PROFILE_USERNAME,
                  ProfileField.BIO, InstagramLabel.PROFILE_BIO,
                  ProfileField.LINK, InstagramLabel.PROFILE_LINK),
              InstagramLabel.BACK,
              InstagramLabel.CANCEL,
              InstagramLabel.PROFILE_SAVE,
              InstagramLabel.USERNAME_TAKEN,
              InstagramLabel.USERNAME_TOO_LATELY,
              InstagramLabel.PROFILE_NOT_SAVED,
              InstagramLabel.PROFILE_USERNAME,
              InstagramLabel.PROFILE_SAVE,
              InstagramLabel.ADD_LINK,
              InstagramLabel.PHOTO_FROM_GALLERY),
          true,
          true,
          false,
          PicturePicker::new);

  private InstagramProfile() {}
}
