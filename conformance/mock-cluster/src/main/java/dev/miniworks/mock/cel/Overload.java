package dev.miniworks.mock.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.List;

/**
 * One way to call a function: how it is declared and what it does.
 *
 * @param function the name that expressions use
 */
record Overload(String function, CelOverloadDecl declaration, CelFunctionBinding binding) {

  /** A function called on a value, as in {@code list.isSorted()}. */
  static <T> Overload member(
      final String function,
      final CelType on,
      final Class<T> type,
      final CelType result,
      final CelFunctionOverload.Unary<T> body) {
    final String id = id(function, on);
    return new Overload(
        function,
        CelOverloadDecl.newMemberOverload(id, result, on),
        CelFunctionBinding.from(id, type, body));
  }

  /** A function called on a value with one argument. */
  static <T, U> Overload member(
      final String function,
      final CelType on,
      final Class<T> type,
      final CelType argument,
      final Class<U> argumentType,
      final CelType result,
      final CelFunctionOverload.Binary<T, U> body) {
    final String id = id(function, on) + "_" + argument.name();
    return new Overload(
        function,
        CelOverloadDecl.newMemberOverload(id, result, on, argument),
        CelFunctionBinding.from(id, type, argumentType, body));
  }

  /** A function of one argument that belongs to no value. */
  static <T> Overload global(
      final String function,
      final CelType argument,
      final Class<T> type,
      final CelType result,
      final CelFunctionOverload.Unary<T> body) {
    final String id = "of_" + id(function, argument);
    return new Overload(
        function,
        CelOverloadDecl.newGlobalOverload(id, result, argument),
        CelFunctionBinding.from(id, type, body));
  }

  static List<CelFunctionDecl> declarations(final List<Overload> overloads) {
    return overloads.stream()
        .map(Overload::function)
        .distinct()
        .map(
            function ->
                CelFunctionDecl.newFunctionDeclaration(
                    function,
                    overloads.stream()
                        .filter(overload -> overload.function().equals(function))
                        .map(Overload::declaration)
                        .toList()))
        .toList();
  }

  private static String id(final String function, final CelType on) {
    return "kubernetes_" + on.name().replace('.', '_') + "_" + function;
  }
}
