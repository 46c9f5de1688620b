// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

/**
 * One request as the provider posts it.
 *
 * @param feed which callback URL it goes to: {@code call}, {@code sms} or {@code campaign}
 * @param query query string of that URL, without the question mark
 * @param contentType header, boundary included
 * @param body UTF-8
 */
public record Webhook(String feed, String query, String contentType, String body) {}
