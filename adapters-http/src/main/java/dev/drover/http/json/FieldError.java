package dev.drover.http.json;

/**
 * What is wrong with one field of a request.
 *
 * @param field as a JSON pointer into the body ({@code /script_config/target_users}), or a query
 *     parameter's name
 * @param message what is allowed
 */
public record FieldError(String field, String message) {}
