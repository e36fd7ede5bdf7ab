package dev.drover.application.live;

import static dev.drover.application.live.LiveLab.focus;
import static dev.drover.application.live.LiveLab.unreachable;
import static dev.drover.application.live.LiveLab.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.live.LiveLab.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LivePicturesTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final LiveLab lab = new LiveLab(1);
  private final Person ann = new Person();
  private final Person bob = new Person();

  private LivePictures.Watching watch(Person who, View... views) {
    LivePictures.Watching watching = lab.pictures.watch(who);
    watching.show(List.of(views), Optional.empty());
    return watching;
  }

  @Test
  void nothing_is_opened_before_somebody_watches() {
    var _ = lab.pictures.watch(ann);
    lab.letPass(TEN_SECONDS);
    assertThat(lab.open).isEmpty();
    assertThat(lab.pictures.phones()).isZero();
  }

  @Test
  void pictures_come_as_often_as_is_wished() {
    watch(ann, view("A", 240, 2));
    lab.letPass(TEN_SECONDS);
    assertThat(lab.taken("A")).isBetween(19, 21);
    assertThat(ann.seen).hasSize(lab.taken("A"));
  }

  @Test
  void a_picture_is_taken_once_for_all_at_the_largest_wish() {
    watch(ann, view("A", 240, 1));
    watch(bob, view("A", 900, 4));
    lab.letPass(TEN_SECONDS);
    assertThat(lab.lastWish.values()).singleElement().matches(wish -> wish.width() == 900);
    assertThat(lab.taken("A")).isBetween(39, 41);
    assertThat(bob.seen).hasSize(lab.taken("A"));
    assertThat(ann.seen).as("no more than Ann wished").hasSizeBetween(9, 12);
    assertThat(bob.seen.stream().map(LivePicture::picture))
        .as("the very same pictures")
        .containsAll(ann.seen.stream().map(LivePicture::picture).toList());
  }

  @Test
  void a_source_is_closed_when_the_last_watcher_leaves() {
    LivePictures.Watching first = watch(ann, view("A", 240, 1));
    LivePictures.Watching second = watch(bob, view("A", 240, 1), view("B", 240, 1));
    lab.letPass(Duration.ofSeconds(1));
    first.close();
    lab.runBegun();
    assertThat(lab.open).containsExactlyInAnyOrder("A", "B");
    second.show(List.of(view("B", 240, 1)), Optional.empty());
    lab.runBegun();
    assertThat(lab.open).containsExactly("B");
    second.close();
    lab.runBegun();
    assertThat(lab.open).isEmpty();
    int before = lab.taken("B");
    lab.letPass(TEN_SECONDS);
    assertThat(lab.taken("B")).isEqualTo(before);
  }

  @Test
  void a_source_that_was_opened_while_the_last_watcher_left_is_closed() {
    LivePictures.Watching watching = watch(ann, view("A", 240, 1));
    lab.pictures.step();
    watching.close();
    lab.runBegun();
    assertThat(lab.open).isEmpty();
    assertThat(ann.seen).isEmpty();
  }

  @Test
  void the_rate_falls_evenly_when_the_budget_is_used_up() {
    lab.cost = Duration.ofMillis(50);
    View[] all = IntStream.range(0, 100).mapToObj(i -> view("P" + i, 240, 1)).toArray(View[]::new);
    watch(ann, all);
    lab.letPass(Duration.ofSeconds(5));
    lab.taken.clear();
    lab.letPass(Duration.ofSeconds(20));
    int sum = lab.taken.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(sum).as("20 s of one core at 50 ms a picture").isBetween(380, 420);
    assertThat(lab.taken.values()).as("each a fifth of a second").allMatch(n -> n >= 3 && n <= 5);
    assertThat(lab.taken).hasSize(100);
  }

  @Test
  void the_phone_in_focus_comes_first_and_the_wall_does_not_stand_still() {
    lab.cost = Duration.ofMillis(50);
    LivePictures.Watching watching = lab.pictures.watch(ann);
    List<View> views =
        IntStream.range(0, 100).mapToObj(i -> view("P" + i, 240, i == 0 ? 8 : 1)).toList();
    watching.show(views, focus("P0"));
    lab.letPass(Duration.ofSeconds(5));
    lab.taken.clear();
    lab.letPass(Duration.ofSeconds(20));
    assertThat(lab.taken("P0")).as("8 a second").isBetween(150, 161);
    assertThat(lab.taken("P7")).as("the rest of the core, by 99").isBetween(1, 4);
  }

  @Test
  void the_first_pictures_of_many_phones_stay_within_the_budget() {
    lab.cost = Duration.ofMillis(50);
    View[] all = IntStream.range(0, 100).mapToObj(i -> view("P" + i, 240, 1)).toArray(View[]::new);
    watch(ann, all);
    lab.letPass(Duration.ofSeconds(1));
    assertThat(ann.seen).as("a second's store, and a second").hasSizeLessThan(65);
  }

  @Test
  void a_failure_is_told_in_words_and_tried_again_later_each_time() {
    lab.failing.put("A", unreachable("phone A does not answer; check its cable"));
    watch(ann, view("A", 240, 8));
    lab.letPass(Duration.ofSeconds(20));
    assertThat(ann.problems).containsExactly("phone A does not answer; check its cable");
    assertThat(lab.open).as("closed between two attempts").isEmpty();
    watch(bob, view("A", 240, 1));
    assertThat(bob.problems).as("told at once").hasSize(1);
    lab.failing.clear();
    lab.letPass(Duration.ofSeconds(12));
    assertThat(ann.seen).isNotEmpty();
    assertThat(ann.problems).hasSize(1);
  }

  @Test
  void a_phone_that_came_back_is_tried_at_once() {
    lab.failing.put("A", unreachable("gone"));
    watch(ann, view("A", 240, 1));
    lab.letPass(Duration.ofSeconds(40));
    lab.failing.clear();
    lab.pictures.cameBack(view("A", 240, 1).serial());
    lab.letPass(Duration.ofMillis(2));
    assertThat(ann.seen).hasSize(1);
  }

  @Test
  void an_unexpected_failure_of_one_phone_leaves_the_others_alone() {
    lab.failing.put("A", new IllegalStateException("a mistake"));
    watch(ann, view("A", 240, 1), view("B", 240, 1));
    lab.letPass(TEN_SECONDS);
    assertThat(ann.problems)
        .singleElement()
        .asString()
        .contains("phone A")
        .doesNotContain("mistake");
    assertThat(lab.taken("B")).isBetween(9, 11);
  }

  @Test
  void a_phone_of_another_server_is_not_opened_and_the_server_is_named() {
    lab.elsewhere.put("A", "phone A belongs to the server node-2; watch it on that server's page");
    watch(ann, view("A", 240, 1));
    lab.letPass(Duration.ofSeconds(1));
    assertThat(ann.problems).singleElement().asString().contains("node-2");
    assertThat(lab.lastWish).isEmpty();
  }

  @Test
  @Timeout(20)
  void no_thread_is_left_when_nobody_watches() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CountDownLatch pictures = new CountDownLatch(3);
    LivePictures real =
        new LivePictures(
            _ -> Optional.empty(),
            lab::source,
            1,
            Clock.systemUTC(),
            System::nanoTime,
            taking -> threads.add(Thread.ofVirtual().start(taking)),
            pacing -> threads.add(Thread.ofVirtual().start(pacing)));
    for (int round = 0; round < 2; round++) {
      LivePictures.Watching watching =
          real.watch(
              new Person() {
                @Override
                public void picture(LivePicture picture) {
                  pictures.countDown();
                }
              });
      watching.show(List.of(view("A", 240, 30)), Optional.empty());
      pictures.await();
      watching.close();
      for (Thread thread : threads) {
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      }
    }
    assertThat(lab.open).isEmpty();
  }

  @Test
  void after_the_end_nothing_is_taken() {
    LivePictures.Watching watching = watch(ann, view("A", 240, 1));
    lab.letPass(Duration.ofSeconds(1));
    lab.pictures.close();
    assertThat(lab.open).isEmpty();
    watching.show(List.of(view("A", 240, 1)), Optional.empty());
    int before = lab.taken("A");
    lab.letPass(TEN_SECONDS);
    assertThat(lab.taken("A")).isEqualTo(before);
  }
}
