// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

/**
 * What must come out of a wave, whatever happens on the way.
 *
 * @param outcomes of every call and message
 * @param talkSeconds sum over the completed calls
 * @param events different webhooks; each is one step of a call, message or campaign
 * @param repeats postings beyond these
 */
public record Expected(Outcomes outcomes, long talkSeconds, int events, int repeats) {}
