package dev.drover.domain.script;

import dev.drover.domain.network.PublicAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Which endpoints the parameters of a script may name.
 *
 * @param everything whether every endpoint is allowed; for values that were checked before
 * @param exceptions endpoints that need not be https or on the public internet
 */
public record AllowedEndpoints(boolean everything, Set<URI> exceptions) {

  /** Allows any endpoint. */
  public static final AllowedEndpoints ANY = new AllowedEndpoints(true, Set.of());

  /** Allows only https endpoints on the public internet. */
  public static final AllowedEndpoints PUBLIC = new AllowedEndpoints(false, Set.of());

  public AllowedEndpoints {
    exceptions = Set.copyOf(exceptions);
  }

  /** Allows https endpoints on the public internet, and the exceptions. */
  public static AllowedEndpoints publicAnd(Set<URI> exceptions) {
    return new AllowedEndpoints(false, exceptions);
  }

  /** Returns why an endpoint is refused; empty if it is allowed. */
  public Optional<String> refusal(URI url) {
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("must have no user, query or fragment");
    }
    if (everything || exceptions.contains(url)) {
      return Optional.empty();
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      return Optional.of(
          "must be an https:// URL, or one that the server's setting comments.allowed-base-urls"
              + " names");
    }
    return PublicAddress.isPlainlyNotPublic(url.getHost())
        ? Optional.of(
            "must be on the public internet, or one that the server's setting"
                + " comments.allowed-base-urls names")
        : Optional.empty();
  }
}
