// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import java.net.URI;
import java.time.Duration;
import sidstream.chassis.config.Secret;

/**
 * How an account is reached at Exotel's API.
 *
 * @param url of the API's host, without a path
 * @param account SID of the account
 * @param key with the token the user and password of HTTP Basic
 * @param token of the key
 * @param perMinute requests at the most
 * @param patience how long one answer may take
 */
public record ApiAccess(
    URI url, String account, String key, Secret token, int perMinute, Duration patience) {}
