// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import sidstream.ingest.source.body.Body;

/**
 * Every encoding of a body. Whatever the bytes are, they are fields or a reason, twice the same,
 * and the fields are not much larger than the bytes.
 */
public final class BodyTarget {

  private BodyTarget() {}

  /** What a coverage-guided fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    Body body = Body.of(input.request());
    Claim.that(body.equals(Body.of(input.request())), "two readings differ");
    if (body instanceof Body.Fields fields) {
      long size = 0;
      for (var field : fields.values().entrySet()) {
        size += field.getKey().length() + field.getValue().length();
      }
      Claim.that(size <= 3L * input.size() + 64 * 1024, "fields unfold to " + size);
    }
  }
}
