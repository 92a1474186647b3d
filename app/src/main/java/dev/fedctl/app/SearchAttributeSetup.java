package dev.fedctl.app;

import dev.fedctl.contract.identity.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;

/** Makes the search attributes of federations known to a namespace. */
public final class SearchAttributeSetup {

  private SearchAttributeSetup() {}

  /** Adds them; workflows cannot run in a namespace that does not have them. */
  public static void on(OperatorServiceStubs server, String namespace) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    SearchAttributes.ALL.forEach(
        key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    try {
      server.blockingStub().addSearchAttributes(request.build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }
}
