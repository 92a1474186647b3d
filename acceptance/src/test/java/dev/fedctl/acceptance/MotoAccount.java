package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.Moto;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.NodesSpec;
import java.net.URI;
import java.nio.file.Path;

/** An account of moto's with the guidance's VPC in it, and the activities that work there. */
final class MotoAccount implements AutoCloseable {

  static final String REGION = "eu-north-1";
  static final Owner OWNER = owner("guidance", "0123456789abcdef");
  static final Owner OTHER = owner("another", "fedcba9876543210");
  static final NodesSpec NODES = new NodesSpec(3, 2, 4, NodesSpec.Architecture.X86_64);

  private final Moto moto;
  private final MotoWorker worker;
  private final MotoVpc vpc;

  private MotoAccount(Moto moto, MotoWorker worker, MotoVpc vpc) {
    this.moto = moto;
    this.worker = worker;
    this.vpc = vpc;
  }

  static MotoAccount open(Path folder) {
    Moto moto = Moto.start(folder);
    MotoWorker worker = MotoWorker.at(moto.endpoint());
    return new MotoAccount(moto, worker, MotoVpc.create(worker.aws().ec2(REGION), "KarmadaVPC"));
  }

  URI endpoint() {
    return moto.endpoint();
  }

  MotoWorker worker() {
    return worker;
  }

  AwsClients aws() {
    return worker.aws();
  }

  MotoVpc vpc() {
    return vpc;
  }

  <T> T activities(Class<T> type) {
    return worker.activities(type);
  }

  static Owner owner(String name, String generation) {
    return new Owner(name, "123456789012", REGION, generation);
  }

  @Override
  public void close() {
    worker.close();
    moto.close();
  }
}
