package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.virtualphone.config.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what the shipped profiles find on screens as some versions of the apps show them, in
 * several languages. The screens were made for this test: they contain only the elements in
 * question and what could be mistaken for them, in similar positions as in the apps. They are 1000
 * by 2000 pixels.
 */
@DisplayName("The shipped profiles")
class ShippedProfilesTest {
  @TempDir private Path none;

  private List<String> found(String app, String locale, String element, String... nodes)
      throws Exception {
    return shown(app, locale, nodes)
        .selector(element)
        .findAll(screen(nodes), "")
        .map(match -> match.nodes().stream().map(UiNode::describe).toList())
        .orElse(List.of());
  }

  private AppProfile shown(String app, String locale, String... nodes) {
    assertThat(nodes).isNotEmpty();
    return new AppProfiles(none, PhoneBench.APPS).profile(app).inLanguage(locale).orElseThrow();
  }

  private static UiTree screen(String... nodes) throws HierarchyUnreadable {
    return new HierarchyParser()
        .parse(
            "<hierarchy><node class=\"android.widget.FrameLayout\" bounds=\"[0,0][1000,2000]\">"
                + String.join("", nodes)
                + "</node></hierarchy>");
  }

  private static String node(String type, String bounds, String attributes) {
    return "<node class=\"android.widget.%s\" bounds=\"%s\" %s/>"
        .formatted(type, bounds, attributes);
  }

  private static String button(String description, String bounds) {
    return node("Button", bounds, "clickable=\"true\" content-desc=\"" + description + "\"");
  }

  @Test
  void the_heart_of_a_french_video_has_quotation_marks_around_its_word() throws Exception {
    for (String space : List.of(" ", "\u00a0", "\u202f")) {
      String words =
          "Attribuer un «%1$sJ'aime%1$s» à la vidéo. 34 «%1$sJ'aime%1$s»".formatted(space);
      assertThat(found("tiktok", "fr", "video.like_button", button(words, "[850,1200][1000,1300]")))
          .hasSize(1);
    }
  }

  @Test
  void the_buttons_of_a_video_are_called_otherwise_in_latin_america() throws Exception {
    Map<String, String> words =
        Map.of(
            "video.like_button", "Dar me gusta a un video. 48 me gusta",
            "video.comments_button", "Leer o agregar comentarios. 0 comentarios",
            "video.favorite_button", "Agrega o elimina este video de Favoritos.",
            "video.share_button", "Compartir un video. Compartir veces compartido");
    for (Map.Entry<String, String> one : words.entrySet()) {
      assertThat(
              found("tiktok", "es", one.getKey(), button(one.getValue(), "[900,1200][1000,1300]")))
          .as(one.getKey())
          .hasSize(1);
    }
  }

  @Test
  void the_tabs_of_a_french_bar_are_called_otherwise_in_later_versions() throws Exception {
    for (String friends : List.of("Amis", "Ami(e)s")) {
      assertThat(found("tiktok", "fr", "feed.friends_tab", button(friends, "[200,1850][400,1950]")))
          .hasSize(1);
    }
    for (String inbox : List.of("Messages", "Boîte de réception")) {
      assertThat(found("tiktok", "fr", "feed.inbox_tab", button(inbox, "[600,1850][800,1950]")))
          .hasSize(1);
    }
  }

  @Test
  void a_liked_video_may_show_it_by_its_picture_alone() throws Exception {
    String picture = "content-desc=\"J'aime\" selected=\"%s\"";
    String bounds = "[870,1200][980,1300]";

    assertThat(
            found(
                "tiktok",
                "fr",
                "video.liked_button",
                node("ImageView", bounds, picture.formatted(true))))
        .hasSize(1);
    assertThat(
            found(
                "tiktok",
                "fr",
                "video.liked_button",
                node("ImageView", bounds, picture.formatted(false))))
        .isEmpty();
  }

  @Test
  void a_video_of_which_nothing_is_said_is_not_described_by_the_bar_below_it() throws Exception {
    assertThat(
            found(
                "tiktok",
                "en",
                "video.description",
                node(
                    "Button",
                    "[30,1700][300,1750]",
                    "text=\"mila\" clickable=\"true\""
                        + " resource-id=\"com.zhiliaoapp.musically:id/title\""),
                node("TextView", "[80,1780][900,1810]", "text=\"Search · cakes\""),
                node("TextView", "[0,1900][200,1930]", "text=\"Home\"")))
        .isEmpty();
  }

  @Test
  void the_way_to_the_live_streams_is_no_way_back() throws Exception {
    assertThat(
            found(
                "tiktok",
                "en",
                "video.back_button",
                node("ImageView", "[0,100][140,200]", "clickable=\"true\"")))
        .isEmpty();
  }

  @Test
  void the_number_of_comments_stands_before_or_behind_its_word() throws Exception {
    String sheet = "[300,800][700,900]";
    assertThat(found("tiktok", "es", "comments.title", text("9 comentarios", sheet))).hasSize(1);
    assertThat(found("tiktok", "es", "comments.title", text("Comentarios 9", sheet))).hasSize(1);
    assertThat(found("tiktok", "fr", "comments.title", text("1,2\u00a0K commentaires", sheet)))
        .hasSize(1);
    assertThat(found("tiktok", "es", "comments.title", text("Comentarios", sheet))).isEmpty();
  }

  @Test
  void large_numbers_of_comments_are_abbreviated_in_each_languages_way() throws Exception {
    for (List<String> said :
        List.of(
            List.of("de", "1.234 Kommentare"),
            List.of("de", "1,2 Mio. Kommentare"),
            List.of("pt", "1,2\u00a0mil comentários"),
            List.of("id", "1,2 rb komentar"),
            List.of("vi", "1,2N bình luận"),
            List.of("ru", "1,2\u00a0тыс. комментариев"),
            List.of("ru", "Комментарии: 12"),
            List.of("ja", "1.2万件のコメント"))) {
      String sheet = text(said.getLast(), "[300,800][700,900]");
      for (String locale : List.of(said.getFirst(), "en")) {
        assertThat(found("tiktok", locale, "comments.title", sheet)).as(said + locale).hasSize(1);
      }
    }
  }

  @Test
  void whom_one_follows_stands_before_or_behind_the_word() throws Exception {
    for (List<String> said :
        List.of(
            List.of("en", "Follow mila"),
            List.of("en", "mila Follow"),
            List.of("de", "mila folgen"),
            List.of("ja", "milaさんをフォロー"),
            List.of("ru", "Подписаться на mila"))) {
      String button = button(said.getLast(), "[870,900][980,1000]");
      assertThat(found("tiktok", said.getFirst(), "video.follow_button", button))
          .as(said.toString())
          .hasSize(1);
    }
  }

  @Test
  void phones_may_name_indonesian_by_its_old_code() {
    AppProfile profile = new AppProfiles(none, PhoneBench.APPS).profile("tiktok");

    assertThat(profile.inLanguage("in_ID").orElseThrow().locale()).isEqualTo("id");
    assertThat(profile.inLanguage("inh-RU")).isEmpty();
  }

  @Test
  void each_app_has_every_label_in_every_language() throws Exception {
    for (String app : List.of("tiktok", "instagram")) {
      AppProfile profile = shown(app, "en", "any");
      assertThat(profile.locales())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Language.values()).map(Language::tag).toList());
      for (String locale : profile.locales()) {
        assertThat(profile.labels(locale))
            .as(app + " " + locale)
            .hasSameSizeAs(profile.labels("en"));
        assertThat(profile.labels(locale).values()).as(app + " " + locale).doesNotContain("");
      }
    }
  }

  private static String text(String text, String bounds) {
    return node("TextView", bounds, "text=\"" + text + "\"");
  }

  @Test
  void the_row_above_the_keyboard_sends_a_comment_and_not_the_one_that_it_covers()
      throws Exception {
    String above = button("Post comment", "[850,1000][950,1080]");

    assertThat(
            found(
                "tiktok",
                "en",
                "comments.send_button",
                button("Post comment", "[850,1800][950,1880]"),
                above))
        .containsExactly("Button (Post comment) [850,1000][950,1080]");
    assertThat(
            found(
                "tiktok",
                "en",
                "comments.send_button",
                button("Post comment", "[850,1800][950,1880]")))
        .hasSize(1);
  }

  @Test
  void the_button_of_a_followed_user_is_told_from_the_counter_of_the_same_name() throws Exception {
    assertThat(
            found(
                "tiktok",
                "fr",
                "profile.following_button",
                text("Suivis", "[40,450][120,490]"),
                text("Suivis ", "[680,500][820,590]")))
        .containsExactly("TextView \"Suivis\" [680,500][820,590]");
  }

  @Test
  void the_cameras_word_for_posting_is_not_the_button_that_posts() throws Exception {
    assertThat(found("tiktok", "en", "post.post_button", text("POST", "[420,1800][580,1880]")))
        .isEmpty();
    assertThat(
            found(
                "tiktok",
                "en",
                "post.post_button",
                node("EditText", "[40,400][960,700]", "text=\"Add a description\""),
                text("Post", "[520,1800][960,1880]")))
        .hasSize(1);
    assertThat(
            found(
                "tiktok",
                "en",
                "post.post_button",
                node("Button", "[800,100][960,180]", "text=\"Post\" clickable=\"true\""),
                node("EditText", "[40,400][960,700]", "text=\"Add a description\"")))
        .hasSize(1);
  }

  @Test
  void the_last_picture_of_the_camera_may_lie_in_the_corner_on_the_left() throws Exception {
    String id = "clickable=\"true\" resource-id=\"com.zhiliaoapp.musically:id/ymg\"";
    assertThat(
            found(
                "tiktok",
                "en",
                "camera.upload_button",
                node("FrameLayout", "[0,1800][200,1980]", id)))
        .hasSize(1);
    assertThat(
            found(
                "tiktok", "en", "camera.close_button", button("@2131888272", "[30,150][140,260]")))
        .hasSize(1);
  }

  @Test
  void tiktok_asks_for_the_contacts_in_several_ways() throws Exception {
    for (String question :
        List.of(
            "To connect with people you know on TikTok, allow access.",
            "TikTok is more fun with friends. By syncing your contacts you find them.")) {
      UiTree asked =
          screen(
              text(question, "[200,900][800,1000]"),
              node("Button", "[200,1100][500,1200]", "text=\"Don’t allow\" clickable=\"true\""));
      ProfileReport report =
          ProfileReport.of(shown("tiktok", "en", question), asked, Optional.empty(), Set.of());
      assertThat(report.obstacles()).hasSize(1).first().asString().contains("asks for contacts");
    }
  }

  @Test
  void a_chinese_video_is_put_among_the_favourites_in_two_wordings() throws Exception {
    for (String words : List.of("将此视频添加到或移出收藏。", "将此视频添加到收藏或从收藏中移除。")) {
      assertThat(
              found(
                  "tiktok", "zh", "video.favorite_button", button(words, "[850,1500][1000,1600]")))
          .hasSize(1);
    }
  }

  @Test
  void a_comment_is_not_taken_for_a_caption() throws Exception {
    String comment =
        node(
            "AutoCompleteTextView",
            "[150,1000][850,1100]",
            "text=\"Add a comment for mila\""
                + " resource-id=\"com.instagram.android:id/layout_comment_thread_edittext\"");
    String caption =
        node("AutoCompleteTextView", "[30,400][970,600]", "text=\"Sourdough, at last\"");
    String share =
        node("FrameLayout", "[520,1800][960,1900]", "content-desc=\"Share\" clickable=\"true\"");

    assertThat(found("instagram", "en", "post.description_field", comment)).isEmpty();
    assertThat(found("instagram", "en", "post.description_field", caption, share)).hasSize(1);
  }

  @Test
  void what_unfolds_a_caption_is_not_the_caption() throws Exception {
    assertThat(
            found(
                "instagram",
                "en",
                "video.description",
                "<node class=\"android.view.ViewGroup\" bounds=\"[30,1700][600,1760]\""
                    + " resource-id=\"com.instagram.android:id/clips_caption_component\">"
                    + "<node class=\"android.view.ViewGroup\" bounds=\"[30,1700][600,1760]\""
                    + " content-desc=\"See more\" clickable=\"true\"/></node>"))
        .isEmpty();
  }

  @Test
  void a_post_has_its_author_above_it_and_is_saved_below_it() throws Exception {
    String author =
        node(
            "Button",
            "[130,200][900,340]",
            "text=\"mila\" clickable=\"true\""
                + " resource-id=\"com.instagram.android:id/row_feed_photo_profile_name\"");

    assertThat(found("instagram", "en", "video.author", author)).hasSize(1);
    for (var said :
        List.of(
            List.of("en", "Add to Saved"),
            List.of("fr", "Ajouter aux enregistrements"),
            List.of("es", "Agregar a elementos guardados"))) {
      assertThat(
              found(
                  "instagram",
                  said.getFirst(),
                  "video.favorite_button",
                  button(said.getLast(), "[870,1400][990,1500]")))
          .as(said.toString())
          .hasSize(1);
    }
  }

  @Test
  void whoever_is_asked_for_papers_or_an_update_needs_a_person() throws Exception {
    for (String app : List.of("tiktok", "instagram")) {
      for (List<String> asked :
          List.of(
              List.of("Verify your identity", "Take a selfie with your photo ID", "owner"),
              List.of("Confirmez votre identité", "Carte d’identité ou passeport", "owner"),
              List.of("Verifica tu edad", "Introduce tu fecha de nacimiento", "owner"),
              List.of("验证你的身份", "请上传身份证照片", "owner"),
              List.of("Update required", "Update", "without an update"),
              List.of("Mise à jour requise", "Mettre à jour", "without an update"),
              List.of("Actualización obligatoria", "Actualizar ahora", "without an update"),
              List.of("需要更新", "立即更新", "without an update"),
              List.of("Bestätige deine Identität", "Selfie mit deinem Ausweis", "owner"),
              List.of("Verifique sua identidade", "Carteira de identidade ou passaporte", "owner"),
              List.of("Verifikasi identitas Anda", "Unggah KTP atau paspor", "owner"),
              List.of("Xác minh danh tính của bạn", "Căn cước hoặc hộ chiếu", "owner"),
              List.of("Подтвердите свою личность", "Загрузите паспорт", "owner"),
              List.of("身元を確認してください", "身分証をアップロード", "owner"),
              List.of("Update erforderlich", "Jetzt aktualisieren", "without an update"),
              List.of("Atualização obrigatória", "Atualizar agora", "without an update"),
              List.of("Pembaruan diperlukan", "Perbarui", "without an update"),
              List.of("Cần cập nhật", "Cập nhật ngay", "without an update"),
              List.of("Требуется обновление", "Обновить", "without an update"),
              List.of("アップデートが必要です", "アップデート", "without an update"))) {
        String button = "clickable=\"true\" text=\"" + asked.get(1) + "\"";
        UiTree screen =
            screen(
                text(asked.getFirst(), "[100,500][900,600]"),
                node("Button", "[100,900][900,1000]", button));
        for (String locale : List.of("en", "es")) {
          assertThat(shown(app, locale, button).blockingOn(screen))
              .as(app + " " + locale + " " + asked)
              .map(BlockingRule::says)
              .hasValueSatisfying(says -> assertThat(says).contains(asked.getLast()));
        }
      }
    }
  }

  @Test
  void an_update_that_can_be_put_off_blocks_nothing() throws Exception {
    UiTree offer =
        screen(
            text("Update required soon", "[100,500][900,600]"),
            node("Button", "[100,900][900,1000]", "text=\"Update\" clickable=\"true\""),
            node("Button", "[100,1100][900,1200]", "text=\"Not now\" clickable=\"true\""));

    for (String app : List.of("tiktok", "instagram")) {
      assertThat(shown(app, "en", "offer").blockingOn(offer)).isEmpty();
    }
  }
}
