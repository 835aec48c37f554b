package dev.miniworks.mock.kinds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.FieldError;
import dev.miniworks.mock.api.Misfit;
import dev.miniworks.mock.api.Strategy;
import dev.miniworks.mock.kinds.Shape.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A built-in kind: its structure, the defaults of the types in it, and its own rules. */
record BuiltInStrategy(Struct structure, KindRules rules) implements Strategy {

  @Override
  public Map<String, ObjectNode> schemas() {
    return OpenApiSchemas.of(structure);
  }

  @Override
  public List<String> prune(final ObjectNode object) {
    return Shaping.prune(object, structure);
  }

  @Override
  public Optional<Misfit> undecodable(final ObjectNode object) {
    return Decoding.problem(object, structure);
  }

  @Override
  public void fillDefaults(final ObjectNode object) {
    Shaping.normalize(object, structure);
    rules.fillDefaults(object);
    Shaping.forEachStruct(object, structure, TypeDefaults::fill);
    Shaping.normalize(object, structure);
  }

  @Override
  public void prepareCreate(final ObjectNode object) {
    rules.prepareCreate(object);
    Shaping.forEachStruct(object, structure, DisabledFeatures::drop);
    Shaping.normalize(object, structure);
  }

  @Override
  public void prepareUpdate(final ObjectNode object, final ObjectNode old) {
    rules.prepareUpdate(object, old);
    Shaping.forEachStruct(object, structure, DisabledFeatures::drop);
    Shaping.normalize(object, structure);
  }

  @Override
  public void prepareStatus(final ObjectNode object, final ObjectNode old) {
    rules.prepareStatus(object, old);
    Shaping.normalize(object, structure);
  }

  @Override
  public List<FieldError> validateCreate(final ObjectNode object) {
    final Problems problems = new Problems();
    rules.check(object, problems);
    rules.checkNew(object, problems);
    return problems.errors();
  }

  @Override
  public List<FieldError> validateUpdate(final ObjectNode object, final ObjectNode old) {
    final Problems problems = new Problems();
    rules.check(object, problems);
    rules.checkChange(object, old, problems);
    return problems.errors();
  }

  @Override
  public List<FieldError> validateStatus(final ObjectNode object, final ObjectNode old) {
    final Problems problems = new Problems();
    rules.checkStatus(object, old, problems);
    return problems.errors();
  }
}
