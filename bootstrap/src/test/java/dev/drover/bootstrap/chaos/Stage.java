package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.Evidence.Recovery;
import dev.drover.bootstrap.chaos.Evidence.SeenLoop;
import dev.drover.bootstrap.chaos.Evidence.SeenPhone;
import dev.drover.bootstrap.chaos.Node.Means;
import dev.drover.bootstrap.chaos.PhoneFarm.Phone;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RestartablePostgres;
import dev.drover.persistence.testing.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of one scenario: a database, phones, servers, clients and observers. */
final class Stage implements AutoCloseable {
  /** The plan Pro's. */
  private static final int DEVICE_LIMIT = 20;

  /** Tasks that are left when the load ends are few; what takes longer is stuck. */
  private static final Duration QUIET = Duration.ofMinutes(2);

  /** Within this time a phone that is well again does something new. */
  private static final Duration THROUGH = Duration.ofSeconds(60);

  private static final long COMPLETED = 2;
  private static final Optional<Long> FAILED = Optional.of(3L);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path homes;
  private final RestartablePostgres postgres;
  private final DatabaseAddress database;
  private final PhoneFarm farm;
  private final QueueRecord record;
  private final Load load;
  private final Sessions sessions;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final List<TcpProxy> networks = new ArrayList<>();
  private final List<StatementNetwork> statementNetworks = new ArrayList<>();
  private final List<PhoneFarm> otherFarms = new ArrayList<>();
  private final List<SeenPhone> seenBeside = new ArrayList<>();
  private final List<String> silences = new CopyOnWriteArrayList<>();
  private final Loops loops = new Loops();
  private final List<SeenLoop> seenLoops = new ArrayList<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private final long began = System.nanoTime();

  private int elsewhere;
  private Duration latest = Duration.ofDays(1);

  final Random random;

  private Stage(
      Path homes,
      RestartablePostgres postgres,
      DatabaseAddress database,
      PhoneFarm farm,
      long seed) {
    this.homes = homes;
    this.postgres = postgres;
    this.database = database;
    this.farm = farm;
    this.record = new QueueRecord(database);
    this.load = new Load(nodes, record, seed);
    this.sessions = new Sessions(nodes, seed);
    this.random = new Random(seed);
  }

  static Stage open(Path homes, RestartablePostgres postgres, int phones, long seed)
      throws Exception {
    DatabaseAddress database = postgres.freshDatabase("stage_" + COUNT.incrementAndGet());
    return new Stage(homes, postgres, database, PhoneFarm.start(phones), seed);
  }

  /** Starts a server that knows all the phones. */
  Node addNode(int graceSeconds) throws Exception {
    return addNode(database, graceSeconds, Means.USUAL);
  }

  /** Starts a server that knows all the phones, and has this to live on. */
  Node addNode(Means means) throws Exception {
    return addNode(database, 1, means);
  }

  private Node addNode(DatabaseAddress address, int graceSeconds, Means means) throws Exception {
    Path home = homes.resolve("node-" + COUNT.incrementAndGet());
    Node node = Node.start(home, address, addresses(), graceSeconds, means);
    nodes.add(node);
    return node;
  }

  /** Starts a server with a network of its own between it and the database. */
  TcpProxy addFarNode() throws Exception {
    TcpProxy network = TcpProxy.before("127.0.0.1", postgres.port());
    networks.add(network);
    addNode(behind(network.port()), 1, Means.USUAL);
    return network;
  }

  /** Starts a server whose statements go through such a network. */
  StatementNetwork addNodeBehind(StatementNetwork.Rule rule) throws Exception {
    StatementNetwork network = StatementNetwork.before(postgres.port(), rule);
    statementNetworks.add(network);
    addNode(behind(network.port()), 1, Means.USUAL);
    return network;
  }

  private DatabaseAddress behind(int port) {
    return new DatabaseAddress(
        database.jdbcUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/"),
        database.user(),
        database.password());
  }

  /** The phones, and those that came later. */
  private String addresses() {
    return Stream.concat(Stream.of(farm), otherFarms.stream())
        .map(PhoneFarm::addresses)
        .collect(Collectors.joining(","));
  }

  /** Switches phones on that servers which are started from now on know too. */
  PhoneFarm addPhones(int count, String serial, String... options) throws IOException {
    PhoneFarm more = PhoneFarm.start(count, serial, options);
    otherFarms.add(more);
    return more;
  }

  /** Says that no server freezes and no phone stalls here: what is late is later than it may be. */
  void nothingIsLate() {
    latest = Duration.ZERO;
  }

  /** Notes that so many tasks were acknowledged to others than {@link Load}. */
  void acknowledgedElsewhere(int tasks) {
    elsewhere += tasks;
  }

  /** Looks that tasks which were acknowledged to others are there; there may be more. */
  void acknowledgedElsewhereAreThere(String serial) {
    Optional<Long> there = record.number("SELECT count(*) FROM task WHERE serial = ?", serial);
    if (there.isPresent() && there.get() < elsewhere) {
      throw new AssertionError(
          elsewhere + " tasks were acknowledged, of which " + there.get() + " are there");
    }
  }

  /** Forgets the tasks that were acknowledged to others, which are not to run. */
  void forgetElsewhere(String serial) throws SQLException {
    record.deleteTasksOf(serial);
    elsewhere = 0;
  }

  /** Notes what had no answer. */
  void silent(String what) {
    silences.add(what);
  }

  /** Notes a phone that is to be judged beside the others. */
  void seen(SeenPhone phone) {
    seenBeside.add(phone);
  }

  List<Node> nodes() {
    return nodes;
  }

  RestartablePostgres postgres() {
    return postgres;
  }

  PhoneFarm farm() {
    return farm;
  }

  QueueRecord record() {
    return record;
  }

  Load load() {
    return load;
  }

  Sessions sessions() {
    return sessions;
  }

  List<String> serials() {
    return farm.phones().stream().map(Phone::serial).toList();
  }

  /** Lets some time pass, by chance. */
  void pass(int shortestMillis, int longestMillis) {
    pass(Duration.ofMillis(random.nextInt(shortestMillis, longestMillis + 1)));
  }

  static void pass(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Ends the load, lets the servers finish, and judges what was seen. */
  List<Violation> judge() throws Exception {
    sessions.end();
    load.end();
    record.awaitQuiet(QUIET);
    recoveries.addAll(recoveries(serials()));
    List<SeenPhone> phones = new ArrayList<>(seenBeside);
    for (Phone phone : farm.phones()) {
      phones.add(farm.seen(phone));
    }
    lookAtLoops();
    return Checker.check(
        new Evidence(
            record.tasks(),
            phones,
            load.acknowledged(),
            Set.of(),
            load.stops(),
            record.leased(),
            DEVICE_LIMIT,
            record.mostRunning(),
            latest,
            seenLoops,
            recoveries,
            silences,
            sessions.seen()));
  }

  /** Asks the servers for their loops; one that has ended has none, and is to be up now. */
  void lookAtLoops() throws IOException, InterruptedException {
    for (Node node : nodes) {
      if (node.process().isAlive()) {
        seenLoops.addAll(loops.of(node));
      } else {
        silent("server " + node.id() + " has ended: " + node.lastLine());
      }
    }
  }

  /** Has these phones do something new, while all is not well yet. */
  void sendThrough(List<String> phones) throws InterruptedException, ExecutionException {
    recoveries.addAll(recoveries(phones));
  }

  private List<Recovery> recoveries(List<String> phones)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Recovery>> all = new ArrayList<>();
      for (String serial : phones) {
        Random own = new Random(random.nextLong());
        all.add(threads.submit(() -> recovery(serial, own)));
      }
      List<Recovery> found = new ArrayList<>();
      for (Future<Recovery> one : all) {
        found.add(one.get());
      }
      return found;
    }
  }

  /** A task may still find what an earlier one left; one of those that follow gets through. */
  private Recovery recovery(String serial, Random own) throws IOException, InterruptedException {
    long end = System.nanoTime() + THROUGH.toNanos();
    List<String> tried = new ArrayList<>();
    while (System.nanoTime() < end) {
      try {
        long id = load.probe(serial, own, Duration.ofNanos(end - System.nanoTime()));
        boolean done =
            record.await(
                Duration.ofNanos(end - System.nanoTime()),
                "SELECT status FROM task WHERE id = ?",
                COMPLETED,
                () -> record.number("SELECT status FROM task WHERE id = ?", id).equals(FAILED),
                id);
        tried.add(record.told(id));
        if (done) {
          return new Recovery(serial, true, String.join(", ", tried));
        }
      } catch (AssertionError refused) {
        tried.add(String.valueOf(refused.getMessage()));
      }
    }
    return new Recovery(serial, false, String.join(", ", tried));
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    networks.forEach(TcpProxy::close);
    for (StatementNetwork network : statementNetworks) {
      network.close();
    }
    record.close();
    farm.close();
    for (PhoneFarm other : otherFarms) {
      other.close();
    }
  }
}
