package dev.drover.domain.script;

import dev.drover.domain.network.PublicAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which endpoints the parameters of a script may name.
 *
 * @param everything whether every endpoint is allowed; for values that were checked before
 * @param exceptions endpoints that need not be https or on the public internet
 * @param ownMachine services of the server's own machine that may be called; empty for none
 * @param others how the operator allows another endpoint, to end a refusal with; may be empty
 */
public record AllowedEndpoints(
    boolean everything, Set<URI> exceptions, Optional<OwnMachine> ownMachine, String others) {

  /** Allows any endpoint. */
  public static final AllowedEndpoints ANY =
      new AllowedEndpoints(true, Set.of(), Optional.empty(), "");

  /** Allows only https endpoints on the public internet. */
  public static final AllowedEndpoints PUBLIC = publicAnd(Set.of());

  private static final int LARGEST_PORT = 65_535;

  public AllowedEndpoints {
    exceptions = Set.copyOf(exceptions);
  }

  /** Allows https endpoints on the public internet, and the exceptions. */
  public static AllowedEndpoints publicAnd(Set<URI> exceptions) {
    return new AllowedEndpoints(false, exceptions, Optional.empty(), "");
  }

  /** Returns these with the services of the server's own machine. */
  public AllowedEndpoints and(OwnMachine services) {
    return new AllowedEndpoints(everything, exceptions, Optional.of(services), others);
  }

  /** Returns these with refusals that say how the operator allows another endpoint. */
  public AllowedEndpoints orElse(String howToAllow) {
    return new AllowedEndpoints(everything, exceptions, ownMachine, howToAllow);
  }

  /**
   * The services of the server's own machine, http or https, by its plain names: {@code localhost},
   * {@code 127.0.0.1} and {@code [::1]}. Other ways to write these addresses are not understood, so
   * none of them leads around {@code closedPorts}.
   *
   * @param closedPorts the ports of services that trust everybody on the machine, such as the
   *     server's own; they are never called
   */
  public record OwnMachine(Set<Integer> closedPorts) {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    public OwnMachine {
      closedPorts = Set.copyOf(closedPorts);
    }

    /** Whether a URL names this machine plainly, at whatever port. */
    static boolean isNamedBy(URI url) {
      return url.getHost() != null && NAMES.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    /** Whether a URL names a service of this machine that may be called. */
    public boolean allows(URI url) {
      int port = port(url);
      return isNamedBy(url) && port > 0 && port <= LARGEST_PORT && !closedPorts.contains(port);
    }

    /** The port that is called; 0 for a scheme that is neither http nor https. */
    private static int port(URI url) {
      int usual =
          switch (String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
          };
      return usual == 0 || url.getPort() == -1 ? usual : url.getPort();
    }
  }

  /** Returns why an endpoint is refused; empty if it is allowed. */
  public Optional<String> refusal(URI url) {
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("must have no user, query or fragment");
    }
    if (everything
        || exceptions.contains(url)
        || ownMachine.filter(services -> services.allows(url)).isPresent()) {
      return Optional.empty();
    }
    if (ownMachine.isPresent() && OwnMachine.isNamedBy(url)) {
      return refused("must not be the server itself, its database or another service of its own");
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      return refused("must be an https:// URL");
    }
    return PublicAddress.isPlainlyNotPublic(url.getHost())
        ? refused("must be on the public internet")
        : Optional.empty();
  }

  private Optional<String> refused(String reason) {
    return Optional.of(others.isEmpty() ? reason : reason + "; " + others);
  }
}
