// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The port described as an OpenAPI 3.1 document and as a page for people: made of the configured
 * sources' routes and of the answer table, so that it says what the gateway does. Holds no secret.
 */
public final class OpenApi {

  private final Map<String, List<Route>> routes;
  private final int bodyBytes;

  /**
   * @param endpoints by source
   */
  public OpenApi(Map<String, Endpoint> endpoints, Limits limits) {
    routes = new TreeMap<>();
    endpoints.forEach((source, endpoint) -> routes.put(source, routes(source, endpoint)));
    bodyBytes = limits.bounds().bodyBytes();
  }

  /** In the source's own order. */
  private static List<Route> routes(String source, Endpoint endpoint) {
    return endpoint.source().feeds().stream()
        .map(feed -> new Route(source, feed, endpoint))
        .toList();
  }

  /**
   * @param gateway base URL of the port, for example {@code http://localhost:8080}
   */
  public String json(String gateway) {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
      write(json, document(gateway));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /**
   * @param gateway base URL of the port, for example {@code http://localhost:8080}
   */
  public String html(String gateway) {
    return new OpenApiPage(gateway, bodyBytes).html(routes);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value);
    }
  }

  private Map<String, Object> document(String gateway) {
    return object(
        "openapi",
        "3.1.0",
        "info",
        object(
            "title",
            "sidstream webhooks",
            "description",
            "Where providers send their webhooks. 200 means durable, never less. Answers have no"
                + " body. Who may send is told by the secret at the end of the path unless the"
                + " source's settings say otherwise: then the path may end after the feed. Any"
                + " other method than these is answered 405.",
            "version",
            "1",
            "license",
            object("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "servers",
        List.of(object("url", gateway)),
        "security",
        List.of(object(), object("basic", List.of())),
        "paths",
        paths(),
        "components",
        object(
            "parameters",
            object("secret", secret(), "fields", fields()),
            "responses",
            responses(Arrays.stream(Reply.values()).filter(reply -> reply.status() != 200)),
            "securitySchemes",
            object("basic", object("type", "http", "scheme", "basic"))));
  }

  private Map<String, Object> paths() {
    Map<String, Object> paths = new LinkedHashMap<>();
    routes.forEach(
        (source, feeds) -> {
          String path = Routes.ROOT + source + "/{feed}";
          paths.put(path + "/{secret}", path(source, feeds, true));
          paths.put(path, path(source, feeds, false));
        });
    return paths;
  }

  private Map<String, Object> path(String source, List<Route> feeds, boolean secret) {
    Map<String, Object> path = object("summary", "Webhooks of " + source);
    List<Object> parameters = new ArrayList<>(List.of(feed(feeds), ref("parameters", "fields")));
    if (secret) {
      parameters.add(ref("parameters", "secret"));
    }
    path.put("parameters", parameters);
    for (WebhookMethod method : WebhookMethod.values()) {
      String name = method.name().toLowerCase(Locale.ROOT);
      String id = name + '-' + source + (secret ? "" : "-without-secret");
      path.put(name, operation(method, id));
    }
    return path;
  }

  private static Map<String, Object> operation(WebhookMethod method, String id) {
    Map<String, Object> operation = object("operationId", id, "summary", method.about());
    if (method == WebhookMethod.POST) {
      operation.put("requestBody", body());
    }
    operation.put("responses", answers(method));
    return operation;
  }

  private Map<String, Object> feed(List<Route> feeds) {
    return object(
        "name",
        "feed",
        "in",
        "path",
        "required",
        true,
        "description",
        "What the URL was pasted for",
        "schema",
        object("type", "string", "oneOf", feeds.stream().map(this::feed).toList()));
  }

  private Map<String, Object> feed(Route route) {
    return object(
        "const",
        route.feed().name(),
        "description",
        route.feed().about(),
        "x-largest-body",
        route.largestBody(bodyBytes));
  }

  private static Map<String, Object> secret() {
    return object(
        "name",
        "secret",
        "in",
        "path",
        "required",
        true,
        "description",
        "The source's secret",
        "schema",
        object("type", "string", "format", "password"));
  }

  private static Map<String, Object> fields() {
    return object(
        "name",
        "fields",
        "in",
        "query",
        "description",
        "Any fields: a provider's own, or yours, which are kept with the event",
        "style",
        "form",
        "explode",
        true,
        "schema",
        object("type", "object", "additionalProperties", object("type", "string")));
  }

  private static Map<String, Object> body() {
    Map<String, Object> fields = object("schema", object("type", "object"));
    return object(
        "description",
        "As the provider sends it. What cannot be read is durable all the same",
        "content",
        object(
            "application/x-www-form-urlencoded",
            fields,
            "multipart/form-data",
            fields,
            "application/json",
            fields));
  }

  /** The shared ones but for 200, which means more than one thing. */
  private static Map<String, Object> answers(WebhookMethod method) {
    Map<String, Object> answers =
        responses(method.answers().filter(reply -> reply.status() == 200));
    method
        .answers()
        .filter(reply -> reply.status() != 200)
        .map(reply -> Integer.toString(reply.status()))
        .forEach(status -> answers.put(status, ref("responses", status)));
    return answers;
  }

  private static Map<String, Object> responses(Stream<Reply> replies) {
    Map<String, Object> responses = new LinkedHashMap<>();
    replies
        .sorted(Comparator.comparingInt(Reply::status))
        .collect(Collectors.groupingBy(Reply::status, TreeMap::new, Collectors.toList()))
        .forEach((status, same) -> responses.put(Integer.toString(status), response(same)));
    return responses;
  }

  /** What all the answers of one status say together. */
  private static Map<String, Object> response(List<Reply> same) {
    String when = same.stream().map(Reply::situation).collect(Collectors.joining("; or "));
    Map<String, Object> headers = object();
    for (Reply reply : same) {
      reply.headers().forEach((name, value) -> headers.put(name, header("const", value)));
      if (reply == Reply.STORED) {
        headers.put(Answers.RECEIPT, header("format", "uuid"));
      }
    }
    return headers.isEmpty()
        ? object("description", when)
        : object("description", when, "headers", headers);
  }

  private static Map<String, Object> header(String keyword, String value) {
    return object("schema", object("type", "string", keyword, value));
  }

  private static Map<String, Object> ref(String kind, String name) {
    return object("$ref", "#/components/" + kind + '/' + name);
  }

  /** Names and values in turns. */
  private static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }
}
