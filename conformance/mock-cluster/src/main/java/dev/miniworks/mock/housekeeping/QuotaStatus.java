package dev.miniworks.mock.housekeeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.miniworks.mock.api.Actor;
import dev.miniworks.mock.api.ApiException;
import dev.miniworks.mock.api.Client;
import dev.miniworks.mock.api.Quotas;
import dev.miniworks.mock.store.Item;
import dev.miniworks.mock.store.ObjectStore;
import dev.miniworks.mock.store.Query;

/** Writes into the quotas of a namespace how much of them is used. */
final class QuotaStatus {

  private final ObjectStore store;
  private final Quotas quotas;
  private final Client client;

  QuotaStatus(ObjectStore store, Client client) {
    this.store = store;
    this.quotas = new Quotas(store);
    this.client = client;
  }

  static Actor actor() {
    return Actor.system("serviceaccount:kube-system:resourcequota-controller");
  }

  boolean concerns(String namespace) {
    return !namespace.isEmpty() && store.count(Quotas.RESOURCE, namespace) > 0;
  }

  void write(String namespace) {
    for (Item quota : store.list(Quotas.RESOURCE, Query.ALL.inNamespace(namespace)).items()) {
      ObjectNode status = quotas.status(quota);
      if (status.equals(quota.json().path("status"))) {
        continue;
      }
      ObjectNode changed = quota.copy();
      changed.set("status", status);
      try {
        client.updateStatus("v1", "resourcequotas", namespace, changed);
      } catch (ApiException e) {
        if (e.code() != 404 && e.code() != 409) {
          throw e;
        }
      }
    }
  }
}
