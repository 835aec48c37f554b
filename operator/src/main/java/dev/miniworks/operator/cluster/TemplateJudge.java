package dev.miniworks.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.miniworks.operator.kinds.ApiKind;
import dev.miniworks.operator.workload.Failure;
import dev.miniworks.operator.workload.TemplateVerdict;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets the API server judge a pod template and write out its defaults: a dry-run create of a
 * PodTemplate, which stores nothing. A CRD can say neither, so this stands in for the validation
 * that a built-in kind's template gets when it is stored.
 *
 * <p>Asked once per template: verdicts are remembered, the last {@value #REMEMBERED} of them.
 */
public final class TemplateJudge {

  private static final int REMEMBERED = 2000;

  private final Api api;
  private final KubernetesSerialization serialization;
  private final Map<String, TemplateVerdict> verdicts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TemplateVerdict> eldest) {
          return size() > REMEMBERED;
        }
      };

  public TemplateJudge(Api api, KubernetesSerialization serialization) {
    this.api = api;
    this.serialization = serialization;
  }

  /**
   * The API server's verdict on a template.
   *
   * @throws ApiUnavailableException when the server could not be asked, by overload, lack of rights
   *     or a failure of the transport
   */
  public TemplateVerdict judge(String namespace, PodTemplateSpec template) {
    String key = serialization.asJson(template);
    synchronized (verdicts) {
      TemplateVerdict known = verdicts.get(key);
      if (known != null) {
        return known;
      }
    }
    TemplateVerdict verdict = ask(namespace, template);
    synchronized (verdicts) {
      verdicts.put(key, verdict);
      if (verdict instanceof TemplateVerdict.Accepted accepted) {
        // What came back complete is not asked about again when a set carries it.
        verdicts.put(serialization.asJson(accepted.template()), verdict);
      }
    }
    return verdict;
  }

  private TemplateVerdict ask(String namespace, PodTemplateSpec template) {
    Map<String, Object> podTemplate =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "PodTemplate",
            "metadata",
            Map.of("generateName", "miniworks-dry-run-"),
            "template",
            template);
    try {
      JsonNode defaulted =
          Api.await(api.create(ApiKind.POD_TEMPLATE.path(namespace) + "?dryRun=All", podTemplate))
              .object()
              .path("template");
      return new TemplateVerdict.Accepted(
          serialization.convertValue(defaulted, PodTemplateSpec.class));
    } catch (ApiException refusal) {
      if (refusal.invalid()) {
        return new TemplateVerdict.Rejected(fieldErrors(refusal.getMessage()));
      }
      throw new ApiUnavailableException(refusal.failure(Failure.Verb.CREATE), refusal);
    }
  }

  /** The server names its dry-run object first; users know none of that name. */
  private static String fieldErrors(String message) {
    int colon = message.indexOf("is invalid: ");
    return colon < 0 ? message : message.substring(colon + "is invalid: ".length());
  }
}
