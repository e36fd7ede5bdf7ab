package dev.drover.persistence.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.domain.script.comment.CommentOrder;
import dev.drover.domain.script.comment.CommentPicker;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.script.warmup.AccountWarmupScript.Chances;
import dev.drover.persistence.access.SecretCipher;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored form of the version before: JSON for each of the scripts that it knew. It is still
 * written, for servers of that version beside this one, and read where a row has no other. The next
 * version drops it.
 */
final class OldScriptForm {
  private static final Logger log = LoggerFactory.getLogger(OldScriptForm.class);
  private static final ObjectMapper JSON = StorableNodes.MAPPER;

  private final SecretCipher cipher;

  OldScriptForm(SecretCipher cipher) {
    this.cipher = cipher;
  }

  /** Of a script that no earlier version knows, its target alone, which lists show. */
  String write(Script script) {
    ObjectNode stored = JSON.createObjectNode();
    switch (script) {
      case FollowScript follow -> writeTarget(stored, follow.user(), follow.accessMethod());
      case UnfollowScript unfollow -> writeTarget(stored, unfollow.user(), unfollow.accessMethod());
      case CommentScript comment -> write(stored, comment);
      case PostScript post -> write(stored, post);
      case AccountWarmupScript warmup -> write(stored, warmup);
      default -> script.target().ifPresent(target -> stored.put("target", target));
    }
    return stored.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RuntimeException if this version can't read it; an {@link UnknownValue} says what
   */
  Script read(String wireName, JsonNode stored) {
    return switch (wireName) {
      case "follow" -> new FollowScript(target(stored), accessMethod(stored));
      case "unfollow" -> new UnfollowScript(target(stored), accessMethod(stored));
      case "comment" -> comment(stored);
      case "post" -> post(stored);
      case "account_warmup" -> warmup(stored);
      default -> throw new UnknownValue("script", wireName);
    };
  }

  private static <T> T choice(JsonNode stored, String key, Function<String, Optional<T>> find) {
    String value = stored.path(key).asText();
    return find.apply(value).orElseThrow(() -> new UnknownValue(key, value));
  }

  private static void writeTarget(ObjectNode stored, Username target, AccessMethod method) {
    stored.put("target", target.value()).put("access_method", method.wireName());
  }

  private static Username target(JsonNode stored) {
    return new Username(stored.path("target").asText());
  }

  private static AccessMethod accessMethod(JsonNode stored) {
    return choice(stored, "access_method", AccessMethod::ofWireName);
  }

  private static void write(ObjectNode stored, CommentScript comment) {
    stored.put("target", comment.post().value()).put("number", comment.number());
    write(stored.putObject("comments"), comment.comments());
    comment.image().ifPresent(path -> stored.put("image", path));
  }

  private static CommentScript comment(JsonNode stored) {
    return new CommentScript(
        new PostUrl(stored.path("target").asText()),
        picker(stored.path("comments")),
        stored.path("number").asInt(),
        text(stored, "image"));
  }

  private static void write(ObjectNode stored, CommentPicker picker) {
    ArrayNode lines = stored.putArray("lines");
    picker.comments().forEach(lines::add);
    stored.put("order", picker.order().wireName()).put("emoji", picker.insertEmoji());
  }

  private static CommentPicker picker(JsonNode stored) {
    return new CommentPicker(
        texts(stored.path("lines")),
        choice(stored, "order", CommentOrder::ofWireName),
        stored.path("emoji").asBoolean());
  }

  private static void write(ObjectNode stored, PostScript post) {
    switch (post.content()) {
      case PostContent.Video video -> stored.put("images", 0);
      case PostContent.Images images -> stored.put("images", images.count());
    }
    stored.put("captions", post.captions()).put("way", post.way().wireName());
    if (post.way() instanceof PostWay.UseSound sound) {
      stored.put("used_sound", sound.sound());
    }
    switch (post.materials()) {
      case MaterialSource.Library library -> write(stored.putArray("tags"), library.tags());
      case MaterialSource.LocalFolder folder -> stored.put("folder", folder.path());
      case MaterialSource.Listed listed -> write(stored.putArray("listed"), listed.names());
    }
    switch (post.sound()) {
      case AddedSound.Untouched untouched -> stored.put("sound", "untouched");
      case AddedSound.Off off -> stored.put("sound", "off");
      case AddedSound.Recommended recommended -> stored.put("sound", "recommended");
      case AddedSound.Searched searched ->
          stored.put("sound", "searched").put("sound_keyword", searched.keyword());
    }
    stored
        .put("upload_wait", post.uploadWait().toSeconds())
        .put("sound_wait", post.soundWait().toSeconds())
        // A version before reads a volume in any case: it gets what it took for none.
        .put("original_volume", post.originalVolume().orElse(PostScript.USUAL_VOLUME))
        .put("original_volume_asked", post.originalVolume().isPresent())
        .put("added_volume", post.addedVolume().orElse(PostScript.USUAL_VOLUME))
        .put("added_volume_asked", post.addedVolume().isPresent())
        .put("product_link", post.productLink())
        .put("placement", post.placement().wireName());
  }

  private static PostScript post(JsonNode stored) {
    int images = stored.path("images").asInt();
    return new PostScript(
        images == 0 ? new PostContent.Video() : new PostContent.Images(images),
        stored.path("captions").asText(),
        way(stored),
        materials(stored),
        Duration.ofSeconds(stored.path("upload_wait").asLong()),
        sound(stored),
        Duration.ofSeconds(stored.path("sound_wait").asLong()),
        volume(stored, "original_volume"),
        volume(stored, "added_volume"),
        stored.path("product_link").asBoolean(),
        choice(stored, "placement", Placement::ofWireName));
  }

  /** A version before did not tell the usual volume from none. */
  private static Optional<Integer> volume(JsonNode stored, String name) {
    int percent = stored.path(name).asInt();
    return stored.path(name + "_asked").asBoolean(percent != PostScript.USUAL_VOLUME)
        ? Optional.of(percent)
        : Optional.empty();
  }

  private static PostWay way(JsonNode stored) {
    String way = stored.path("way").asText();
    return switch (way) {
      case "share" -> new PostWay.Share();
      case "addButton" -> new PostWay.AddButton();
      case "useSound" -> new PostWay.UseSound(stored.path("used_sound").asText());
      default -> throw new UnknownValue("way", way);
    };
  }

  private static MaterialSource materials(JsonNode stored) {
    if (stored.has("listed")) {
      return new MaterialSource.Listed(texts(stored.path("listed")));
    }
    return stored.has("folder")
        ? new MaterialSource.LocalFolder(stored.path("folder").asText())
        : new MaterialSource.Library(texts(stored.path("tags")));
  }

  private static AddedSound sound(JsonNode stored) {
    String sound = stored.path("sound").asText();
    return switch (sound) {
      case "untouched" -> new AddedSound.Untouched();
      case "off" -> new AddedSound.Off();
      case "recommended" -> new AddedSound.Recommended();
      case "searched" -> new AddedSound.Searched(stored.path("sound_keyword").asText());
      default -> throw new UnknownValue("sound", sound);
    };
  }

  private void write(ObjectNode stored, AccountWarmupScript warmup) {
    stored
        .put("duration", warmup.duration().toSeconds())
        .put("shortest_view", warmup.shortestView().toSeconds())
        .put("longest_view", warmup.longestView().toSeconds())
        .put("like", warmup.chances().like())
        .put("follow", warmup.chances().follow())
        .put("collect", warmup.chances().collect())
        .put("comment", warmup.chances().comment());
    write(stored.putArray("topics"), warmup.topics());
    warmup.comments().ifPresent(comments -> write(stored.putObject("comments"), comments));
    warmup.generation().ifPresent(generation -> write(stored.putObject("generation"), generation));
  }

  private AccountWarmupScript warmup(JsonNode stored) {
    return new AccountWarmupScript(
        Duration.ofSeconds(stored.path("duration").asLong()),
        texts(stored.path("topics")),
        Duration.ofSeconds(stored.path("shortest_view").asLong()),
        Duration.ofSeconds(stored.path("longest_view").asLong()),
        new Chances(
            stored.path("like").asDouble(),
            stored.path("follow").asDouble(),
            stored.path("collect").asDouble(),
            stored.path("comment").asDouble()),
        stored.has("comments") ? Optional.of(picker(stored.path("comments"))) : Optional.empty(),
        stored.has("generation") ? generation(stored.path("generation")) : Optional.empty());
  }

  private void write(ObjectNode stored, CommentGeneration generation) {
    stored
        .put("api_key", cipher.encrypt(generation.apiKey(), generation.baseUrl().toString()))
        .put("model", generation.model())
        .put("prompt", generation.prompt())
        .put("max_tokens", generation.maxTokens())
        .put("temperature", generation.temperature())
        .put("base_url", generation.baseUrl().toString())
        .put("emoji", generation.insertEmoji());
  }

  /** Without its key there is no generation: the task's own comments stand in, as when it fails. */
  private Optional<CommentGeneration> generation(JsonNode stored) {
    Optional<CommentGeneration> generation =
        cipher
            .decrypt(stored.path("api_key").asText(), stored.path("base_url").asText())
            .map(
                key ->
                    new CommentGeneration(
                        key,
                        stored.path("model").asText(),
                        stored.path("prompt").asText(),
                        stored.path("max_tokens").asInt(),
                        stored.path("temperature").asDouble(),
                        URI.create(stored.path("base_url").asText()),
                        stored.path("emoji").asBoolean()));
    if (generation.isEmpty()) {
      log.warn(
          "a stored API key was encrypted with another key than this server's, or for another"
              + " base_url; comments are not generated");
    }
    return generation;
  }

  private static void write(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Optional<String> text(JsonNode stored, String name) {
    return stored.has(name) ? Optional.of(stored.path(name).asText()) : Optional.empty();
  }
}
