// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import sidstream.chassis.config.Secret;

class PathSecretContractTest extends VerifierContract {

  static final Secret NEW = new Secret("new-secret-0123456789");
  static final Secret OLD = new Secret("old-secret-0123456789");

  @Override
  Verifier verifier() {
    return new PathSecret(NEW, Optional.of(OLD));
  }

  @Override
  Verifier rotated() {
    return new PathSecret(NEW, Optional.empty());
  }

  @Override
  Attempts good() {
    return Attempts.PLAIN.secret(NEW.reveal());
  }

  @Override
  Attempts goodByPrevious() {
    return Attempts.PLAIN.secret(OLD.reveal());
  }

  @Override
  Set<String> headers() {
    return Set.of();
  }

  @Override
  Set<Part> parts() {
    return Set.of(Part.SECRET);
  }

  @Override
  List<String> secrets() {
    return List.of(NEW.reveal(), OLD.reveal());
  }
}
