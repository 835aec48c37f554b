/**
 * The expression language of validation rules: CEL with Kubernetes' functions on lists, regular
 * expressions and quantities. Expressions that call others, such as those on URLs, addresses,
 * formats and semantic versions, are let pass and never evaluated.
 */
package dev.miniworks.mock.cel;
