package dev.drover.device.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.flow.follow.FollowFlow;
import dev.drover.device.flow.follow.UnfollowFlow;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.program.ProgramScript;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {
  private static final Script FOLLOW = new FollowScript(new Username("carla"), AccessMethod.DIRECT);

  /** Another flow for a script that has a built-in flow. */
  public static final class RivalFlow implements Flow<FollowScript> {
    @Override
    public Class<FollowScript> script() {
      return FollowScript.class;
    }

    @Override
    public AttemptResult run(FollowScript script, FlowContext context) {
      return new AttemptResult.Succeeded(Outcome.NO_EFFECT, Optional.empty());
    }
  }

  /** A flow for a script without a built-in flow, as a plug-in has it. */
  public static final class PluginFlow implements Flow<UnreadableScript> {
    @Override
    public Class<UnreadableScript> script() {
      return UnreadableScript.class;
    }

    @Override
    public AttemptResult run(UnreadableScript script, FlowContext context) {
      return new AttemptResult.Succeeded(Outcome.NO_EFFECT, Optional.empty());
    }
  }

  @TempDir private Path folder;

  @Test
  void every_built_in_script_and_programs_have_a_flow_that_comes_by_the_service_loader() {
    Flows flows = Flows.load(Flows.class.getClassLoader());

    assertThat(flows.scripts())
        .hasSize(ScriptTypes.builtIn().all().size() + 1)
        .contains(
            ProgramScript.class,
            PostScript.class,
            FollowScript.class,
            UnfollowScript.class,
            CommentScript.class,
            AccountWarmupScript.class);
    assertThat(flows.of(FOLLOW)).containsInstanceOf(FollowFlow.class);
  }

  @Test
  void a_plug_ins_class_loader_adds_its_flows() throws Exception {
    try (URLClassLoader plugin = pluginWith(PluginFlow.class.getName())) {
      Flows flows = Flows.load(plugin);

      assertThat(flows.of(new UnreadableScript("like", ""))).containsInstanceOf(PluginFlow.class);
      assertThat(flows.of(FOLLOW)).containsInstanceOf(FollowFlow.class);
    }
  }

  @Test
  void two_flows_for_one_script_are_refused_by_both_their_names() throws Exception {
    try (URLClassLoader plugin = pluginWith(RivalFlow.class.getName())) {
      assertThatThrownBy(() -> Flows.load(plugin))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(FollowFlow.class.getName())
          .hasMessageContaining(RivalFlow.class.getName())
          .hasMessageContaining("remove one of them");
    }
  }

  @Test
  void a_flow_that_can_not_be_loaded_is_named() throws Exception {
    try (URLClassLoader plugin = pluginWith("com.example.NoSuchFlow")) {
      assertThatThrownBy(() -> Flows.load(plugin))
          .isInstanceOf(ServiceConfigurationError.class)
          .hasMessageContaining("com.example.NoSuchFlow");
    }
  }

  @Test
  void a_flow_that_several_class_loaders_found_counts_once() {
    Flows flows = new Flows(List.of(new FollowFlow(), new UnfollowFlow(), new FollowFlow()));

    assertThat(flows.scripts()).hasSize(2);
  }

  @Test
  void a_script_that_no_flow_does_has_none() {
    assertThat(new Flows(List.of(new UnfollowFlow())).of(FOLLOW)).isEmpty();
  }

  private URLClassLoader pluginWith(String flow) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Flow.class.getName()), flow + "\n");
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, FlowsTest.class.getClassLoader());
  }
}
