// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import sidstream.chassis.run.AppMain;

/** The stream processor as a process. */
public final class StreamProcessorMain {

  private StreamProcessorMain() {}

  public static void main(String[] args) {
    new AppMain<>(StreamConfig.class, StreamConfig::ops, StreamProcessor::wire).runAndExit();
  }
}
