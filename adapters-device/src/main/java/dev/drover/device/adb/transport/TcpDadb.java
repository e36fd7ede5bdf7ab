package dev.drover.device.adb.transport;

import dadb.AdbConnection;
import dadb.AdbException;
import dadb.AdbKeyPair;
import dadb.AdbShellResponse;
import dadb.AdbShellStream;
import dadb.AdbStream;
import dadb.AdbSyncStream;
import dadb.Dadb;
import dadb.InstallResult;
import dadb.RootResult;
import dadb.SyncResult;
import dadb.UninstallResult;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import okio.Sink;
import okio.Source;

/**
 * A connection straight to a phone, over a socket of our own. It refuses messages that are longer
 * than the protocol allows, and never receives files. It is made on first use, and only once. Safe
 * for use by any thread.
 */
public final class TcpDadb implements Dadb {
  private static final long WRITE_MILLIS = 10_000;

  private final String host;
  private final int port;
  private final AdbKeyPair key;
  private final int connectMillis;

  private volatile Optional<LimitedSocket> socket = Optional.empty();
  private Optional<AdbConnection> connection = Optional.empty();

  public TcpDadb(String host, int port, AdbKeyPair key, int connectMillis) {
    this.host = host;
    this.port = port;
    this.key = key;
    this.connectMillis = connectMillis;
  }

  private static final class LimitedSocket extends Socket {
    private Optional<MessageLimit> limit = Optional.empty();

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (limit.isEmpty()) {
        limit = Optional.of(new MessageLimit(super.getInputStream()));
      }
      return limit.get();
    }

    synchronized void startCall() {
      limit.ifPresent(MessageLimit::startCall);
    }
  }

  private synchronized AdbConnection connection() throws IOException {
    if (connection.isEmpty()) {
      LimitedSocket made = new LimitedSocket();
      socket = Optional.of(made);
      made.connect(new InetSocketAddress(host, port), connectMillis);
      // Without this, a small message waits for the delayed acknowledgement of the message before
      // it.
      made.setTcpNoDelay(true);
      connection = Optional.of(AdbConnection.Companion.connect(made, key, WRITE_MILLIS));
    }
    return connection.get();
  }

  /** Resets the limit on what the phone may send. Call it between calls only. */
  public void startCall() {
    socket.ifPresent(LimitedSocket::startCall);
  }

  @Override
  public AdbStream open(String service) throws AdbException {
    try {
      return connection().open(service);
    } catch (AdbException refused) {
      throw refused;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public boolean supportsFeature(String feature) {
    try {
      return connection().supportsFeature(feature);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Closes the socket, even while another thread waits for the phone. */
  @Override
  public void close() throws IOException {
    if (socket.isPresent()) {
      socket.get().close();
    }
  }

  @Override
  public AdbShellResponse shell(String command) throws AdbException {
    return DefaultImpls.shell(this, command);
  }

  @Override
  public AdbShellStream openShell(String command) throws AdbException {
    return DefaultImpls.openShell(this, command);
  }

  @Override
  public AdbSyncStream openSync() throws AdbException {
    return DefaultImpls.openSync(this);
  }

  @Override
  public SyncResult push(File file, String remote, int mode, long modified) throws AdbException {
    return DefaultImpls.push(this, file, remote, mode, modified);
  }

  @Override
  public SyncResult push(Source content, String remote, int mode, long modified)
      throws AdbException {
    return DefaultImpls.push(this, content, remote, mode, modified);
  }

  @Override
  public SyncResult pull(File file, String remote) {
    throw noFilesFromPhones();
  }

  @Override
  public SyncResult pull(Sink file, String remote) {
    throw noFilesFromPhones();
  }

  private static UnsupportedOperationException noFilesFromPhones() {
    return new UnsupportedOperationException("a phone's files never become files of the server");
  }

  @Override
  public InstallResult install(File file, String... options) throws AdbException {
    return DefaultImpls.install(this, file, options);
  }

  @Override
  public InstallResult install(Source content, long size, String... options) throws AdbException {
    return DefaultImpls.install(this, content, size, options);
  }

  @Override
  public InstallResult installMultiple(List<? extends File> files, String... options)
      throws AdbException {
    return DefaultImpls.installMultiple(this, files, options);
  }

  @Override
  public UninstallResult uninstall(String packageName) throws AdbException {
    return DefaultImpls.uninstall(this, packageName);
  }

  @Override
  public AdbStream execCmd(String... command) throws AdbException {
    return DefaultImpls.execCmd(this, command);
  }

  @Override
  public AdbStream abbExec(String... command) throws AdbException {
    return DefaultImpls.abbExec(this, command);
  }

  @Override
  public RootResult root() throws AdbException {
    return DefaultImpls.root(this);
  }

  @Override
  public RootResult unroot() throws AdbException {
    return DefaultImpls.unroot(this);
  }

  @Override
  public AutoCloseable tcpForward(int hostPort, int targetPort) throws InterruptedException {
    return DefaultImpls.tcpForward(this, hostPort, targetPort);
  }
}
