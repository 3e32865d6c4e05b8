package io.awsconfig.doctor;

import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.client.ApplicationBeans;
import io.awsconfig.client.ClientContext;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

/**
 * What is examined: the settings, credentials and clients of an application.
 *
 * @param environment where the settings come from
 * @param settings the settings
 * @param credentials gives the credentials of the clients
 * @param clients gives what all clients are made with
 * @param beans gives the beans of the application
 * @param classLoader the class loader of the application
 * @param clock the clock of this machine
 * @param nanoTime measures durations
 */
@Internal
public record Patient(AwsEnvironment environment, AwsSettings settings, Supplier<CredentialsInUse> credentials,
		Supplier<ClientContext> clients, Supplier<ApplicationBeans> beans, ClassLoader classLoader, Clock clock,
		LongSupplier nanoTime) {

}
