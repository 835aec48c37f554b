package dev.miniworks.mock.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.miniworks.mock.api.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;

/** The functions on lists, regular expressions and quantities that Kubernetes adds to CEL. */
final class KubernetesFunctions implements CelCompilerLibrary, CelRuntimeLibrary {

  private static final CelType LIST = ListType.create(SimpleType.DYN);
  private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

  private final List<Overload> overloads = new ArrayList<>();

  KubernetesFunctions() {
    addLists();
    addRegularExpressions();
    addQuantities();
  }

  @Override
  public void setCheckerOptions(final CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(Overload.declarations(overloads));
  }

  @Override
  public void setRuntimeOptions(final CelRuntimeBuilder runtime) {
    overloads.stream()
        .map(Overload::function)
        .distinct()
        .forEach(
            function ->
                runtime.addFunctionBindings(
                    CelFunctionBinding.fromOverloads(
                        function,
                        overloads.stream()
                            .filter(overload -> overload.function().equals(function))
                            .map(Overload::binding)
                            .toList())));
  }

  private void addLists() {
    overloads.add(
        Overload.member("isSorted", LIST, List.class, SimpleType.BOOL, list -> isSorted(list)));
    overloads.add(Overload.member("sum", LIST, List.class, SimpleType.DYN, list -> sum(list)));
    overloads.add(
        Overload.member(
            "min",
            LIST,
            List.class,
            SimpleType.DYN,
            list -> extreme(list, (a, b) -> compare(b, a) < 0 ? b : a)));
    overloads.add(
        Overload.member(
            "max",
            LIST,
            List.class,
            SimpleType.DYN,
            list -> extreme(list, (a, b) -> compare(b, a) > 0 ? b : a)));
    overloads.add(
        Overload.member(
            "indexOf",
            LIST,
            List.class,
            SimpleType.DYN,
            Object.class,
            SimpleType.INT,
            (list, item) -> (long) list.indexOf(item)));
    overloads.add(
        Overload.member(
            "lastIndexOf",
            LIST,
            List.class,
            SimpleType.DYN,
            Object.class,
            SimpleType.INT,
            (list, item) -> (long) list.lastIndexOf(item)));
  }

  private void addRegularExpressions() {
    overloads.add(
        Overload.member(
            "find",
            SimpleType.STRING,
            String.class,
            SimpleType.STRING,
            String.class,
            SimpleType.STRING,
            (text, pattern) -> findAll(text, pattern).stream().findFirst().orElse("")));
    overloads.add(
        Overload.member(
            "findAll",
            SimpleType.STRING,
            String.class,
            SimpleType.STRING,
            String.class,
            ListType.create(SimpleType.STRING),
            KubernetesFunctions::findAll));
  }

  private void addQuantities() {
    overloads.add(
        Overload.global(
            "quantity",
            SimpleType.STRING,
            String.class,
            QUANTITY,
            text ->
                Quantity.parse(text)
                    .orElseThrow(
                        () -> new IllegalArgumentException("cannot parse value as quantity"))));
    overloads.add(
        Overload.global(
            "isQuantity",
            SimpleType.STRING,
            String.class,
            SimpleType.BOOL,
            text -> Quantity.parse(text).isPresent()));
    ofQuantity("sign", SimpleType.INT, quantity -> (long) quantity.signum());
    ofQuantity("isInteger", SimpleType.BOOL, KubernetesFunctions::isInteger);
    ofQuantity("asInteger", SimpleType.INT, quantity -> quantity.value().longValueExact());
    ofQuantity("asApproximateFloat", SimpleType.DOUBLE, quantity -> quantity.value().doubleValue());
    ofQuantities("isGreaterThan", SimpleType.BOOL, (a, b) -> a.compareTo(b) > 0);
    ofQuantities("isLessThan", SimpleType.BOOL, (a, b) -> a.compareTo(b) < 0);
    ofQuantities("compareTo", SimpleType.INT, (a, b) -> (long) a.compareTo(b));
    ofQuantities("add", QUANTITY, Quantity::add);
    ofQuantities("sub", QUANTITY, Quantity::subtract);
  }

  private void ofQuantity(
      final String function, final CelType result, final CelFunctionOverload.Unary<Quantity> body) {
    overloads.add(Overload.member(function, QUANTITY, Quantity.class, result, body));
  }

  private void ofQuantities(
      final String function,
      final CelType result,
      final CelFunctionOverload.Binary<Quantity, Quantity> body) {
    overloads.add(
        Overload.member(
            function, QUANTITY, Quantity.class, QUANTITY, Quantity.class, result, body));
  }

  private static boolean isInteger(final Quantity quantity) {
    return quantity.value().stripTrailingZeros().scale() <= 0
        && quantity.value().toBigInteger().bitLength() < Long.SIZE;
  }

  private static boolean isSorted(final List<?> list) {
    for (int i = 1; i < list.size(); i++) {
      if (compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object sum(final List<?> list) {
    if (list.stream().allMatch(Long.class::isInstance)) {
      return list.stream().mapToLong(Long.class::cast).reduce(0, Math::addExact);
    }
    return list.stream().mapToDouble(item -> ((Number) item).doubleValue()).sum();
  }

  private static Object extreme(final List<?> list, final BinaryOperator<Object> better) {
    return list.stream()
        .map(Object.class::cast)
        .reduce(better)
        .orElseThrow(() -> new IllegalArgumentException("min or max called on empty list"));
  }

  @SuppressWarnings("unchecked") // only values of one comparable type get here
  private static int compare(final Object left, final Object right) {
    Objects.requireNonNull(left);
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static List<String> findAll(final String text, final String pattern) {
    final List<String> found = new ArrayList<>();
    for (final Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
      found.add(matcher.group());
    }
    return found;
  }
}
