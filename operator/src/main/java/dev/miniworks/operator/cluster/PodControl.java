package dev.miniworks.operator.cluster;

import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.EventDraft;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.Names;
import dev.miniworks.operator.workload.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Creates and deletes an owner's pods, and says so in events.
 *
 * <p>Pods are named here and not by the server, so that a create whose answer was lost can be
 * repeated: a name that turns out to be held by a pod of ours is a success.
 */
public final class PodControl {

  private static final int NAME_ATTEMPTS = 5;

  private final Api api;
  private final Freshness pods;
  private final WriteLog writes;
  private final BiConsumer<Owner, EventDraft> events;
  private final RandomGenerator random;

  PodControl(
      Api api,
      Freshness pods,
      WriteLog writes,
      BiConsumer<Owner, EventDraft> events,
      RandomGenerator random) {
    this.api = api;
    this.pods = pods;
    this.writes = writes;
    this.events = events;
    this.random = random;
  }

  /**
   * Creates pods in batches of 1, 2, 4 ...: a batch with a failure is the last, so that a template
   * that cannot work costs few requests.
   *
   * @param pod the pod, without a name
   * @return the failures of the last batch
   */
  public List<Failure> create(Owner owner, Pod pod, int count) {
    int left = count;
    for (int batch = 1; left > 0; batch *= 2) {
      int size = Math.min(batch, left);
      List<Failure> failures =
          all(size, index -> createOne(owner, pod, NAME_ATTEMPTS).thenApply(Optional::ofNullable));
      if (!failures.isEmpty()) {
        return failures;
      }
      left -= size;
    }
    return List.of();
  }

  /** Deletes pods at once, with their own grace periods; one that is gone already is no failure. */
  public List<Failure> delete(Owner owner, List<PodView> doomed) {
    return all(
        doomed.size(),
        index -> deleteOne(owner, doomed.get(index)).thenApply(Optional::ofNullable));
  }

  private interface Request {
    CompletableFuture<Optional<Failure>> send(int index);
  }

  private static List<Failure> all(int count, Request request) {
    List<CompletableFuture<Optional<Failure>>> answers = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      answers.add(request.send(index));
    }
    return answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  /** Completes with null for success, as futures know no better. */
  private CompletableFuture<Failure> createOne(Owner owner, Pod pod, int attempts) {
    String namespace = owner.meta().namespace();
    String name = Names.pod(owner.meta().name(), random);
    Pod named = new PodBuilder(pod).editMetadata().withName(name).endMetadata().build();
    return api.create(ApiKind.POD.path(namespace), named)
        .thenApply(written -> created(owner, name, written))
        .handle(
            (failure, error) ->
                error == null
                    ? CompletableFuture.completedFuture(failure)
                    : notCreated(owner, pod, name, attempts, Api.refusal(error)))
        .thenCompose(outcome -> outcome);
  }

  private CompletableFuture<Failure> notCreated(
      Owner owner, Pod pod, String name, int attempts, ApiException refusal) {
    if (!refusal.alreadyExists()) {
      return CompletableFuture.completedFuture(
          reported(owner, refusal.failure(Failure.Verb.CREATE)));
    }
    // Whose is it? Ours: an earlier answer of this very request was lost. Foreign: another name.
    return api.get(ApiKind.POD.path(owner.meta().namespace(), name))
        .thenApply(Optional::of)
        .exceptionally(gone -> Optional.empty())
        .thenCompose(
            holder -> {
              if (holder.isPresent() && holder.get().controlledBy(owner.meta().uid())) {
                return CompletableFuture.completedFuture(created(owner, name, holder.get()));
              }
              return attempts > 1
                  ? createOne(owner, pod, attempts - 1)
                  : CompletableFuture.completedFuture(
                      reported(owner, refusal.failure(Failure.Verb.CREATE)));
            });
  }

  private Failure created(Owner owner, String name, Written written) {
    writes.wrote(owner.meta().uid(), pods, owner.meta().namespace(), written.resourceVersion());
    record(owner, EventDraft.Type.NORMAL, "SuccessfulCreate", "Created pod: " + name);
    return null;
  }

  private Failure reported(Owner owner, Failure failure) {
    if (failure.cause() != Failure.Cause.NAMESPACE_TERMINATING) {
      record(
          owner, EventDraft.Type.WARNING, "FailedCreate", "Error creating: " + failure.message());
    }
    return failure;
  }

  private CompletableFuture<Failure> deleteOne(Owner owner, PodView pod) {
    String namespace = pod.meta().namespace();
    String name = pod.meta().name();
    return api.delete(ApiKind.POD.path(namespace, name), pod.meta().uid(), Optional.empty())
        .handle(
            (written, error) -> {
              if (error == null) {
                writes.wrote(owner.meta().uid(), pods, namespace, written.resourceVersion());
                record(owner, EventDraft.Type.NORMAL, "SuccessfulDelete", "Deleted pod: " + name);
                return null;
              }
              Failure failure = Api.refusal(error).failure(Failure.Verb.DELETE);
              boolean gone =
                  failure.cause() == Failure.Cause.NOT_FOUND
                      || failure.cause() == Failure.Cause.CONFLICT;
              if (gone) {
                return null;
              }
              record(
                  owner,
                  EventDraft.Type.WARNING,
                  "FailedDelete",
                  "Error deleting: " + failure.message());
              return failure;
            });
  }

  private void record(Owner owner, EventDraft.Type type, String reason, String message) {
    events.accept(owner, new EventDraft(type, reason, message));
  }
}
