package dev.drover.virtualphone;

import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.AppScreen;
import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.Notice;
import dev.drover.virtualphone.app.common.Composition;
import dev.drover.virtualphone.app.common.Installation;
import dev.drover.virtualphone.app.common.Notices;
import dev.drover.virtualphone.app.common.SocialApp;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.app.common.SocialCatalog;
import dev.drover.virtualphone.paint.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A third app of the smallest size: a post has one page, with a button to like it. */
final class SampleApp extends SocialApp {
  private static final String LINK = "https://sample.example/";

  private static final Label LIKE = _ -> "Like";

  static final SocialAppDescriptor APP =
      new SocialAppDescriptor(
          "sample",
          "Sample",
          List.of("com.example.sample"),
          "com.example.sample.Main",
          new Versions("1.0", "1.1", "2.0"),
          List.of(LIKE),
          new Notices(
              Notice.of(_ -> "Log in to Sample"),
              Notice.of(_ -> "Are you a person?"),
              Notice.of(_ -> "Suspended"),
              Notice.of(_ -> "Banned"),
              Notice.of(_ -> "Slow down", _ -> "Fine"),
              Notice.of(_ -> "Unreadable", _ -> "Back"),
              Map.of("update", Notice.of(_ -> "Update Sample?", _ -> "No"))),
          new Catalog(),
          SampleApp::new);

  private SampleApp(Installation installation, AppEnvironment environment) {
    super(APP, installation, environment);
  }

  private static final class Catalog extends SocialCatalog {
    @Override
    public String id(long number) {
      return Long.toString(number);
    }

    @Override
    public String url(String author, String id) {
      return LINK + id;
    }
  }

  /** A page with one post. */
  private record Page(SampleApp app, String id) implements AppScreen {
    @Override
    public List<View> render() {
      return List.of(
          View.button(
              app.say(LIKE),
              app.at(100, 1000, 980, 1100),
              () -> app.heed(app.platform().toggleLike(app.catalog().found(id, 0)))));
    }

    @Override
    public String describe() {
      return "post " + id;
    }
  }

  @Override
  protected AppScreen firstPage() {
    return new Page(this, "first");
  }

  @Override
  protected Optional<AppScreen> byLink(String url) {
    return url.startsWith(LINK)
        ? Optional.of(new Page(this, url.substring(LINK.length())))
        : Optional.empty();
  }

  @Override
  protected AppScreen editorFor(Composition composition) {
    return firstPage();
  }
}
