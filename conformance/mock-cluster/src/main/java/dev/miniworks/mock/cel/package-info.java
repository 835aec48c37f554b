/**
 * The expression language of validation rules: CEL with Kubernetes' functions on lists, regular
 * expressions and quantities. An expression that calls others, such as those on URLs, addresses,
 * formats and semantic versions, does not compile, and says so.
 */
package dev.miniworks.mock.cel;
