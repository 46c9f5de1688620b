// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

/**
 * Who sends what when: requests at even distances, each the next event of one of many Sids. Two
 * events of a Sid are two seconds apart, so the earlier is answered before the later is sent: their
 * order is defined.
 *
 * @param perSecond requests per second
 */
record Plan(int perSecond) {

  private static final int GAP_SECONDS = 2;
  private static final int EVENTS_PER_SID = 4;

  /** When the request is due, in nanoseconds from the start. */
  long dueNanos(int request) {
    return request * 1_000_000_000L / perSecond;
  }

  /** How many are due within so many seconds. */
  int requests(long seconds) {
    return Math.toIntExact(seconds * perSecond);
  }

  long sid(int request) {
    return (long) (round(request) / EVENTS_PER_SID) * width() + request % width();
  }

  /** Which event of its Sid it is, from 0. */
  int event(int request) {
    return round(request) % EVENTS_PER_SID;
  }

  /** The request that is this event of this Sid. */
  int request(long sid, int event) {
    long round = sid / width() * EVENTS_PER_SID + event;
    return Math.toIntExact(round * width() + sid % width());
  }

  private int round(int request) {
    return request / width();
  }

  private int width() {
    return perSecond * GAP_SECONDS;
  }
}
