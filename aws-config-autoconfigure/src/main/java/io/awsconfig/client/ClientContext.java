package io.awsconfig.client;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.util.function.SingletonSupplier;

/**
 * What all clients of an application share. Whoever configures clients, with beans or
 * without, makes one of these first.
 *
 * @param settings the settings
 * @param region the Region of services that have none of their own
 * @param extensions what all clients get on top of the settings; asked for each of them,
 * since an extension may need a client itself
 * @param retryStrategies makes the retry strategies of the clients and knows how they are
 * @param httpClients the HTTP clients; closed by whoever made them
 * @param builtClients knows the clients that were built
 * @param failures explains why calls fail
 * @param former knows the settings that there were before these
 */
@Internal
public record ClientContext(AwsSettings settings, AwsRegionProvider region, Supplier<ClientExtensions> extensions,
		RetryStrategies retryStrategies, AwsHttpClients httpClients, BuiltClients builtClients, CallFailures failures,
		FormerSettings former) {

	/**
	 * Create a context that knows no client yet.
	 */
	public ClientContext(AwsSettings settings, AwsRegionProvider region, Supplier<ClientExtensions> extensions,
			RetryStrategies retryStrategies, AwsHttpClients httpClients, CallFailures failures) {
		this(settings, region, extensions, retryStrategies, httpClients, new BuiltClients(), failures,
				new FormerSettings());
	}

	/**
	 * Return a named client as the settings have it now, if it has the settings of
	 * earlier ones.
	 */
	NamedClient current(NamedClient client) {
		NamedClient current = this.former.contains(client.settings()) ? this.settings.findClient(client.name()) : null;
		return (current != null && current.service().equals(client.service())) ? current : client;
	}

	/**
	 * Return what clients share outside of an application.
	 * @param settings the settings
	 * @param region the Region of services that have none of their own
	 * @param customizers gives what is called after the settings have been applied, in
	 * this order; asked for with the first client, since they may need credentials
	 * themselves
	 */
	static ClientContext of(AwsSettings settings, AwsRegionProvider region,
			Supplier<List<AwsClientCustomizer<?>>> customizers) {
		return new ClientContext(settings, region,
				SingletonSupplier.of(() -> ClientExtensions.of(customizers.get()))::obtain, new RetryStrategies(),
				new AwsHttpClients(), new CallFailures(Clock.systemUTC()));
	}

}
