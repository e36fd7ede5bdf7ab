package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the published pages of the TikMatrix local API say, tried claim by claim on one server. A
 * client that was written by these pages notices no difference, but for what docs/compatibility.md
 * lists.
 */
@ExtendWith(RealPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@Order(5)
class VendorPagesTest {
  private Farm farm;

  @BeforeAll
  void start(@TempDir Path folder, DatabaseAddress database) throws Exception {
    farm = new Farm(folder, database);
  }

  @AfterAll
  void stop() {
    farm.close();
  }

  @TestFactory
  Stream<DynamicNode> overview() {
    return Stream.of(
        section("response format and codes", OverviewPage.responseFormat()),
        section("quick start", OverviewPage.quickStart()),
        section("states of a task", OverviewPage.states()),
        section("scripts that are refused", OverviewPage.scriptsThatAreRefused()),
        section("names of scripts as filters", OverviewPage.scriptNamesAsFilters()),
        dynamicContainer(
            "names of scripts", OverviewPage.SCRIPT_NAMES.stream().map(this::knownScript)));
  }

  @TestFactory
  Stream<DynamicNode> task_management() {
    return Stream.of(
        section("targets", TaskManagementPage.targets()),
        section("enable_multi_account", TaskManagementPage.multiAccount()),
        section("start time and intervals", TaskManagementPage.scheduling()),
        section("list", TaskManagementPage.list()),
        section("details, deletion, retry, statistics", TaskManagementPage.details()),
        section("tasks that are not there", TaskManagementPage.unknownTasks()));
  }

  @TestFactory
  Stream<DynamicNode> script_pages() {
    return Stream.of(
        dynamicContainer("defaults", Defaults.on(farm)),
        section("post: content", PostPage.content()),
        section("post: material", PostPage.material()),
        section("post: waiting and sound", PostPage.waitingAndSound()),
        section("post: what one app has", PostPage.ofOneApp()),
        section("post: examples", PostPage.examples()),
        section("follow", FollowPage.parameters("follow")),
        section("unfollow", FollowPage.parameters("unfollow")),
        section("comment: parameters", CommentPage.parameters()),
        section("comment: addresses", CommentPage.addresses()),
        section("comment: targets", CommentPage.targets()),
        section("account_warmup: durations", WarmupPage.durations()),
        section("account_warmup: probabilities", WarmupPage.probabilities()),
        section("account_warmup: comments", WarmupPage.comments()),
        section("account_warmup: language model", WarmupPage.languageModel()),
        section("account_warmup: examples", WarmupPage.examples()));
  }

  @TestFactory
  Stream<DynamicNode> accounts() {
    return Stream.of(
        section("filters", AccountsPage.filters()),
        section("objects", AccountsPage.objects()),
        section("phones and materials", AccountsPage.phones()));
  }

  @TestFactory
  Stream<DynamicNode> clients() {
    return Stream.of(
        dynamicContainer("conversations", Clients.conversations(farm)),
        dynamicContainer("content types that are refused", Clients.refused(farm)),
        Clients.everyLocalhost(farm));
  }

  @TestFactory
  Stream<DynamicTest> flows() {
    return new Flows(farm).all();
  }

  private DynamicNode section(String name, List<Claim> claims) {
    return dynamicContainer(name, claims.stream().map(claim -> claim.on(farm)));
  }

  /** A name of the pages is supported, or refused by 40003: never an unknown name. */
  private DynamicTest knownScript(String name) {
    return dynamicTest(
        name,
        () -> {
          List<String> supported = new ArrayList<>();
          for (JsonNode script : farm.api().get("/scripts").data().path("scripts")) {
            supported.add(script.path("name").asText());
          }
          assertThat(supported).contains("post", "follow", "unfollow", "comment", "account_warmup");
          if (!supported.contains(name)) {
            Api.Answer answer =
                farm.api()
                    .post(
                        "/task",
                        "{\"serials\": [\"device_serial_1\"], \"script_name\": \""
                            + name
                            + "\", \"script_config\": {}}");
            assertThat(answer.code()).isEqualTo(40003);
            assertThat(answer.message()).contains(name).doesNotContain("there is no script");
          }
        });
  }
}
