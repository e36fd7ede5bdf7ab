package dev.drover.virtualphone.app.tiktok;

import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.app.common.Notices;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.app.tiktok.content.TikTokCatalog;
import dev.drover.virtualphone.app.tiktok.content.TikTokLabel;
import java.util.List;
import java.util.Map;

/** Declares the TikTok-like app, which is installed under its two international packages. */
public final class TikTok {
  static final TikTokCatalog CATALOG = new TikTokCatalog();

  public static final SocialAppDescriptor APP =
      new SocialAppDescriptor(
          "tiktok",
          "TikTok",
          List.of("com.zhiliaoapp.musically", "com.ss.android.ugc.trill"),
          "com.ss.android.ugc.aweme.main.MainActivity",
          new PagedApp.Versions("34.5.3", "36.1.4", "52.0.1"),
          List.of(TikTokLabel.values()),
          new Notices(
              Notice.of(TikTokLabel.LOG_IN, TikTokLabel.LOG_IN_WAYS),
              Notice.of(TikTokLabel.VERIFY, TikTokLabel.DRAG_SLIDER),
              Notice.of(TikTokLabel.SUSPENDED),
              Notice.of(TikTokLabel.BANNED),
              Notice.of(TikTokLabel.TOO_FAST, TikTokLabel.OK),
              Notice.of(TikTokLabel.MEDIA_NOT_LOADED, TikTokLabel.BACK),
              Map.of(
                  "notifications",
                  Notice.of(
                      TikTokLabel.NOTIFICATIONS_QUESTION, TikTokLabel.TURN_ON, TikTokLabel.NOT_NOW),
                  "update",
                  Notice.of(TikTokLabel.UPDATE_AVAILABLE, TikTokLabel.UPDATE, TikTokLabel.NOT_NOW),
                  "contacts",
                  Notice.of(
                      TikTokLabel.CONTACTS_QUESTION, TikTokLabel.OK, TikTokLabel.DONT_ALLOW))),
          CATALOG,
          TikTokApp::new);

  private TikTok() {}
}
