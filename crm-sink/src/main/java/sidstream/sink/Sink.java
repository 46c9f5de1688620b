// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.List;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.Registry;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.schemas.Topics;
import sidstream.sink.consume.SessionOpener;
import sidstream.sink.consume.SessionOpener.Delivering;
import sidstream.sink.consume.SinkLoop;
import sidstream.sink.crm.CrmConfig;
import sidstream.sink.crm.Crms;
import sidstream.sink.crm.RetryConfig;
import sidstream.sink.delivery.DeliveryPolicy;
import sidstream.sink.delivery.DeliveryPolicy.Limits;

/** The CRM sink: crm-events in, CRM requests out, receipts and dead letters kept. */
public final class Sink {

  private static final String NAME = "crm-sink";

  private Sink() {}

  /**
   * Puts the sink together; opens nothing.
   *
   * @throws sidstream.chassis.config.ConfigException when the CRM's settings are wrong
   */
  public static App wire(SinkConfig config, Ops ops) {
    return wire(config, ops, Registry.client(config.registry()));
  }

  static App wire(SinkConfig config, Ops ops, SchemaRegistryClient registry) {
    SessionOpener opener =
        new SessionOpener(
            new Topics(config.kafka().topicPrefix()),
            new KafkaClients(config.kafka(), NAME),
            registry,
            delivering(config),
            ops.meters());
    return new App(NAME, List.of(new SinkLoop(opener)));
  }

  private static Delivering delivering(SinkConfig config) {
    CrmConfig crm = config.crm();
    return new Delivering(
        Crms.of(crm), policy(crm.retry()), crm.workers(), crm.maxInFlight(), drain(config));
  }

  private static DeliveryPolicy policy(RetryConfig retry) {
    return new DeliveryPolicy(
        new Limits(
            retry.initialDelay(),
            retry.maxDelay(),
            retry.maxRetryAfter(),
            retry.maxAttempts(),
            retry.maxAge()));
  }

  /** Leaves a quarter of the app's drain for the last commit and the farewell. */
  private static Duration drain(SinkConfig config) {
    return config.ops().drainTimeout().multipliedBy(3).dividedBy(4);
  }
}
