// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * How fast a group gets on with what it reads, by the offsets that it commits. The first third is
 * the warm-up of its VM and does not count.
 */
record Follower(Admin admin, Vm broker, String group, Course course) {

  /**
   * What is followed.
   *
   * @param topics whose offsets count
   * @param records that are to be read
   */
  record Course(Set<String> topics, long records) {}

  private static final long LOOK_MS = 100;
  private static final Duration BOUND = Duration.ofMinutes(30);
  private static final int WARM_UP = 3;

  /**
   * What it did after the warm-up.
   *
   * @param perSecond records
   * @param micros processor time per record
   * @param brokerMicros the broker's processor time per record
   */
  record Pace(double perSecond, double micros, double brokerMicros) {

    /** With so many of the records taken for one. */
    Pace ofEach(double records) {
      return new Pace(perSecond / records, micros * records, brokerMicros * records);
    }
  }

  private record Look(long read, long nanoTime, long cpu, long brokerCpu) {}

  /** Returns when it has committed everything. */
  Pace await(Vm vm) throws IOException, InterruptedException, ExecutionException {
    Look first = look(vm);
    while (first.read < course.records() / WARM_UP) {
      first = next(vm, first);
    }
    long end = first.nanoTime + BOUND.toNanos();
    Look last = first;
    while (last.read < course.records()) {
      last = next(vm, last);
      if (last.nanoTime > end) {
        throw new IOException(
            "only " + last.read + " records of " + course.records() + " after half an hour");
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
            .filter(entry -> course.topics().contains(entry.getKey().topic()))
            .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset())
            .sum();
    return new Look(read, System.nanoTime(), vm.cpuNanos(), broker.cpuNanos());
  }
}
