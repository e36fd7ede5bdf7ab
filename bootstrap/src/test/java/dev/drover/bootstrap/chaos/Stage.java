package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.chaos.Evidence.SeenPhone;
import dev.drover.bootstrap.chaos.PhoneFarm.Phone;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.RestartablePostgres;
import dev.drover.persistence.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** All that one scenario plays on: a database, phones, servers, clients, and those who watch. */
final class Stage implements AutoCloseable {
  /** The plan Pro's. */
  private static final int DEVICE_LIMIT = 20;

  /** Tasks that are left when the load ends are few; what takes longer is stuck. */
  private static final Duration QUIET = Duration.ofMinutes(2);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path homes;
  private final RestartablePostgres postgres;
  private final DatabaseAddress database;
  private final PhoneFarm farm;
  private final QueueRecord record;
  private final Load load;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final List<TcpProxy> networks = new ArrayList<>();
  private final long began = System.nanoTime();

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
    this.random = new Random(seed);
  }

  static Stage open(Path homes, RestartablePostgres postgres, int phones, long seed)
      throws Exception {
    DatabaseAddress database = postgres.freshDatabase("stage_" + COUNT.incrementAndGet());
    return new Stage(homes, postgres, database, PhoneFarm.start(phones), seed);
  }

  /** Starts a server that knows all the phones. */
  Node addNode(int graceSeconds) throws Exception {
    return addNode(database, graceSeconds);
  }

  private Node addNode(DatabaseAddress address, int graceSeconds) throws Exception {
    Path home = homes.resolve("node-" + COUNT.incrementAndGet());
    Node node = Node.start(home, address, farm.addresses(), graceSeconds);
    nodes.add(node);
    return node;
  }

  /** Starts a server with a network of its own between it and the database. */
  TcpProxy addFarNode() throws Exception {
    TcpProxy network = TcpProxy.before("127.0.0.1", postgres.port());
    networks.add(network);
    addNode(
        new DatabaseAddress(
            database.jdbcUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + network.port() + "/"),
            database.user(),
            database.password()),
        1);
    return network;
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
    load.end();
    record.awaitQuiet(QUIET);
    List<SeenPhone> phones = new ArrayList<>();
    for (Phone phone : farm.phones()) {
      phones.add(farm.seen(phone));
    }
    return Checker.check(
        new Evidence(
            record.tasks(),
            phones,
            load.acknowledged(),
            Set.of(),
            load.stops(),
            record.leased(),
            DEVICE_LIMIT,
            record.mostRunning()));
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    networks.forEach(TcpProxy::close);
    record.close();
    farm.close();
  }
}
