// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from a {@code @ConfigMapping} interface which settings there are, in alphabetical order.
 */
final class Keys {

  private final List<Key> keys = new ArrayList<>();

  private Keys() {}

  static List<Key> of(Class<?> mapping) {
    Keys keys = new Keys();
    keys.addGroup(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
    return keys.keys.stream().sorted(Comparator.comparing(Key::name)).distinct().toList();
  }

  private void addGroup(String name, Class<?> group) {
    addMembers(name + '.', group);
  }

  private void addMembers(String prefix, Class<?> group) {
    Arrays.stream(group.getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .forEach(method -> add(prefix + name(method), method));
  }

  private void add(String key, Method method) {
    Type type = method.getGenericReturnType();
    boolean optional = method.getReturnType() == Optional.class;
    Class<?> raw = raw(optional ? argument(type, 0) : type);
    if (Map.class.isAssignableFrom(raw)) {
      List<Key> ofEntry = ofEntry(method);
      keys.add(new Key(key, Key.Kind.MAP, mayHoldSecrets(method, ofEntry), ofEntry));
    } else if (Collection.class.isAssignableFrom(raw)) {
      keys.add(new Key(key, Key.Kind.LIST, type.toString().contains(Secret.class.getName())));
    } else if (isGroup(raw)) {
      addGroup(key, raw);
    } else {
      keys.add(new Key(key, Key.Kind.VALUE, raw == Secret.class));
    }
  }

  /** Names below an entry's; none where an entry is a value. */
  private static List<Key> ofEntry(Method map) {
    Class<?> values = raw(argument(map.getGenericReturnType(), 1));
    Keys keys = new Keys();
    if (isGroup(values)) {
      keys.addMembers("", values);
    }
    return keys.keys;
  }

  /** Whatever a user may add to a client can be a password; what a map nests may have some. */
  private static boolean mayHoldSecrets(Method map, List<Key> ofEntry) {
    return raw(argument(map.getGenericReturnType(), 1)) == Secret.class
        || ofEntry.stream().anyMatch(Key::secret)
        || map.getName().equals("client");
  }

  private static boolean isGroup(Class<?> type) {
    return type.isInterface() && type.getPackageName().startsWith("sidstream");
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static String name(Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return given != null
        ? given.value()
        : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
