package dev.miniworks.mock.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks expressions against the type of what they are about, and estimates what they cost. */
public final class TypedCompiler {

  private static final Pattern POSITION = Pattern.compile("ERROR: <input>:\\d+:\\d+: ");

  /** The API server does not list what else would have fitted. */
  private static final Pattern CANDIDATES =
      Pattern.compile(" \\(candidates: .*\\)$", Pattern.MULTILINE);

  private static final Pattern NOT_PROVIDED =
      Pattern.compile(
          "undeclared reference to '(url|isURL|ip|isIP|cidr|isCIDR|format|semver|isSemver|jsonpatch)'");

  private final ValueType self;
  private final CelCompiler compiler;

  /**
   * What is known of an expression that can be compiled.
   *
   * @param usesOldSelf whether it compares with what was there before
   * @param cost what an evaluation costs at most, in the API server's units
   */
  public record Checked(CelType result, boolean usesOldSelf, long cost) {

    public boolean isBoolean() {
      return result.equals(SimpleType.BOOL);
    }

    public boolean isText() {
      return result.equals(SimpleType.STRING);
    }
  }

  /**
   * @param optionalOldSelf whether the old value may be missing
   */
  public TypedCompiler(final ValueType self, final boolean optionalOldSelf) {
    this.self = self;
    this.compiler =
        ExpressionCompiler.declarations()
            .setTypeProvider(new Structs(self))
            .addVar("self", self.type())
            .addVar("oldSelf", optionalOldSelf ? OptionalType.create(self.type()) : self.type())
            .build();
  }

  /**
   * What is known of an expression; empty when it calls what the API server has and we have not.
   *
   * @throws CompilationFailure with all that is wrong, and where
   */
  public Optional<Checked> check(final String source) throws CompilationFailure {
    final CelAbstractSyntaxTree parsed;
    try {
      parsed = compiler.parse(source).getAst();
    } catch (final CelValidationException e) {
      throw new CompilationFailure(POSITION.matcher(e.getMessage()).replaceAll("$0Syntax error: "));
    }
    try {
      final CelAbstractSyntaxTree tree = compiler.check(parsed).getAst();
      return Optional.of(
          new Checked(tree.getResultType(), Expression.usesOldSelf(tree), Cost.most(tree, self)));
    } catch (final CelValidationException e) {
      if (NOT_PROVIDED.matcher(e.getMessage()).find()) {
        return Optional.empty();
      }
      throw new CompilationFailure(CANDIDATES.matcher(e.getMessage()).replaceAll(""));
    }
  }

  /** Finds structs by their names. */
  private static final class Structs implements CelTypeProvider {

    private final ImmutableMap<String, CelType> structs;

    Structs(final ValueType root) {
      final Map<String, CelType> found = new LinkedHashMap<>();
      collect(root, found);
      structs = ImmutableMap.copyOf(found);
    }

    private static void collect(final ValueType value, final Map<String, CelType> found) {
      if (value.type() instanceof StructType) {
        found.put(value.type().name(), value.type());
      }
      value.fields().values().forEach(field -> collect(field, found));
      value.element().ifPresent(element -> collect(element, found));
    }

    @Override
    public ImmutableList<CelType> types() {
      return structs.values().asList();
    }

    @Override
    public Optional<CelType> findType(final String name) {
      return Optional.ofNullable(structs.get(name));
    }
  }
}
