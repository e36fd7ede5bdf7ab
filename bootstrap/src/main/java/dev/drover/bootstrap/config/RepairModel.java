package dev.drover.bootstrap.config;

import dev.drover.domain.script.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * The language model that is asked how elements could be found again. It is told what is on screens
 * of phones, so there is none unless the operator names one.
 *
 * @param baseUrl of an endpoint with OpenAI's chat completions API
 * @param apiKey empty for an endpoint that wants none
 */
public record RepairModel(URI baseUrl, String model, Optional<Secret> apiKey) {

  static Optional<RepairModel> of(Settings settings) {
    Optional<URI> baseUrl =
        SettingValue.of(settings, Setting.REPAIR_BASE_URL, RepairModel::endpoint);
    Optional<String> model = SettingValue.of(settings, Setting.REPAIR_MODEL, String::strip);
    Optional<Secret> apiKey = SettingValue.of(settings, Setting.REPAIR_API_KEY, Secret::new);
    if (baseUrl.isEmpty()) {
      if (model.isPresent() || apiKey.isPresent()) {
        throw new ConfigurationError(
            "repair.model and repair.api-key need repair.base-url, such as"
                + " http://127.0.0.1:8000/v1");
      }
      return Optional.empty();
    }
    return Optional.of(
        new RepairModel(
            baseUrl.get(),
            model
                .filter(name -> !name.isEmpty())
                .orElseThrow(
                    () ->
                        new ConfigurationError(
                            "repair.base-url needs repair.model, the name of the model there")),
            apiKey));
  }

  private static URI endpoint(String text) {
    URI url = URI.create(text.strip().replaceFirst("(?<!/)/+$", ""));
    String scheme = Optional.ofNullable(url.getScheme()).orElse("");
    boolean speaksHttp = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
    if (!speaksHttp || url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "must be an address such as http://127.0.0.1:8000/v1, without a name or a password");
    }
    return url;
  }
}
