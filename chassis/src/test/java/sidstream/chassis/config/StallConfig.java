// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Settings with entries that are shipped, in the properties file of the same name. */
@ConfigMapping(prefix = "sidstream")
interface StallConfig {

  Map<String, Fruit> fruits();

  interface Fruit {
    int price();

    String name();
  }
}
