// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import sidstream.chassis.ops.Check;

/**
 * Something that runs: constructors only assign, {@link #start} opens, {@link #check} tells the
 * truth, {@link #close} ends it after a bounded drain and may be called twice.
 */
public interface Part extends AutoCloseable {

  /** Short name for health and log lines, for example {@code http}. */
  String name();

  /** Opens what the part needs; returns when it works or has begun to try. */
  void start() throws Exception;

  /** Whether it works now. Never blocks. */
  Check check();

  @Override
  void close();
}
