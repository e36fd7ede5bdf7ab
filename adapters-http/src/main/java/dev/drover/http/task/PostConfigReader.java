package dev.drover.http.task;

import dev.drover.domain.script.AddedSound;
import dev.drover.domain.script.MaterialSource;
import dev.drover.domain.script.Placement;
import dev.drover.domain.script.PostContent;
import dev.drover.domain.script.PostScript;
import dev.drover.domain.script.PostWay;
import dev.drover.domain.script.Spintax;
import dev.drover.http.json.ObjectReader;
import dev.drover.http.task.ScriptConfigReader.ScriptConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The {@code script_config} of {@code post}. */
final class PostConfigReader {
  private static final Set<String> KEYS =
      Set.of(
          "content_type",
          "image_count",
          "captions",
          "post_way",
          "material_source",
          "material_path",
          "material_list",
          "materials_tags",
          "upload_wait_time",
          "sound_wait_time",
          "add_sound",
          "sound_name",
          "custom_sound_keyword",
          "origin_sound_volume",
          "add_sound_volume",
          "add_product_link",
          "placement");

  private static final int LONGEST_WAIT_SECONDS = 3_600;
  private static final List<String> PLACEMENTS =
      Arrays.stream(Placement.values()).map(Placement::wireName).toList();

  private PostConfigReader() {}

  static ScriptConfig read(ObjectReader config) {
    PostContent content = content(config);
    String captions = config.text("captions").orElse("");
    config.attempt("captions", captions, Spintax::parse);
    Optional<PostWay> way = way(config);
    Optional<MaterialSource> materials = materials(config);
    Duration uploadWait = seconds(config, "upload_wait_time", 30);
    Optional<AddedSound> sound = sound(config);
    Duration soundWait = seconds(config, "sound_wait_time", 10);
    Optional<Integer> originalVolume = config.integer("origin_sound_volume", 0, 100);
    Optional<Integer> addedVolume = config.integer("add_sound_volume", 0, 100);
    boolean productLink = config.integer("add_product_link", 0, 1).orElse(0) == 1;
    Placement placement =
        config.choice("placement", Placement::ofWireName, PLACEMENTS).orElse(Placement.REEL);
    if (config.isInvalid() || way.isEmpty() || materials.isEmpty() || sound.isEmpty()) {
      return new ScriptConfig(List.of(), List.of());
    }
    return new ScriptConfig(
        List.of(
            new PostScript(
                content,
                captions,
                way.get(),
                materials.get(),
                uploadWait,
                sound.get(),
                soundWait,
                originalVolume,
                addedVolume,
                productLink,
                placement)),
        ScriptConfigReader.unknownKeys(config, KEYS),
        Stream.of("sound_name", "custom_sound_keyword")
            .filter(name -> config.text(name).filter(text -> !text.isBlank()).isPresent())
            .toList());
  }

  private static Duration seconds(ObjectReader config, String name, int otherwise) {
    return Duration.ofSeconds(config.integer(name, 0, LONGEST_WAIT_SECONDS).orElse(otherwise));
  }

  private static PostContent content(ObjectReader config) {
    int count = config.integer("image_count", 1, PostContent.MOST_IMAGES).orElse(1);
    return config.integer("content_type", 0, 1).orElse(0) == 1
        ? new PostContent.Images(count)
        : new PostContent.Video();
  }

  private static Optional<PostWay> way(ObjectReader config) {
    String sound = config.text("sound_name").orElse("").strip();
    String name =
        config
            .choice(
                "post_way",
                text ->
                    Optional.of(text).filter(List.of("share", "addButton", "useSound")::contains),
                List.of("share", "addButton", "useSound"))
            .orElse("share");
    return switch (name) {
      case "addButton" -> Optional.of(new PostWay.AddButton());
      case "useSound" -> {
        if (sound.isEmpty()) {
          config.invalid(
              "sound_name", "is required with post_way useSound: a name, or an https:// sound URL");
          yield Optional.empty();
        }
        yield Optional.of(new PostWay.UseSound(sound));
      }
      default -> Optional.of(new PostWay.Share());
    };
  }

  private static Optional<MaterialSource> materials(ObjectReader config) {
    List<String> listed = config.texts("material_list").orElse(List.of());
    for (int i = 0; i < listed.size(); i++) {
      if (listed.get(i).isBlank()) {
        config.invalid("material_list/" + i, "must be a material's name or a path");
      }
    }
    String path = config.text("material_path").orElse("").strip();
    List<String> tags = config.parts("materials_tags", ScriptConfigReader.LINES_AND_COMMAS);
    String source =
        config
            .choice(
                "material_source",
                text ->
                    Optional.of(text).filter(List.of("materialLibrary", "localFolder")::contains),
                List.of("materialLibrary", "localFolder"))
            .orElse("materialLibrary");
    if (!listed.isEmpty()) {
      return Optional.of(new MaterialSource.Listed(listed));
    }
    if (source.equals("materialLibrary")) {
      return Optional.of(new MaterialSource.Library(tags));
    }
    if (path.isEmpty()) {
      config.invalid("material_path", "is required with material_source localFolder");
      return Optional.empty();
    }
    return Optional.of(new MaterialSource.LocalFolder(path));
  }

  /** A string in the vendor's examples, a number in its tables. */
  private static Optional<AddedSound> sound(ObjectReader config) {
    String allowed = "must be -1 (as the app does), 0 (off), 1 (on) or \"custom\"";
    var node = config.node().path("add_sound");
    if (!config.has("add_sound")) {
      return Optional.of(new AddedSound.Untouched());
    }
    if (!node.isTextual() && !node.isIntegralNumber()) {
      config.invalid("add_sound", allowed);
      return Optional.empty();
    }
    return switch (node.asText().strip()) {
      case "-1", "" -> Optional.of(new AddedSound.Untouched());
      case "0" -> Optional.of(new AddedSound.Off());
      case "1" -> Optional.of(new AddedSound.Recommended());
      case "custom" -> {
        String keyword = config.text("custom_sound_keyword").orElse("").strip();
        if (keyword.isEmpty()) {
          config.invalid("custom_sound_keyword", "is required with add_sound custom");
          yield Optional.empty();
        }
        yield Optional.of(new AddedSound.Searched(keyword));
      }
      default -> {
        config.invalid("add_sound", allowed);
        yield Optional.empty();
      }
    };
  }
}
