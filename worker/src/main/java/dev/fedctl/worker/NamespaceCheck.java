package dev.fedctl.worker;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.worker.Unfit.Reason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the namespace of a worker is there and knows fedctl's search attributes. */
public final class NamespaceCheck {

  private static final Duration CALL = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(NamespaceCheck.class);
  private static final Set<Status.Code> UNTOLD =
      Set.of(Status.Code.UNIMPLEMENTED, Status.Code.PERMISSION_DENIED);

  private final WorkflowServiceStubs service;
  private final OperatorServiceStubs operator;
  private final String namespace;

  public NamespaceCheck(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
    WorkflowServiceStubsOptions options = service.getOptions();
    this.operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .setGrpcMetadataProviders(options.getGrpcMetadataProviders())
                .setHeaders(options.getHeaders())
                .validateAndBuildWithDefaults());
  }

  /**
   * Adds the search attributes that are missing, where the worker may.
   *
   * @throws Unfit with what is wrong and its cure, within some seconds
   */
  public void prepare() {
    require();
    Optional<List<SearchAttributeKey<?>>> missing = missing();
    if (missing.isEmpty()) {
      addIfPossible();
    } else if (!missing.get().isEmpty()) {
      add(missing.get());
    }
  }

  /**
   * The same, and changes nothing.
   *
   * @throws Unfit with what is wrong and its cure, within some seconds
   */
  public void look() {
    require();
    missing()
        .filter(keys -> !keys.isEmpty())
        .ifPresent(
            keys -> {
              throw without(keys);
            });
  }

  private void require() {
    try {
      service
          .blockingStub()
          .withDeadlineAfter(CALL)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    } catch (StatusRuntimeException e) {
      throw unfit(e);
    }
  }

  private Unfit unfit(StatusRuntimeException e) {
    String server = service.getOptions().getTarget();
    return switch (e.getStatus().getCode()) {
      case NOT_FOUND ->
          new Unfit(
              Reason.NAMESPACE,
              "the Temporal server at %s has no namespace \"%s\"".formatted(server, namespace),
              "temporal operator namespace create --namespace %s --retention 720h"
                  .formatted(namespace));
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Unfit(
              Reason.SERVER,
              "the Temporal server at %s does not let us in: %s"
                  .formatted(server, e.getStatus().getDescription()),
              "look at TEMPORAL_API_KEY, TEMPORAL_TLS_… and the profile file");
      default ->
          new Unfit(
              Reason.SERVER,
              "no Temporal server answers at %s: %s".formatted(server, words(e.getStatus())),
              "start one (fedctl dev, docker compose up), or set TEMPORAL_ADDRESS; with TLS, see"
                  + " TEMPORAL_TLS_…");
    };
  }

  private static String words(Status status) {
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "not within " + CALL.toSeconds() + " s";
    }
    if (String.valueOf(status.getDescription()).startsWith("http2 exception")) {
      return "what is there speaks something else, TLS perhaps";
    }
    Throwable root = status.getCause();
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null || root.getMessage() == null
        ? String.valueOf(status.getDescription())
        // Netty adds in hexadecimal what came instead of TLS.
        : root.getMessage().replaceFirst(": [0-9a-f]{8,}$", "");
  }

  /** Empty when the server does not tell. */
  private Optional<List<SearchAttributeKey<?>>> missing() {
    Map<String, IndexedValueType> known;
    try {
      known =
          operator
              .blockingStub()
              .withDeadlineAfter(CALL)
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      // Servers that do not tell, or tell only administrators: the first workflow does at the
      // latest.
      if (UNTOLD.contains(e.getStatus().getCode())) {
        return Optional.empty();
      }
      throw unfit(e);
    }
    List<SearchAttributeKey<?>> missing = new ArrayList<>();
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      IndexedValueType type = known.get(key.getName());
      if (type == null) {
        missing.add(key);
      } else if (type != key.getValueType()) {
        throw new Unfit(
            Reason.NAMESPACE,
            "search attribute \"%s\" of namespace \"%s\" is a %s and has to be a %s"
                .formatted(key.getName(), namespace, word(type), word(key.getValueType())),
            "use another namespace: TEMPORAL_NAMESPACE");
      }
    }
    return Optional.of(missing);
  }

  private void addIfPossible() {
    try {
      add(SearchAttributes.ALL);
    } catch (Unfit e) {
      LOG.debug("search attributes not added: {}", e.getMessage());
    }
  }

  private void add(List<SearchAttributeKey<?>> missing) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    missing.forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    try {
      operator.blockingStub().withDeadlineAfter(CALL).addSearchAttributes(request.build());
    } catch (StatusRuntimeException e) {
      switch (e.getStatus().getCode()) {
        case ALREADY_EXISTS -> {
          // Another worker was faster.
        }
        case UNAVAILABLE, DEADLINE_EXCEEDED -> throw unfit(e);
        default -> throw without(missing);
      }
    }
  }

  private Unfit without(List<SearchAttributeKey<?>> missing) {
    String options =
        missing.stream()
            .map(key -> "--name " + key.getName() + " --type " + word(key.getValueType()))
            .collect(Collectors.joining(" "));
    return new Unfit(
        Reason.NAMESPACE,
        "namespace \"%s\" does not have the search attributes %s, and the worker may not add them"
            .formatted(
                namespace,
                missing.stream()
                    .map(SearchAttributeKey::getName)
                    .collect(Collectors.joining(", "))),
        "temporal operator search-attribute create --namespace " + namespace + " " + options);
  }

  /** As the temporal CLI writes a type. */
  public static String word(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_BOOL -> "Bool";
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_TEXT -> "Text";
      case INDEXED_VALUE_TYPE_INT -> "Int";
      case INDEXED_VALUE_TYPE_DOUBLE -> "Double";
      case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      default -> type.name();
    };
  }
}
