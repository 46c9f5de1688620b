// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import sidstream.chassis.ops.Check;
import sidstream.chassis.run.App;
import sidstream.chassis.run.Part;

/** A whole app as one part of the one-command run. For health, its own parts answer. */
record AppPart(String name, App app) implements Part {

  @Override
  public void start() {
    app.start();
  }

  @Override
  public Check check() {
    return Check.OK;
  }

  @Override
  public void close() {
    app.close();
  }
}
