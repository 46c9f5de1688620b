// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.chassis.run.Part;

/** A whole app as one part of the one-command run. Its own parts answer for its health. */
record AppPart(String name, App app, Ops ops) implements Part {

  @Override
  public void start() {
    app.reportTo(ops.health()).start();
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
