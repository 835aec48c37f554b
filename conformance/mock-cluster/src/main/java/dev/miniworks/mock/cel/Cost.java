package dev.miniworks.mock.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an expression costs at most, by the API server's rules: one for each step, the length of
 * texts and lists for what goes through them. Nothing is larger than {@link #WITHOUT_BOUND}.
 */
final class Cost {

  static final long WITHOUT_BOUND = Long.MAX_VALUE;

  private static final double TRAVERSAL = 0.1;
  private static final double REGULAR_EXPRESSION = 0.25;
  private static final long NEW_LIST = 10;
  private static final long NEW_MAP = 30;
  private static final long NEW_STRUCT = 40;
  private static final Set<CelKind> SCALARS =
      Set.of(
          CelKind.BOOL,
          CelKind.DOUBLE,
          CelKind.DURATION,
          CelKind.INT,
          CelKind.TIMESTAMP,
          CelKind.UINT);

  private final CelAbstractSyntaxTree tree;
  private final ValueType self;
  private final Map<Long, Long> sizes = new HashMap<>();
  private final Map<Long, Long> elementSizes = new HashMap<>();
  private final Map<Long, Optional<ValueType>> values = new HashMap<>();
  private final Map<String, Deque<Variable>> variables = new HashMap<>();

  /**
   * What a comprehension's variable stands for.
   *
   * @param value its place in the object, when it has one
   */
  private record Variable(
      Optional<ValueType> value, Optional<Long> size, Optional<Long> elementSize) {}

  private Cost(final CelAbstractSyntaxTree tree, final ValueType self) {
    this.tree = tree;
    this.self = self;
  }

  static long most(final CelAbstractSyntaxTree tree, final ValueType self) {
    return new Cost(tree, self).of(tree.getExpr());
  }

  private long of(final CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> {
        final String name = expression.ident().name();
        values.put(expression.id(), variable(name).map(Variable::value).orElse(Optional.of(self)));
        yield 1;
      }
      case SELECT -> ofSelect(expression);
      case CALL -> ofCall(expression);
      case LIST -> ofList(expression);
      case MAP ->
          sum(
              NEW_MAP,
              expression.map().entries().stream()
                  .mapToLong(entry -> sum(of(entry.key()), of(entry.value())))
                  .reduce(0, Cost::sum));
      case STRUCT ->
          sum(
              NEW_STRUCT,
              expression.struct().entries().stream()
                  .mapToLong(entry -> of(entry.value()))
                  .reduce(0, Cost::sum));
      case COMPREHENSION -> ofComprehension(expression);
      default -> 0;
    };
  }

  private long ofSelect(final CelExpr expression) {
    final CelExpr operand = expression.select().operand();
    final long cost = of(operand);
    if (expression.select().testOnly()) {
      return sum(cost, 1);
    }
    values.put(
        expression.id(),
        values
            .getOrDefault(operand.id(), Optional.empty())
            .flatMap(value -> value.field(expression.select().field())));
    final CelKind kind = type(operand).kind();
    return kind == CelKind.MAP || kind == CelKind.STRUCT || kind == CelKind.TYPE_PARAM
        ? sum(cost, 1)
        : cost;
  }

  private long ofList(final CelExpr expression) {
    long cost = NEW_LIST;
    long largest = 0;
    for (final CelExpr element : expression.list().elements()) {
      cost = sum(cost, of(element));
      largest = Math.max(largest, size(element));
    }
    elementSizes.put(expression.id(), largest);
    return cost;
  }

  private long ofComprehension(final CelExpr expression) {
    final CelComprehension loop = expression.comprehension();
    final CelExpr range = loop.iterRange();
    long cost = sum(of(range), of(loop.accuInit()));
    push(
        loop.accuVar(),
        new Variable(
            values.getOrDefault(loop.accuInit().id(), Optional.empty()),
            knownSize(loop.accuInit()),
            elementSize(loop.accuInit())));
    push(
        loop.iterVar(),
        new Variable(
            value(range).flatMap(ValueType::iterated), elementSize(range), Optional.empty()));
    final long step = sum(of(loop.loopCondition()), of(loop.loopStep()));
    pop(loop.iterVar());
    cost = sum(cost, of(loop.result()));
    pop(loop.accuVar());
    cost = sum(cost, product(size(range), step));
    if (loop.accuInit().getKind() == Kind.CONSTANT) {
      sizes.put(expression.id(), size(loop.accuInit()));
    } else if (loop.accuInit().getKind() == Kind.LIST || loop.accuInit().getKind() == Kind.MAP) {
      sizes.put(expression.id(), size(range));
      elementSize(loop.loopStep()).ifPresent(size -> elementSizes.put(expression.id(), size));
    }
    return cost;
  }

  private long ofCall(final CelExpr expression) {
    final CelCall call = expression.call();
    final List<Long> costs = new ArrayList<>();
    call.args().forEach(argument -> costs.add(of(argument)));
    if (call.function().equals("dyn")) {
      copySizes(call.args().get(0), expression);
      return sum(1, costs.get(0));
    }
    final long target = call.target().map(this::of).orElse(0L);
    long most = 0;
    for (final String overload : overloads(expression)) {
      most = Math.max(most, ofOverload(expression, call, overload, costs));
    }
    return sum(target, most);
  }

  private List<String> overloads(final CelExpr expression) {
    return tree.getReference(expression.id()).map(CelReference::overloadIds).orElseThrow();
  }

  private long ofOverload(
      final CelExpr expression, final CelCall call, final String overload, final List<Long> costs) {
    final long arguments = costs.stream().mapToLong(Long::longValue).reduce(0, Cost::sum);
    return switch (overload) {
      case "conditional" -> {
        final CelExpr yes = call.args().get(1);
        final CelExpr no = call.args().get(2);
        grow(expression, Math.max(size(yes), size(no)));
        joinElements(expression, yes, no);
        yield sum(costs.get(0), Math.max(costs.get(1), costs.get(2)));
      }
      case "logical_or", "logical_and" -> arguments;
      case "index_list", "index_map" -> {
        final CelExpr container = call.args().get(0);
        values.put(expression.id(), value(container).flatMap(ValueType::element));
        elementSize(container).ifPresent(size -> grow(expression, size));
        yield sum(1, arguments);
      }
      case "add_list" -> {
        grow(expression, sum(size(call.args().get(0)), size(call.args().get(1))));
        joinElements(expression, call.args().get(0), call.args().get(1));
        yield sum(1, arguments);
      }
      default -> sum(ofFunction(expression, call, overload), arguments);
    };
  }

  /** What a function itself costs, besides its arguments. */
  private long ofFunction(final CelExpr expression, final CelCall call, final String overload) {
    final List<CelExpr> arguments = call.args();
    final Optional<CelExpr> target = call.target();
    return switch (call.function()) {
      case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" ->
          target.map(this::ofEachElement).orElse(1L);
      case "lowerAscii", "upperAscii", "substring", "trim" ->
          grow(expression, size(target.orElseThrow()), TRAVERSAL);
      case "replace" -> {
        final long length = size(target.orElseThrow());
        grow(expression, replaced(length, arguments.get(0), arguments.get(1)));
        yield times(length, 2 * TRAVERSAL);
      }
      case "split" -> grow(expression, size(target.orElseThrow()), 2 * TRAVERSAL);
      case "join" -> grow(expression, joined(target.orElseThrow(), arguments), TRAVERSAL);
      case "find", "findAll" ->
          grow(expression, size(target.orElseThrow()), 0)
              + matching(size(target.orElseThrow()), size(arguments.get(0)));
      case "quantity", "isQuantity" -> times(size(arguments.get(0)), TRAVERSAL);
      case "startsWith", "endsWith" -> times(size(arguments.get(0)), TRAVERSAL);
      case "@in" -> overload.equals("in_list") ? size(arguments.get(1)) : 1;
      case "matches" ->
          target.isPresent() ? matching(size(target.get()), size(arguments.get(0))) : 1;
      case "contains" ->
          product(
              times(size(target.orElseThrow()), TRAVERSAL),
              times(size(arguments.get(0)), TRAVERSAL));
      case "_+_" ->
          overload.equals("add_string") || overload.equals("add_bytes")
              ? grow(expression, sum(size(arguments.get(0)), size(arguments.get(1))), TRAVERSAL)
              : 1;
      case "_==_", "_!=_" -> comparison(arguments);
      case "_<_", "_<=_", "_>_", "_>=_" ->
          overload.endsWith("_string") || overload.endsWith("_bytes") ? comparison(arguments) : 1;
      default -> 1;
    };
  }

  private long ofEachElement(final CelExpr list) {
    final boolean ofTexts =
        type(list).parameters().stream()
            .map(CelType::kind)
            .anyMatch(kind -> kind == CelKind.STRING || kind == CelKind.BYTES);
    if (type(list).parameters().isEmpty()) {
      return times(size(list), TRAVERSAL);
    }
    final long each = ofTexts ? sum(1, times(sizeOfElement(list), TRAVERSAL)) : 1;
    return product(size(list), each);
  }

  private long sizeOfElement(final CelExpr list) {
    return value(list).flatMap(ValueType::element).map(ValueType::largest).orElse(WITHOUT_BOUND);
  }

  private long joined(final CelExpr list, final List<CelExpr> separator) {
    final long texts = product(size(list), sizeOfElement(list));
    return separator.isEmpty()
        ? texts
        : sum(texts, product(size(separator.get(0)), Math.max(0, size(list) - 1)));
  }

  private long replaced(final long length, final CelExpr from, final CelExpr to) {
    final long least = from.getKind() == Kind.CONSTANT ? size(from) : 0;
    if (least == 0) {
      return sum(product(sum(length, 1), size(to)), length);
    }
    return size(to) <= least ? length : product(times(length, 1.0 / least), size(to));
  }

  private static long matching(final long length, final long expression) {
    return product(times(sum(length, 1), TRAVERSAL), times(expression, REGULAR_EXPRESSION));
  }

  private long comparison(final List<CelExpr> sides) {
    return times(Math.min(size(sides.get(0)), size(sides.get(1))), TRAVERSAL);
  }

  private long size(final CelExpr expression) {
    return knownSize(expression).orElse(WITHOUT_BOUND);
  }

  private Optional<Long> knownSize(final CelExpr expression) {
    if (sizes.containsKey(expression.id())) {
      return Optional.of(sizes.get(expression.id()));
    }
    return switch (expression.getKind()) {
      case CONSTANT -> Optional.of(length(expression.constant()));
      case LIST -> Optional.of((long) expression.list().elements().size());
      case MAP -> Optional.of((long) expression.map().entries().size());
      default ->
          value(expression)
              .map(ValueType::largest)
              .or(
                  () ->
                      SCALARS.contains(type(expression).kind())
                          ? Optional.of(1L)
                          : Optional.empty())
              .or(() -> variable(expression).flatMap(Variable::size));
    };
  }

  private static long length(final CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE ->
          constant.stringValue().codePointCount(0, constant.stringValue().length());
      case BYTES_VALUE -> constant.bytesValue().size();
      default -> 1;
    };
  }

  private Optional<ValueType> value(final CelExpr expression) {
    return values.getOrDefault(expression.id(), Optional.empty());
  }

  private Optional<Long> elementSize(final CelExpr expression) {
    return Optional.ofNullable(elementSizes.get(expression.id()))
        .or(() -> variable(expression).flatMap(Variable::elementSize));
  }

  private CelType type(final CelExpr expression) {
    return tree.getTypeOrThrow(expression.id());
  }

  /** Notes how large a result can be, and says what it costs to write it. */
  private long grow(final CelExpr expression, final long size, final double factor) {
    grow(expression, size);
    return times(size, factor);
  }

  private void grow(final CelExpr expression, final long size) {
    sizes.merge(expression.id(), size, Math::max);
  }

  private void joinElements(final CelExpr expression, final CelExpr one, final CelExpr other) {
    final Optional<Long> left = elementSize(one);
    final Optional<Long> right = elementSize(other);
    if (left.isPresent() || right.isPresent()) {
      elementSizes.put(expression.id(), Math.max(left.orElse(0L), right.orElse(0L)));
    }
  }

  private void copySizes(final CelExpr from, final CelExpr to) {
    knownSize(from).ifPresent(size -> sizes.put(to.id(), size));
    elementSize(from).ifPresent(size -> elementSizes.put(to.id(), size));
  }

  private void push(final String name, final Variable variable) {
    variables.computeIfAbsent(name, any -> new ArrayDeque<>()).push(variable);
  }

  private void pop(final String name) {
    variables.get(name).pop();
  }

  private Optional<Variable> variable(final String name) {
    return Optional.ofNullable(variables.get(name)).map(Deque::peek);
  }

  private Optional<Variable> variable(final CelExpr expression) {
    return expression.getKind() == Kind.IDENT
        ? variable(expression.ident().name())
        : Optional.empty();
  }

  private static long sum(final long a, final long b) {
    return a > WITHOUT_BOUND - b ? WITHOUT_BOUND : a + b;
  }

  static long product(final long a, final long b) {
    return b != 0 && a > WITHOUT_BOUND / b ? WITHOUT_BOUND : a * b;
  }

  private static long times(final long size, final double factor) {
    return size == WITHOUT_BOUND && factor > 0
        ? WITHOUT_BOUND
        : (long) Math.ceil(size * factor); // a conversion to long stops at its largest
  }
}
