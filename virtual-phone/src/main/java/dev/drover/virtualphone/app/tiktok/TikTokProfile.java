package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.common.ProfileField;
import dev.drover.virtualphone.app.profile.ProfileStyle;
import dev.drover.virtualphone.app.profile.ProfileWords;
import dev.drover.virtualphone.app.tiktok.compose.GalleryScreen;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import java.util.Map;

/** How the pages look on which a profile is edited. */
final class TikTokProfile {
  static final ProfileStyle STYLE =
      new ProfileStyle(
          new ProfileWords(
              TikTokLabel.EDIT_PROFILE_TITLE,
              TikTokLabel.CHANGE_PHOTO,
              Map.of(
                  ProfileField.NICKNAME, TikTokLabel.PROFILE_NAME,
                  ProfileField.USERNAME, TikTokLabel.PROFILE_USERNAME,
                  ProfileField.BIO, TikTokLabel.PROFILE_BIO,
                  ProfileField.LINK, TikTokLabel.PROFILE_LINK),
              TikTokLabel.BACK,
              TikTokLabel.CANCEL,
              TikTokLabel.PROFILE_SAVE,
              TikTokLabel.USERNAME_TAKEN,
              TikTokLabel.USERNAME_TOO_LATELY,
              TikTokLabel.PROFILE_NOT_SAVED,
              TikTokLabel.USERNAME_QUESTION,
              TikTokLabel.SET_USERNAME,
              TikTokLabel.ADD_LINK,
              TikTokLabel.PHOTO_FROM_GALLERY),
          false,
          false,
          true,
          GalleryScreen::forComment);

  private TikTokProfile() {}
}
