// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import sidstream.schemas.Topics;

/**
 * How fast a group gets on with webhooks, by the offsets that it commits. The first third is the
 * warm-up of its VM and does not count.
 */
record Follower(Admin admin, Vm broker, String group, long events) {

  private static final long LOOK_MS = 100;
  private static final Duration BOUND = Duration.ofMinutes(30);
  private static final int WARM_UP = 3;

  /**
   * What it did after the warm-up.
   *
   * @param perSecond events
   * @param micros processor time per event
   * @param brokerMicros the broker's processor time per event
   */
  record Pace(double perSecond, double micros, double brokerMicros) {}

  private record Look(long read, long nanoTime, long cpu, long brokerCpu) {}

  /** Returns when it has committed everything. */
  Pace await(Vm vm) throws IOException, InterruptedException, ExecutionException {
    Look first = look(vm);
    while (first.read < events / WARM_UP) {
      first = next(vm, first);
    }
    long end = first.nanoTime + BOUND.toNanos();
    Look last = first;
    while (last.read < events) {
      last = next(vm, last);
      if (last.nanoTime > end) {
        throw new IOException("only " + last.read + " events of " + events + " after half an hour");
      }
    }
    double read = last.read - first.read;
    return new Pace(
        read * 1e9 / (last.nanoTime - first.nanoTime),
        (last.cpu - first.cpu) / 1e3 / read,
        (last.brokerCpu - first.brokerCpu) / 1e3 / read);
  }

  private Look next(Vm vm, Look before)
      throws IOException, InterruptedException, ExecutionException {
    vm.requireAlive();
    TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    Look look = look(vm);
    return look.read < before.read ? before : look;
  }

  private Look look(Vm vm) throws InterruptedException, ExecutionException {
    long read =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .entrySet()
            .stream()
            .filter(entry -> isOfWebhooks(entry.getKey()))
            .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset())
            .sum();
    return new Look(read, System.nanoTime(), vm.cpuNanos(), broker.cpuNanos());
  }

  private static boolean isOfWebhooks(TopicPartition partition) {
    return partition.topic().equals(new Topics("").webhooks.name());
  }
}
