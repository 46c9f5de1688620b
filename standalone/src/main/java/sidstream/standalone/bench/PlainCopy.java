// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import sidstream.schemas.Topics;
import sidstream.standalone.bench.Follower.Course;
import sidstream.standalone.bench.Follower.Pace;

/** Runs {@link CopyMain} as a process beside a rig's broker and measures it. */
final class PlainCopy {

  /** A group that reads to the end does not commit the marks of transactions behind the last. */
  private static final double MOST = 0.95;

  /** As the processor's producers write. */
  private static final List<String> LIKE_THE_PROCESSOR =
      List.of("compression.type=gzip", "compression.gzip.level=1", "batch.size=65536");

  private final Rig rig;
  private final Admin admin;
  private final Topics topics = new Topics("");

  PlainCopy(Rig rig, Admin admin) {
    this.rig = rig;
    this.admin = admin;
  }

  /**
   * Copies all webhooks, uncompressed.
   *
   * @param name sets its group apart from that of another one
   */
  Pace ofWebhooks(String name, long events)
      throws IOException, InterruptedException, ExecutionException {
    return measure(name, new Course(Set.of(topics.webhooks.name()), events), List.of());
  }

  /**
   * Copies what the processor has written, its changelogs too, as the processor writes.
   *
   * @param events that it has written them for
   * @return of each event
   */
  Pace ofOutputs(long events) throws IOException, InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : outputs()) {
      for (int partition = 0; partition < topic.partitions().size(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long records =
        admin.listOffsets(ends).all().get().values().stream().mapToLong(end -> end.offset()).sum();
    Set<String> names =
        Set.copyOf(ends.keySet().stream().map(TopicPartition::topic).distinct().toList());
    Course course = new Course(names, (long) (records * MOST));
    return measure("outputs", course, LIKE_THE_PROCESSOR).ofEach((double) records / events);
  }

  /** All that is the pipeline's, without what it reads. */
  private List<TopicDescription> outputs() throws InterruptedException, ExecutionException {
    List<String> names = new ArrayList<>(topics.all().stream().map(topic -> topic.name()).toList());
    names.remove(topics.webhooks.name());
    admin.listTopics().names().get().stream()
        .filter(name -> name.startsWith("stream-processor-"))
        .forEach(names::add);
    return List.copyOf(admin.describeTopics(names).allTopicNames().get().values());
  }

  private Pace measure(String name, Course course, List<String> writing)
      throws IOException, InterruptedException, ExecutionException {
    createTargets(course.topics());
    String group = "bench-" + name;
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(rig.bootstrap(), group, String.join(",", course.topics())));
    arguments.addAll(writing);
    List<String> jvm = ProcessorVm.jvm(List.of());
    Vm copy = rig.beside(new Vm.Program(jvm, CopyMain.class, arguments, Map.of()));
    Pace pace = new Follower(admin, rig.broker(), group, course).await(copy);
    copy.close();
    return pace;
  }

  private void createTargets(Set<String> sources) throws InterruptedException, ExecutionException {
    Set<String> there = admin.listTopics().names().get();
    List<NewTopic> targets =
        admin.describeTopics(sources).allTopicNames().get().values().stream()
            .filter(source -> !there.contains(CopyMain.target(source.name())))
            .map(
                source ->
                    new NewTopic(
                        CopyMain.target(source.name()), source.partitions().size(), (short) 1))
            .toList();
    admin.createTopics(targets).all().get();
  }
}
