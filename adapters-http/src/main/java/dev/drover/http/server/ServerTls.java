package dev.drover.http.server;

import dev.drover.application.files.WriteProtection;
import dev.drover.http.guard.HttpSettings;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the certificate and the private key of a server. */
final class ServerTls {
  private static final Logger log = LoggerFactory.getLogger(ServerTls.class);

  private ServerTls() {}

  /**
   * Reads the certificate and its key.
   *
   * @throws HttpApi.TlsUnusable if they can't be used
   */
  static Tls load(HttpSettings.TlsFiles files) {
    warnIfReplaceable(files.certificate());
    warnIfReplaceable(files.privateKey());
    try {
      Keys keys =
          Keys.builder()
              .pem(
                  pem ->
                      pem.key(Resource.create(files.privateKey()))
                          .certChain(Resource.create(files.certificate())))
              .build();
      return Tls.builder()
          .privateKey(keys.privateKey().orElseThrow())
          .privateKeyCertChain(keys.certChain())
          .build();
    } catch (RuntimeException unusable) {
      throw new HttpApi.TlsUnusable(
          "the certificate "
              + files.certificate()
              + " with the key "
              + files.privateKey()
              + " can't be used: "
              + unusable.getMessage()
              + "; both must be PEM files, and the key not encrypted",
          unusable);
    }
  }

  /** Whoever can put another key in the place of the server's own can read what clients send. */
  private static void warnIfReplaceable(Path file) {
    WriteProtection.doubt(file)
        .ifPresent(
            breach ->
                log.warn(
                    "others can replace the TLS file {}: {}; take their write permission away, or"
                        + " move the file",
                    file,
                    breach));
  }
}
