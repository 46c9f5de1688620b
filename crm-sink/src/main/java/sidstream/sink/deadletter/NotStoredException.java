// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

/** Kafka did not acknowledge a record, or the registry does not know its schema; try again. */
public final class NotStoredException extends Exception {

  private static final long serialVersionUID = 1L;

  NotStoredException(String topic, Throwable cause) {
    super(topic + ": " + cause, cause);
  }
}
