package dev.drover.virtualphone.phone;

import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.app.instagram.Instagram;
import dev.drover.virtualphone.app.tiktok.TikTok;
import java.util.List;

/** The social apps that every phone has. A new app is registered here, and nowhere else. */
public final class RegisteredApps {
  /** In the order of their icons. */
  public static final List<SocialAppDescriptor> ALL = List.of(TikTok.APP, Instagram.APP);

  private RegisteredApps() {}
}
