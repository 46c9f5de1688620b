// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.ingest.spool.SpoolRecord;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * Appends to Kafka and nowhere else; a receipt is the ack of all in-sync replicas. Until Kafka and
 * the registry have been seen, and while too much is on its way, appends fail at once; else they
 * wait for the ack as long as that takes.
 */
public final class KafkaEventLog implements EventLog {

  private static final int ROOM_BYTES = 32 * 1024 * 1024;

  private final Writers writers;
  private final KafkaConnection connection;
  private final Semaphore room = new Semaphore(ROOM_BYTES);

  public KafkaEventLog(Topics topics, KafkaClients clients, SchemaRegistryClient registry) {
    writers = new Writers(topics);
    connection =
        new KafkaConnection(writers.all(), clients, new AvroSerdes(registry), new Answers());
  }

  @Override
  public String name() {
    return "log";
  }

  /** Returns when Kafka is there; soon, and not ready, when it is not. */
  @Override
  public void start() throws InterruptedException {
    connection.start();
  }

  @Override
  public Check check() {
    return connection.check();
  }

  @Override
  public CompletableFuture<Receipt> append(WebhookEvent event) {
    return append(writers.atRest(event));
  }

  @Override
  public CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
    return append(writers.atRest(webhook));
  }

  @Override
  public void rehearse(WebhookEvent event) {
    writers.rehearse(event);
  }

  @Override
  public ClockSkew clockSkew() {
    return connection.clockSkew();
  }

  /** What is on its way and not acknowledged fails. */
  @Override
  public void close() {
    connection.close();
  }

  private CompletableFuture<Receipt> append(SpoolRecord record) {
    KafkaLine line = connection.line();
    if (line == null) {
      return CompletableFuture.failedFuture(new IllegalStateException(check().detail()));
    }
    if (!room.tryAcquire(record.size())) {
      return CompletableFuture.failedFuture(new IllegalStateException("too much is on its way"));
    }
    Flight flight = new Flight(record, 0);
    line.send(flight);
    return flight.receipt;
  }

  /** Completes the receipts. */
  private final class Answers implements Landing {

    @Override
    public void stored(Flight flight, Receipt.Stored receipt) {
      room.release(flight.record.size());
      flight.receipt.complete(receipt);
    }

    @Override
    public void failed(Flight flight, Exception why) {
      room.release(flight.record.size());
      flight.receipt.completeExceptionally(why);
    }

    @Override
    public void refused(Flight flight, Exception why) {
      failed(flight, why);
    }
  }
}
