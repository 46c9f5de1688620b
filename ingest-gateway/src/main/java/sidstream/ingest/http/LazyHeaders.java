// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Headers by name in lower case, looked up where they are: most verifiers ask for one or none, so
 * nothing is copied.
 */
final class LazyHeaders extends AbstractMap<String, List<String>> {

  private final HttpFields fields;

  LazyHeaders(HttpFields fields) {
    this.fields = fields;
  }

  @Override
  public @Nullable List<String> get(@Nullable Object name) {
    return name instanceof String text && fields.contains(text) ? fields.getValuesList(text) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && fields.contains(text);
  }

  @Override
  public Set<Map.Entry<String, List<String>>> entrySet() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (HttpField field : fields) {
      String name = field.getName();
      all.computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> fields.getValuesList(name));
    }
    return all.entrySet();
  }
}
