package io.awsconfig.client;

import java.util.function.Consumer;

import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Gives clients that an application can name only while it runs, for the account, role or
 * Region of a tenant for example:
 *
 * <pre>{@code
 * S3Client s3 = factory.get(S3Client.class, (client) -> client.region(tenant.region()).roleArn(tenant.roleArn()));
 * }</pre>
 *
 * Such a client has all that a client of its service has: whatever is not said of it, the
 * settings of the service say, then those of all services; customizers, interceptors and
 * the like are applied as well. What is said of it counts as if it stood below
 * {@code aws.clients.<name>}: before all properties, variables and files, but after
 * connection details, so that no test with containers signs with real credentials.
 * <p>
 * A client is built once for each distinct specification, and given to everybody who asks
 * for the same. Ask for it each time; that takes less than a request by far. All share
 * HTTP clients and threads, and those that are to have the same credentials share these:
 * one role of one tenant is assumed once, whatever services and Regions it is used in.
 * <p>
 * As many clients are kept as {@code aws.client-factory-size} says. Of more, the one that
 * nobody has asked for the longest is no longer kept. It still works for whoever holds
 * it, and whoever asks for it meanwhile gets the same. When the garbage collector finds
 * that nobody does, neither the application nor a call that it has begun, what the client
 * had is given back: its credentials are no longer refreshed, unless others share them,
 * and its STS client is closed. So there is no moment at which a client is closed in
 * somebody's hands. An HTTP client that a customizer has given to its builder is not
 * closed then; let customizers give one that is shared.
 * <p>
 * All clients are closed with the application. Do not close them yourself: others have
 * the same.
 *
 * @since 0.1.0
 */
public interface AwsClientFactory {

	/**
	 * Return a client or presigner with settings of its own.
	 * @param type its interface, sync or async, of any service on the class path
	 * @param specification says what is special about the client; called each time, on a
	 * specification that it must not keep
	 * @param <C> the type of the client
	 * @return the client, the same for the same specification
	 * @throws IllegalArgumentException if the type is no interface of a client or
	 * presigner
	 * @throws io.awsconfig.settings.AwsConfigurationException if what is said is not
	 * valid, a profile does not exist or no Region is set. No request has been sent then,
	 * and the next call tries again
	 * @throws IllegalStateException if the application has been closed
	 */
	<C extends SdkAutoCloseable> C get(Class<C> type, Consumer<? super AwsClientSpecification> specification);

}
