package io.awsconfig.settings;

/**
 * Whose settings are meant: those of the clients of one service, or those of one named
 * client.
 *
 * @since 0.1.0
 */
public sealed interface ClientKey permits ServiceId, ClientName {

}
