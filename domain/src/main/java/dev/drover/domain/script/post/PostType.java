package dev.drover.domain.script.post;

import dev.drover.domain.account.AccountAction;
import dev.drover.domain.app.Platform;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.material.Spintax;
import dev.drover.domain.script.Kind.Choice.Option;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Declares the script {@code post}. */
public final class PostType implements ScriptType {
  static final String NAME = "post";

  private static final int LONGEST_WAIT_SECONDS = 3_600;

  private static final Parameter<Boolean> IMAGES =
      Parameter.choice(
              "content_type", new Option<>(0, false, "a video"), new Option<>(1, true, "images"))
          .otherwise(0)
          .described("Content", "What is posted.");

  private static final Parameter<Integer> IMAGE_COUNT =
      Parameter.whole("image_count", 1, PostContent.MOST_IMAGES)
          .otherwise(1)
          .described("Content", "How many images a post has.");

  private static final Parameter<String> CAPTIONS =
      Parameter.text("captions", PostType::captions)
          .described(
              "Content",
              "The caption. {a|b|c} picks one, and may be nested; Title##Description splits it in"
                  + " two.");

  private enum Way {
    SHARE,
    ADD_BUTTON,
    USE_SOUND
  }

  private static final Parameter<Way> WAY =
      Parameter.choice(
              "post_way",
              new Option<>("share", Way.SHARE, "the file is shared to the app"),
              new Option<>("addButton", Way.ADD_BUTTON, "by the app's own button"),
              new Option<>("useSound", Way.USE_SOUND, "from a sound's page; TikTok only"))
          .otherwise("share")
          .described(
              "Content",
              "How the post is begun. Instagram's gallery is used whichever of the first two is"
                  + " given.");

  private enum Source {
    LIBRARY,
    FOLDER
  }

  private static final Parameter<Source> SOURCE =
      Parameter.choice(
              "material_source",
              new Option<>("materialLibrary", Source.LIBRARY, "the material library"),
              new Option<>("localFolder", Source.FOLDER, "a folder on the server"))
          .otherwise("materialLibrary")
          .described("Files", "Where the files come from.");

  private static final Parameter<List<String>> LISTED =
      Parameter.sequence("material_list", PostType::material)
          .described(
              "Files",
              "Names in the library, or paths on the server, in order; wins over material_source"
                  + " and material_path.");

  private static final Parameter<String> FOLDER =
      Parameter.text("material_path")
          .requiredWith(SOURCE, "localFolder", LISTED)
          .described("Files", "The folder on the server.");

  private static final Parameter<List<String>> TAGS =
      Parameter.words("materials_tags", Function.<String>identity())
          .described("Files", "Only library materials with all of these tags.");

  private static final Parameter<Duration> UPLOAD_WAIT =
      Parameter.seconds("upload_wait_time", 0, LONGEST_WAIT_SECONDS)
          .otherwise(30)
          .described(
              "Waiting", "Seconds that an upload may take beyond what its progress justifies.");

  private static final Parameter<Duration> SOUND_WAIT =
      Parameter.seconds("sound_wait_time", 0, LONGEST_WAIT_SECONDS)
          .otherwise(10)
          .described("Waiting", "Seconds that a search for a sound may take.");

  private enum Added {
    UNTOUCHED,
    OFF,
    RECOMMENDED,
    SEARCHED
  }

  private static final Parameter<Added> ADDED =
      Parameter.choice(
              "add_sound",
              new Option<>(-1, Added.UNTOUCHED, "as the app does by itself"),
              new Option<>(0, Added.OFF, "none"),
              new Option<>(1, Added.RECOMMENDED, "the first that the app recommends"),
              new Option<>("custom", Added.SEARCHED, "the first that the app finds"))
          .otherwise(-1)
          .ignoredExceptOn(Platform.TIKTOK)
          .described("Sound", "The sound that is laid over the post.");

  private static final Parameter<String> SOUND_NAME =
      Parameter.text("sound_name")
          .requiredWith(WAY, "useSound", "a name, or an https:// sound URL")
          .ignoredExceptOn(Platform.TIKTOK)
          .described("Sound", "The sound whose page the post is begun from: its name or address.");

  private static final Parameter<String> KEYWORD =
      Parameter.text("custom_sound_keyword")
          .requiredWith(ADDED, "custom", "")
          .ignoredExceptOn(Platform.TIKTOK)
          .described("Sound", "The phrase that a sound is searched by.");

  private static final Parameter<Integer> ORIGINAL_VOLUME =
      Parameter.whole("origin_sound_volume", 0, 100)
          .otherwise(PostScript.USUAL_VOLUME)
          .ignoredExceptOn(Platform.TIKTOK)
          .described(
              "Sound", "Volume of the video's own sound; where it is not given, the app's stays.");

  private static final Parameter<Integer> ADDED_VOLUME =
      Parameter.whole("add_sound_volume", 0, 100)
          .otherwise(PostScript.USUAL_VOLUME)
          .ignoredExceptOn(Platform.TIKTOK)
          .described("Sound", "Volume of the added sound; where it is not given, the app's stays.");

  private static final Parameter<Boolean> PRODUCT_LINK =
      Parameter.choice(
              "add_product_link", new Option<>(0, false, "no"), new Option<>(1, true, "yes"))
          .otherwise(0)
          .onlyOn(Platform.TIKTOK)
          .described("Content", "Whether a product is linked.");

  private static final Parameter<Placement> PLACEMENT =
      Parameter.choice(
              "placement",
              new Option<>("reel", Placement.REEL, "a reel; of images, a post"),
              new Option<>("story", Placement.STORY, "a story, of one file and without caption"))
          .otherwise("reel")
          .onlyOn(Platform.INSTAGRAM)
          .described("Content", "Where Instagram shows the post.");

  private static String captions(String text) {
    Spintax.parse(text);
    return text;
  }

  private static String material(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must be a material's name or a path");
    }
    return text;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Posts a video or images. A file that an account has posted is not picked for it again.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(
        IMAGES,
        IMAGE_COUNT,
        CAPTIONS,
        WAY,
        PLACEMENT,
        PRODUCT_LINK,
        SOURCE,
        FOLDER,
        LISTED,
        TAGS,
        ADDED,
        KEYWORD,
        SOUND_NAME,
        ORIGINAL_VOLUME,
        ADDED_VOLUME,
        UPLOAD_WAIT,
        SOUND_WAIT);
  }

  @Override
  public Optional<AccountAction> spends() {
    return Optional.of(AccountAction.POST);
  }

  @Override
  public boolean takesFiles() {
    return true;
  }

  @Override
  public Script script(Values values, int number) {
    return new PostScript(
        values.get(IMAGES)
            ? new PostContent.Images(values.get(IMAGE_COUNT))
            : new PostContent.Video(),
        values.given(CAPTIONS).orElse(""),
        way(values),
        materials(values),
        values.get(UPLOAD_WAIT),
        sound(values),
        values.get(SOUND_WAIT),
        values.given(ORIGINAL_VOLUME),
        values.given(ADDED_VOLUME),
        values.get(PRODUCT_LINK),
        values.get(PLACEMENT));
  }

  private static PostWay way(Values values) {
    return switch (values.get(WAY)) {
      case SHARE -> new PostWay.Share();
      case ADD_BUTTON -> new PostWay.AddButton();
      case USE_SOUND -> new PostWay.UseSound(values.get(SOUND_NAME));
    };
  }

  private static MaterialSource materials(Values values) {
    if (values.has(LISTED)) {
      return new MaterialSource.Listed(values.get(LISTED));
    }
    return switch (values.get(SOURCE)) {
      case LIBRARY -> new MaterialSource.Library(values.given(TAGS).orElse(List.of()));
      case FOLDER -> new MaterialSource.LocalFolder(values.get(FOLDER));
    };
  }

  private static AddedSound sound(Values values) {
    return switch (values.get(ADDED)) {
      case UNTOUCHED -> new AddedSound.Untouched();
      case OFF -> new AddedSound.Off();
      case RECOMMENDED -> new AddedSound.Recommended();
      case SEARCHED -> new AddedSound.Searched(values.get(KEYWORD));
    };
  }
}
