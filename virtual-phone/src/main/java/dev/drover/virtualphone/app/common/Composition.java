package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.system.MediaFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A post that is being composed. */
public final class Composition {
  private static final int USUAL_VOLUME = 50;

  private final String via;
  private List<MediaFile> media = List.of();
  private Optional<Sound> sound = Optional.empty();
  private int originalVolume = USUAL_VOLUME;
  private int addedVolume = USUAL_VOLUME;
  private Optional<String> product = Optional.empty();
  private Optional<String> placement = Optional.empty();
  private final TextField title = TextField.ofOneLine();
  private final TextField description = TextField.ofManyLines();

  /**
   * @param via how the post was begun: {@code share}, {@code camera}, {@code sound}
   */
  public Composition(String via) {
    this.via = via;
  }

  public List<MediaFile> media() {
    return media;
  }

  public void media(List<MediaFile> chosen) {
    media = List.copyOf(chosen);
  }

  public Optional<Sound> sound() {
    return sound;
  }

  public void sound(Optional<Sound> chosen) {
    sound = chosen;
  }

  public int originalVolume() {
    return originalVolume;
  }

  public void originalVolume(int percent) {
    originalVolume = percent;
  }

  public int addedVolume() {
    return addedVolume;
  }

  public void addedVolume(int percent) {
    addedVolume = percent;
  }

  public Optional<String> product() {
    return product;
  }

  public void product(String name) {
    product = Optional.of(name);
  }

  /**
   * Sets where the post will be shown, on platforms that offer a choice.
   *
   * @param name {@code feed}, {@code reel} or {@code story}
   */
  public void placement(String name) {
    placement = Optional.of(name);
  }

  public TextField title() {
    return title;
  }

  public TextField description() {
    return description;
  }

  public boolean isPhotos() {
    return media.stream().allMatch(file -> file.kind() == MediaFile.Kind.IMAGE);
  }

  /** Title and description. */
  public String text() {
    return description.isEmpty() || title.isEmpty()
        ? title.text() + description.text()
        : title.text() + "\n" + description.text();
  }

  /** The details of the effect that the post becomes. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("via", via);
    facts.put(
        "media",
        media.stream()
            .map(file -> Map.of("name", file.name(), "path", file.path(), "sha256", file.sha256()))
            .toList());
    facts.put("title", title.text());
    facts.put("description", description.text());
    facts.put("sound", sound.map(Sound::title).orElse(""));
    facts.put("original_volume", originalVolume);
    facts.put("added_volume", addedVolume);
    facts.put("product", product.orElse(""));
    placement.ifPresent(name -> facts.put("placement", name));
    return facts;
  }
}
