package dev.drover.virtualphone.app.instagram;

import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.app.PagedApp;
import dev.drover.virtualphone.app.common.Notices;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.app.instagram.content.InstagramCatalog;
import dev.drover.virtualphone.app.instagram.content.InstagramLabel;
import java.util.List;
import java.util.Map;

/** Declares the Instagram-like app. */
public final class Instagram {
  static final InstagramCatalog CATALOG = new InstagramCatalog();

  public static final SocialAppDescriptor APP =
      new SocialAppDescriptor(
          "instagram",
          "Instagram",
          List.of("com.instagram.android"),
          "com.instagram.mainactivity.InstagramMainActivity",
          new PagedApp.Versions("410.0.0.53.71", "417.0.0.54.77", "452.0.0.40.88"),
          List.of(InstagramLabel.values()),
          new Notices(
              Notice.of(
                  InstagramLabel.LOG_IN, InstagramLabel.LOG_IN_FIELD, InstagramLabel.LOG_IN_BUTTON),
              Notice.of(InstagramLabel.CONFIRM_HUMAN, InstagramLabel.CONFIRM_HOW),
              Notice.of(InstagramLabel.SUSPENDED),
              Notice.of(InstagramLabel.BANNED),
              Notice.of(InstagramLabel.TOO_FAST, InstagramLabel.OK),
              Notice.of(InstagramLabel.NOT_LOADED, InstagramLabel.BACK),
              Map.of(
                  "notifications",
                  Notice.of(
                      InstagramLabel.NOTIFICATIONS_QUESTION,
                      InstagramLabel.TURN_ON,
                      InstagramLabel.NOT_NOW),
                  "update",
                  Notice.of(
                      InstagramLabel.UPDATE_AVAILABLE,
                      InstagramLabel.UPDATE,
                      InstagramLabel.NOT_NOW),
                  "contacts",
                  Notice.of(
                      InstagramLabel.CONTACTS_QUESTION,
                      InstagramLabel.ALLOW,
                      InstagramLabel.NOT_NOW))),
          CATALOG,
          InstagramApp::new);

  private Instagram() {}
}
