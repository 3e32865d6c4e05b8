package io.awsconfig.client;

import java.util.List;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The beans of the application that take the place of ours, or change clients. What has
 * no single bean is not used, and {@code null} here.
 *
 * @param credentialsProvider gives the credentials
 * @param regionProvider gives the Region
 * @param httpClient the HTTP client of sync clients
 * @param asyncHttpClient the HTTP client of async clients
 * @param retryStrategy says whether and when to try again
 * @param customizers change builders
 * @param plugins change clients that are built
 * @param interceptors see every call
 */
@Internal
public record ApplicationBeans(@Nullable ApplicationBean credentialsProvider, @Nullable ApplicationBean regionProvider,
		@Nullable ApplicationBean httpClient, @Nullable ApplicationBean asyncHttpClient,
		@Nullable ApplicationBean retryStrategy, List<ApplicationBean> customizers, List<ApplicationBean> plugins,
		List<ApplicationBean> interceptors) {

	/**
	 * An application without any.
	 */
	public static final ApplicationBeans NONE = new ApplicationBeans(null, null, null, null, null, List.of(), List.of(),
			List.of());

}
