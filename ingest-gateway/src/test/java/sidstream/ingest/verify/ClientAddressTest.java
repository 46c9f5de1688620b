// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private static final InetAddress PEER = ip("10.0.0.1");

  @Test
  void withoutTrustedProxiesThePeerIsTheSenderWhateverTheHeaderSays() {
    assertThat(ClientAddress.of(PEER, List.of("198.51.100.7"), 0)).isEqualTo(PEER);
    assertThat(ClientAddress.of(PEER, List.of(), 0)).isEqualTo(PEER);
  }

  @ParameterizedTest
  @CsvSource({
    "1, '198.51.100.7', 198.51.100.7",
    "1, '6.6.6.6, 198.51.100.7', 198.51.100.7",
    "2, '6.6.6.6, 198.51.100.7, 10.0.0.2', 198.51.100.7",
    "3, '198.51.100.7,10.0.0.3,10.0.0.2', 198.51.100.7",
    "1, '2001:db8::7', 2001:db8::7",
    "1, '::ffff:198.51.100.7', 198.51.100.7",
    "1, '198.51.100.7:4711', 198.51.100.7",
    "1, '[2001:db8::7]:4711', 2001:db8::7",
    "1, '[2001:db8::7]', 2001:db8::7",
    "1, 'rubbish, 198.51.100.7', 198.51.100.7",
    "2, '198.51.100.7, rubbish', 198.51.100.7"
  })
  void behindNProxiesTheSenderIsTheNthFromTheRight(int proxies, String header, String sender) {
    assertThat(ClientAddress.of(PEER, List.of(header), proxies)).isEqualTo(ip(sender));
  }

  @Test
  void severalHeaderLinesAreOneList() {
    List<String> lines = List.of("6.6.6.6", "198.51.100.7, 10.0.0.3", "10.0.0.2");
    assertThat(ClientAddress.of(PEER, lines, 3)).isEqualTo(ip("198.51.100.7"));
    assertThat(ClientAddress.of(PEER, lines, 4)).isEqualTo(ip("6.6.6.6"));
    assertThat(ClientAddress.of(PEER, lines, 5)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "198.51.100.7,",
        "unknown",
        "_hidden",
        "localhost",
        "example.com",
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "010.1.1.1",
        "1.2.3.4 5.6.7.8",
        "1.2.3.4:",
        "1.2.3.4:123456",
        "1.2.3.4:http",
        "0x7f000001",
        "2130706433",
        "٣.1.1.1",
        "fe80::1%eth0",
        "[2001:db8::7",
        "2001:db8::7]",
        "[1.2.3.4]",
        "[]",
        "[",
        ":",
        ":::",
        ".:1",
        "1::2::3",
        "12345::"
      })
  void rubbishIsNobodysAddress(String entry) {
    assertThat(ClientAddress.of(PEER, List.of(entry), 1)).isNull();
  }

  @Test
  void aMissingOrShortListIsNobodysAddress() {
    assertThat(ClientAddress.of(PEER, List.of(), 1)).isNull();
    assertThat(ClientAddress.of(PEER, List.of("198.51.100.7"), 2)).isNull();
  }

  @Property
  void aSpoofedLeftPartNeverCounts(
      @ForAll List<String> spoofed,
      @ForAll @Size(4) byte[] sender,
      @ForAll @IntRange(min = 1, max = 4) int proxies)
      throws Exception {
    InetAddress honest = InetAddress.getByAddress(sender);
    List<String> entries = new ArrayList<>(List.of(honest.getHostAddress()));
    for (int proxy = 1; proxy < proxies; proxy++) {
      entries.add("10.0.0." + proxy);
    }
    String right = String.join(", ", entries);
    List<String> inFront = new ArrayList<>(spoofed);
    inFront.add(right);
    assertThat(ClientAddress.of(PEER, inFront, proxies)).isEqualTo(honest);
    String oneLine = String.join(",", spoofed) + ',' + right;
    assertThat(ClientAddress.of(PEER, List.of(oneLine), proxies)).isEqualTo(honest);
  }

  @Property
  void anyAddressIsReadAsItIsWritten(@ForAll @Size(16) byte[] address) throws Exception {
    InetAddress sender = InetAddress.getByAddress(address);
    assertThat(ClientAddress.of(PEER, List.of(sender.getHostAddress()), 1)).isEqualTo(sender);
  }

  @Property
  void nothingMakesItThrow(
      @ForAll List<String> lines, @ForAll @IntRange(min = -2, max = 9) int proxies) {
    InetAddress sender = ClientAddress.of(PEER, lines, proxies);
    assertThat(sender == null || sender.getHostAddress() != null).isTrue();
  }

  private static InetAddress ip(String literal) {
    return Objects.requireNonNull(IpLiteral.parse(literal));
  }
}
