// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sidstream.stream.rates.Scope;

class ScopesKeyTest {

  @Property(tries = 500)
  void whateverIsInAnIdItIsReadAsItWasWritten(@ForAll List<String> campaigns) {
    List<Scope> scopes = campaigns.stream().map(Scope.Kind.CAMPAIGN::of).toList();

    String text = ScopesKey.text(scopes, UnaryOperator.identity());

    assertThat(ScopesKey.parse(text)).isEqualTo(scopes.stream().map(Scope::key).toList());
  }
}
