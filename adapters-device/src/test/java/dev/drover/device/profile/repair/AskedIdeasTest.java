package dev.drover.device.profile.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.application.port.device.ProfileRepairs.Repair;
import dev.drover.application.port.device.ProfileRepairs.Request;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.port.device.RepairIdeas.Idea;
import dev.drover.application.port.device.RepairIdeas.NoIdeas;
import dev.drover.application.port.device.RepairIdeas.Question;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what becomes of what somebody says who is not trusted. */
class AskedIdeasTest {
  private static final String SCREEN =
      """
      <?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation="0">
      <node class="android.widget.FrameLayout" package="com.zhiliaoapp.musically" bounds="[0,0][1000,2000]">
      <node text="Following" class="android.widget.TextView" package="com.zhiliaoapp.musically" bounds="[100,700][300,750]"/>
      <node text="@ann" class="android.widget.TextView" package="com.zhiliaoapp.musically" bounds="[300,400][700,450]"/>
      <node text="Keep up" class="android.widget.Button" package="com.zhiliaoapp.musically" clickable="true" bounds="[100,900][450,1000]"/>
      <node text="my own draft" class="android.widget.EditText" package="com.zhiliaoapp.musically" clickable="true" bounds="[100,1100][450,1200]"/>
      <node text="A very long text that somebody has written about everything and more" class="android.widget.TextView" package="com.zhiliaoapp.musically" bounds="[100,1300][900,1400]"/>
      </node></hierarchy>
      """;

  @TempDir private Path home;
  private final List<Question> asked = new ArrayList<>();

  private Repair repair(RepairIdeas ideas) throws Exception {
    return new TrialRepairs(new AppProfiles(home, PhoneBench.APPS))
        .propose(
            new Request(
                SCREEN,
                Optional.of("tiktok"),
                "profile.follow_button",
                Optional.of("Keep up"),
                Optional.empty(),
                Optional.of("en"),
                List.of(),
                Optional.of(
                    question -> {
                      asked.add(question);
                      return ideas.ideas(question);
                    }),
                () -> false));
  }

  private static Idea idea(String... parts) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      all.put(parts[i], parts[i + 1]);
    }
    return new Idea(all);
  }

  private static List<String> ofModel(Repair repair) {
    return repair.proposals().stream()
        .filter(one -> one.origin() == Origin.MODEL)
        .map(Proposal::candidate)
        .toList();
  }

  @Test
  void an_idea_is_tried_as_all_others_and_marked() throws Exception {
    Repair repair = repair(_ -> List.of(idea("text-contains", "eep u", "clickable", "true")));

    assertThat(ofModel(repair)).containsExactly("{text-contains: eep u, clickable: true}");
    assertThat(repair.proposals().stream().map(Proposal::origin)).contains(Origin.TRIAL);
    assertThat(repair.notes()).contains("ideas of the model: 1; they were tried as all others");
  }

  @Test
  void what_finds_another_thing_than_the_meant_one_is_not_proposed() throws Exception {
    Repair repair = repair(_ -> List.of(idea("text", "@ann"), idea("text", "nowhere")));

    assertThat(ofModel(repair)).isEmpty();
    assertThat(repair.proposals()).isNotEmpty();
  }

  @Test
  void what_no_profile_can_say_is_left_out_with_a_remark() throws Exception {
    Repair repair =
        repair(
            _ ->
                List.of(
                    idea("text", "Keep up\"}\nlabels: {", "class", "Button"),
                    idea("tap", "yes"),
                    idea("text: Keep up}\npackages", "x"),
                    idea("text-regex", "(((K.{9}){999}){999}){999}"),
                    idea("text-regex", "(("),
                    idea("below", "profile.follow_button"),
                    idea("below", "no.such_element"),
                    idea("region", "here")));

    assertThat(ofModel(repair)).isEmpty();
    assertThat(repair.proposals()).isNotEmpty();
    assertThat(repair.notes())
        .anyMatch(note -> note.startsWith("ideas of the model: 8, 7 of which are nothing"));
  }

  @Test
  void a_model_that_fails_leaves_the_other_proposals_with_a_remark() throws Exception {
    Repair none =
        repair(
            _ -> {
              throw new NoIdeas("the endpoint is\naway");
            });
    Repair broken =
        repair(
            _ -> {
              throw new IllegalStateException("a defect");
            });

    assertThat(none.proposals()).isNotEmpty();
    assertThat(none.notes()).contains("the model gave no ideas: the endpoint is away");
    assertThat(broken.proposals()).hasSameSizeAs(none.proposals());
    assertThat(broken.notes())
        .contains("the model gave no ideas: asking it failed; the server's log says why");
  }

  @Test
  void only_the_structure_with_short_texts_is_told() throws Exception {
    repair(_ -> List.of());

    Question question = asked.getFirst();
    assertThat(question.element()).isEqualTo("profile.follow_button");
    assertThat(question.former()).anyMatch(one -> one.contains("<follow>"));
    assertThat(question.screen())
        .contains("Button text=\"Keep up\" clickable [100,900][450,1000]\n")
        .doesNotContain("my own draft")
        .doesNotContain("everything and more");
  }
}
