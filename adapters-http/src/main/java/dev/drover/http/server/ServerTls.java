package dev.drover.http.server;

import dev.drover.http.guard.HttpSettings;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;

/** Reads the certificate and the private key of a server. */
final class ServerTls {
  private ServerTls() {}

  /**
   * Reads the certificate and its key.
   *
   * @throws HttpApi.TlsUnusable if they can't be used
   */
  static Tls load(HttpSettings.TlsFiles files) {
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
}
