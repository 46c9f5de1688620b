// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.net.InetAddress;
import java.util.List;
import sidstream.ingest.verify.Verdict.Ground;

/**
 * Lets in who comes from one of a few networks. It says where a request comes from, not who sends
 * it: to be combined with another one, unless the network is one's own.
 */
public final class AllowList implements Verifier {

  private static final Verdict REFUSED =
      new Verdict.Refused(Ground.ADDRESS, "the sender's address is in no allowed network");

  private final List<Network> networks;

  /**
   * @param networks addresses and CIDR blocks, IPv4 and IPv6; at least one
   * @throws IllegalArgumentException when one is none, or there is none
   */
  public AllowList(List<String> networks) {
    this.networks = networks.stream().map(Network::parse).toList();
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("at least one network is required");
    }
  }

  @Override
  public Verdict verify(Attempt attempt) {
    InetAddress sender = attempt.sender();
    if (sender == null) {
      return REFUSED;
    }
    byte[] address = sender.getAddress();
    return networks.stream().anyMatch(network -> network.holds(address))
        ? new Verdict.Accepted()
        : REFUSED;
  }
}
