// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AllowListTest extends VerifierContract {

  @Override
  Verifier verifier() {
    return new AllowList(List.of("198.51.100.7", "2001:db8::/32"));
  }

  @Override
  Verifier rotated() {
    return verifier();
  }

  @Override
  Attempts good() {
    return Attempts.PLAIN.sender("198.51.100.7");
  }

  @Override
  Attempts goodByPrevious() {
    return Attempts.PLAIN.sender("2001:db8:1::1");
  }

  @Override
  Set<String> headers() {
    return Set.of();
  }

  @Override
  Set<Part> parts() {
    return Set.of(Part.SENDER);
  }

  @Override
  List<String> secrets() {
    return List.of();
  }

  @Example
  void aBlockEndsWhereItsPrefixSays() {
    assertThat(holds("192.0.2.0/24", "192.0.2.0", "192.0.2.255")).isTrue();
    assertThat(holds("192.0.2.0/24", "192.0.3.0")).isFalse();
    assertThat(holds("192.0.2.0/23", "192.0.3.255")).isTrue();
    assertThat(holds("192.0.2.0/23", "192.0.4.0")).isFalse();
    assertThat(holds("10.0.0.0/8", "10.255.255.255")).isTrue();
    assertThat(holds("0.0.0.0/0", "255.255.255.255")).isTrue();
    assertThat(holds("0.0.0.0/0", "::1")).isFalse();
    assertThat(holds("::/0", "2001:db8::1")).isTrue();
    assertThat(holds("::/0", "192.0.2.1")).isFalse();
    assertThat(holds("fe80::/10", "febf::1")).isTrue();
    assertThat(holds("fe80::/10", "fec0::1")).isFalse();
  }

  @Example
  void aMappedAddressIsItsIpv4Address() {
    assertThat(holds("192.0.2.0/24", "::ffff:192.0.2.9")).isTrue();
    assertThat(holds("::ffff:192.0.2.0/120", "192.0.2.9")).isTrue();
    assertThat(holds("::ffff:192.0.2.0/120", "192.0.3.9")).isFalse();
  }

  @Example
  void nobodysAddressIsRefusedEvenWhereEveryoneIsAllowed() {
    assertRefused(new AllowList(List.of("0.0.0.0/0", "::/0")), good().sender((InetAddress) null));
  }

  @Example
  void theRefusalIsOnTheGroundOfTheAddress() {
    assertThat(verifier().verify(good().sender("192.0.2.1").attempt()))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.ground()).isEqualTo(Verdict.Ground.ADDRESS));
  }

  @Example
  void whatIsNoNetworkIsNotTakenIntoUse() {
    for (String network :
        List.of(
            "",
            "example.com",
            "192.0.2.0/",
            "192.0.2.0/33",
            "192.0.2.0/-1",
            "192.0.2.0/+8",
            "192.0.2.0/a",
            "192.0.2.0/24/24",
            "192.0.2.1/24",
            "192.0.2",
            "2001:db8::/129",
            "2001:db8::1/32",
            "::ffff:192.0.2.0/95",
            "fe80::%eth0/64")) {
      assertThatThrownBy(() -> new AllowList(List.of("192.0.2.1", network)))
          .as(network)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("'" + network + "' is no network");
    }
    assertThatThrownBy(() -> new AllowList(List.of())).hasMessageContaining("at least one");
  }

  @Property
  void aBlockHoldsWhatHasItsFirstBits(
      @ForAll @Size(16) byte[] one,
      @ForAll @Size(16) byte[] other,
      @ForAll @IntRange(max = 128) int bits)
      throws Exception {
    one[0] = 0x20; // not mapped
    other[0] = 0x20;
    BigInteger prefix = new BigInteger(1, one).shiftRight(128 - bits);
    byte[] first = new byte[16];
    byte[] start = prefix.shiftLeft(128 - bits).toByteArray();
    int length = Math.min(16, start.length);
    System.arraycopy(start, start.length - length, first, 16 - length, length);
    String network = InetAddress.getByAddress(first).getHostAddress() + '/' + bits;
    boolean same = new BigInteger(1, other).shiftRight(128 - bits).equals(prefix);
    assertThat(holds(network, InetAddress.getByAddress(other).getHostAddress())).isEqualTo(same);
    assertThat(holds(network, InetAddress.getByAddress(one).getHostAddress())).isTrue();
  }

  private static boolean holds(String network, String... senders) {
    AllowList list = new AllowList(List.of(network));
    return List.of(senders).stream()
        .map(sender -> list.verify(Attempts.PLAIN.sender(sender).attempt()))
        .allMatch(Verdict.Accepted.class::isInstance);
  }
}
