package dev.miniworks.mock.kinds;

import static dev.miniworks.mock.kinds.Fields.isSet;
import static dev.miniworks.mock.kinds.Fields.setIfEmpty;
import static dev.miniworks.mock.kinds.Fields.setIfMissing;
import static dev.miniworks.mock.kinds.Fields.text;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** Defaults that a type has wherever it stands: in a pod, in a template, in a template's volume. */
final class TypeDefaults {

  private static final int MODE_0644 = 420;

  private static final Map<String, Consumer<ObjectNode>> BY_TYPE =
      Map.ofEntries(
          entry("PodSpec", TypeDefaults::podSpec),
          entry("PodStatus", TypeDefaults::podStatus),
          entry("Container", TypeDefaults::container),
          entry("EphemeralContainer", TypeDefaults::container),
          entry("ContainerPort", port -> setIfEmpty(port, "protocol", "TCP")),
          entry("Probe", TypeDefaults::probe),
          entry("HTTPGetAction", TypeDefaults::httpGet),
          entry("GRPCAction", grpc -> setIfMissing(grpc, "service", "")),
          entry("Volume", TypeDefaults::volume),
          entry("SecretVolumeSource", TypeDefaults::defaultMode),
          entry("ConfigMapVolumeSource", TypeDefaults::defaultMode),
          entry("DownwardAPIVolumeSource", TypeDefaults::defaultMode),
          entry("ProjectedVolumeSource", TypeDefaults::defaultMode),
          entry("HostPathVolumeSource", volume -> setIfMissing(volume, "type", "")),
          entry("ISCSIVolumeSource", volume -> setIfEmpty(volume, "iscsiInterface", "default")),
          entry("RBDVolumeSource", TypeDefaults::rbd),
          entry("ScaleIOVolumeSource", TypeDefaults::scaleIo),
          entry("AzureDiskVolumeSource", TypeDefaults::azureDisk),
          entry("ImageVolumeSource", TypeDefaults::imageVolume),
          entry(
              "ServiceAccountTokenProjection",
              token -> setIfMissing(token, "expirationSeconds", 3600)),
          entry("ObjectFieldSelector", field -> setIfEmpty(field, "apiVersion", "v1")),
          entry(
              "PersistentVolumeClaimSpec",
              claim -> setIfMissing(claim, "volumeMode", "Filesystem")),
          entry("discovery.EndpointPort", TypeDefaults::endpointPort));

  private TypeDefaults() {}

  /** Fills, in place, the value of a type. */
  static void fill(final String type, final ObjectNode value) {
    BY_TYPE.getOrDefault(type, nothing -> {}).accept(value);
  }

  private static void podSpec(final ObjectNode spec) {
    setIfEmpty(spec, "dnsPolicy", "ClusterFirst");
    setIfEmpty(spec, "restartPolicy", "Always");
    setIfMissing(spec, "terminationGracePeriodSeconds", 30);
    setIfEmpty(spec, "schedulerName", "default-scheduler");
    Fields.part(spec, "securityContext");
    final String account =
        text(spec, "serviceAccountName").isEmpty()
            ? text(spec, "serviceAccount")
            : text(spec, "serviceAccountName");
    if (!account.isEmpty()) {
      spec.put("serviceAccountName", account).put("serviceAccount", account);
    }
  }

  private static void podStatus(final ObjectNode status) {
    if (!text(status, "podIP").isEmpty() && !isSet(status, "podIPs")) {
      status.putArray("podIPs").addObject().put("ip", text(status, "podIP"));
    }
    if (!text(status, "hostIP").isEmpty() && !isSet(status, "hostIPs")) {
      status.putArray("hostIPs").addObject().put("ip", text(status, "hostIP"));
    }
  }

  private static void container(final ObjectNode container) {
    setIfEmpty(container, "imagePullPolicy", ImageName.pullPolicy(text(container, "image")));
    setIfEmpty(container, "terminationMessagePath", "/dev/termination-log");
    setIfEmpty(container, "terminationMessagePolicy", "File");
  }

  private static void probe(final ObjectNode probe) {
    setIfMissing(probe, "timeoutSeconds", 1);
    setIfMissing(probe, "periodSeconds", 10);
    setIfMissing(probe, "successThreshold", 1);
    setIfMissing(probe, "failureThreshold", 3);
  }

  private static void httpGet(final ObjectNode action) {
    setIfEmpty(action, "path", "/");
    setIfEmpty(action, "scheme", "HTTP");
  }

  private static void volume(final ObjectNode volume) {
    if (volume.properties().stream().allMatch(field -> field.getKey().equals("name"))) {
      volume.putObject("emptyDir");
    }
  }

  private static void defaultMode(final ObjectNode volume) {
    setIfMissing(volume, "defaultMode", MODE_0644);
  }

  private static void rbd(final ObjectNode volume) {
    setIfEmpty(volume, "pool", "rbd");
    setIfEmpty(volume, "user", "admin");
    setIfEmpty(volume, "keyring", "/etc/ceph/keyring");
  }

  private static void scaleIo(final ObjectNode volume) {
    setIfEmpty(volume, "storageMode", "ThinProvisioned");
    setIfEmpty(volume, "fsType", "xfs");
  }

  private static void azureDisk(final ObjectNode volume) {
    setIfMissing(volume, "cachingMode", "ReadWrite");
    setIfMissing(volume, "fsType", "ext4");
    setIfMissing(volume, "readOnly", false);
    setIfMissing(volume, "kind", "Shared");
  }

  private static void imageVolume(final ObjectNode volume) {
    setIfEmpty(volume, "pullPolicy", ImageName.pullPolicy(text(volume, "reference")));
  }

  private static void endpointPort(final ObjectNode port) {
    setIfMissing(port, "name", "");
    setIfMissing(port, "protocol", "TCP");
  }
}
