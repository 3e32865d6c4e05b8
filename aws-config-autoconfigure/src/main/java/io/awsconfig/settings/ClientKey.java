package io.awsconfig.settings;

/**
 * Where settings of clients stand: below {@code aws.services.<id>}, or below
 * {@code aws.clients.<name>}.
 *
 * @since 0.1.0
 */
public sealed interface ClientKey permits ServiceId, ClientName {

}
