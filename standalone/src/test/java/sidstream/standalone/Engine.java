// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * The Docker engine of the tests. What the machine lacks (an engine, an image) skips the test with
 * a sentence that says what to do.
 */
final class Engine {

  private static final int MINUTES = 5;
  private static final String ADVICE =
      ": start one and let DOCKER_HOST name it; where there is none and nothing to pull from,"
          + " ops/docker/engine.sh up, then ops/docker/engine.sh run mvn ...";

  private final DockerClient client;

  private Engine(DockerClient client) {
    this.client = client;
  }

  static Engine find() {
    boolean named =
        System.getenv("DOCKER_HOST") != null || new File("/var/run/docker.sock").exists();
    Assumptions.assumeTrue(
        named && DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine is reachable" + ADVICE);
    return new Engine(DockerClientFactory.lazyClient());
  }

  DockerClient client() {
    return client;
  }

  /** Returns when the image is on this machine. */
  void need(String image, String variable) throws InterruptedException {
    try {
      client.inspectImageCmd(image).exec();
    } catch (NotFoundException notHere) {
      Assumptions.assumeTrue(
          pulled(image),
          "the image %s cannot be pulled: let %s name one that is here, see ops/docker/engine.sh"
              .formatted(image, variable));
    }
  }

  private boolean pulled(String image) throws InterruptedException {
    try {
      return client.pullImageCmd(image).start().awaitCompletion(MINUTES, TimeUnit.MINUTES);
    } catch (DockerException e) {
      return false;
    }
  }

  /** Builds an app's image out of the whole repository, as {@code docker build -f} does. */
  String build(Path root, String module, String base) {
    Path lib = root.resolve(module).resolve("target").resolve("lib");
    Assumptions.assumeTrue(lib.toFile().isDirectory(), "nothing built in " + lib + ": mvn package");
    String tag = "sidstream-test/" + module + ":latest";
    client
        .buildImageCmd()
        .withBaseDirectory(root.toFile())
        .withDockerfile(root.resolve(module).resolve("Dockerfile").toFile())
        .withBuildArg("BASE_IMAGE", base)
        .withTags(Set.of(tag))
        .exec(new BuildImageResultCallback())
        .awaitImageId(MINUTES, TimeUnit.MINUTES);
    return tag;
  }
}
