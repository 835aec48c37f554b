package dev.miniworks.mock.api;

/**
 * What is wrong with one field, in the words of a Status object's causes.
 *
 * @param reason for machines, such as {@code FieldValueInvalid}
 * @param field the path, such as {@code spec.template.spec.containers[0].image}
 * @param message for people, as the API server puts it after the path: {@code Required value} or
 *     {@code Invalid value: 800000: must be between 1 and 65535, inclusive}
 */
public record FieldError(String reason, String field, String message) {}
