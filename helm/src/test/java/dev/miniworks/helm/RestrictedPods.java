package dev.miniworks.helm;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges pods by the Pod Security level "restricted", and by a read-only root file system. */
final class RestrictedPods {

  private RestrictedPods() {}

  /** What keeps the pod from that level; empty when nothing does. */
  static List<String> violations(PodSpec pod) {
    List<String> found = new ArrayList<>();
    PodSecurityContext context =
        Optional.ofNullable(pod.getSecurityContext()).orElseGet(PodSecurityContext::new);
    demand(found, !isTrue(pod.getHostNetwork()), "hostNetwork");
    demand(found, !isTrue(pod.getHostPID()), "hostPID");
    demand(found, !isTrue(pod.getHostIPC()), "hostIPC");
    demand(found, isTrue(context.getRunAsNonRoot()), "runAsNonRoot");
    demand(found, !Objects.equals(context.getRunAsUser(), 0L), "runAsUser");
    demand(
        found,
        context.getSeccompProfile() != null
            && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
        "seccompProfile");
    demand(
        found,
        context.getSeLinuxOptions() == null
            || Stream.of(
                    context.getSeLinuxOptions().getType(),
                    context.getSeLinuxOptions().getUser(),
                    context.getSeLinuxOptions().getRole())
                .allMatch(Objects::isNull),
        "seLinuxOptions");
    demand(found, context.getSysctls().isEmpty(), "sysctls");
    demand(found, context.getAppArmorProfile() == null, "appArmorProfile");
    for (Volume volume : pod.getVolumes()) {
      demand(found, volume.getEmptyDir() != null, "volume " + volume.getName());
    }
    Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .forEach(container -> judge(found, container));
    return found;
  }

  private static void judge(List<String> found, Container container) {
    String at = container.getName() + " ";
    SecurityContext context =
        Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new);
    Capabilities capabilities =
        Optional.ofNullable(context.getCapabilities()).orElseGet(Capabilities::new);
    demand(found, !isTrue(context.getPrivileged()), at + "privileged");
    demand(
        found,
        Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()),
        at + "allowPrivilegeEscalation");
    demand(found, !Boolean.FALSE.equals(context.getRunAsNonRoot()), at + "runAsNonRoot");
    demand(found, context.getRunAsUser() == null, at + "runAsUser");
    demand(found, capabilities.getDrop().equals(List.of("ALL")), at + "capabilities.drop");
    demand(found, capabilities.getAdd().isEmpty(), at + "capabilities.add");
    demand(found, context.getSeccompProfile() == null, at + "seccompProfile");
    demand(found, context.getProcMount() == null, at + "procMount");
    demand(found, isTrue(context.getReadOnlyRootFilesystem()), at + "readOnlyRootFilesystem");
    demand(
        found,
        container.getPorts().stream().allMatch(port -> port.getHostPort() == null),
        at + "hostPort");
  }

  private static boolean isTrue(Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  private static void demand(List<String> found, boolean satisfied, String what) {
    if (!satisfied) {
      found.add(what);
    }
  }
}
