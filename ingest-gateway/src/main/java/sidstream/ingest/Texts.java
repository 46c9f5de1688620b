// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.config.spi.Converter;

/** Takes texts that become a part of a request, and nothing that would make another of it. */
final class Texts {

  private Texts() {}

  /** Part of a path. */
  public static final class AccountSid implements Converter<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
      return matching(value.strip(), "[A-Za-z0-9_-]{1,100}", "letters, digits, - and _");
    }
  }

  /** User name of HTTP Basic. */
  public static final class ApiKey implements Converter<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
      return matching(value.strip(), "[!-9;-~]{1,200}", "visible ASCII without a colon");
    }
  }

  /** Scheme, host and perhaps port. */
  public static final class HostUrl implements Converter<URI> {
    private static final long serialVersionUID = 1L;

    @Override
    public URI convert(String value) {
      String expected = "Expected http or https, a host and nothing behind it";
      try {
        URI url = new URI(value.strip());
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null;
        String path = url.getRawPath();
        if (web && bare && url.getHost() != null && (path.isEmpty() || path.equals("/"))) {
          return url;
        }
      } catch (URISyntaxException e) {
        // said below
      }
      throw new IllegalArgumentException(expected);
    }
  }

  private static String matching(String value, String pattern, String what) {
    if (value.matches(pattern)) {
      return value;
    }
    throw new IllegalArgumentException("Expected " + what);
  }
}
