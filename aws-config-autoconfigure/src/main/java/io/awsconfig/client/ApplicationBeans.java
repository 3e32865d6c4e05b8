package io.awsconfig.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
 * @param foreignClients clients that are made without the settings
 */
@Internal
public record ApplicationBeans(@Nullable ApplicationBean credentialsProvider, @Nullable ApplicationBean regionProvider,
		@Nullable ApplicationBean httpClient, @Nullable ApplicationBean asyncHttpClient,
		@Nullable ApplicationBean retryStrategy, List<ApplicationBean> customizers, List<ApplicationBean> plugins,
		List<ApplicationBean> interceptors, List<ForeignClient> foreignClients) {

	/**
	 * An application without any.
	 */
	public static final ApplicationBeans NONE = new ApplicationBeans(null, null, null, null, null, List.of(), List.of(),
			List.of(), List.of());

	/**
	 * Return what there is, by what it is.
	 */
	public Map<String, List<ApplicationBean>> byKind() {
		Map<String, List<ApplicationBean>> kinds = new LinkedHashMap<>();
		put(kinds, "AwsCredentialsProvider", this.credentialsProvider);
		put(kinds, "AwsRegionProvider", this.regionProvider);
		put(kinds, "SdkHttpClient", this.httpClient);
		put(kinds, "SdkAsyncHttpClient", this.asyncHttpClient);
		put(kinds, "RetryStrategy", this.retryStrategy);
		put(kinds, "AwsClientCustomizer", this.customizers);
		put(kinds, "SdkPlugin", this.plugins);
		put(kinds, "ExecutionInterceptor", this.interceptors);
		return kinds;
	}

	private static void put(Map<String, List<ApplicationBean>> kinds, String kind, @Nullable ApplicationBean bean) {
		put(kinds, kind, (bean != null) ? List.of(bean) : List.of());
	}

	private static void put(Map<String, List<ApplicationBean>> kinds, String kind, List<ApplicationBean> beans) {
		if (!beans.isEmpty()) {
			kinds.put(kind, beans);
		}
	}

	/**
	 * Return what there is as a piece of a line.
	 * @return the beans, or {@code null} if there are none
	 */
	public @Nullable String describe() {
		Map<String, List<ApplicationBean>> kinds = byKind();
		return kinds.isEmpty() ? null
				: kinds.entrySet()
					.stream()
					.map((kind) -> kind.getKey() + " "
							+ kind.getValue().stream().map(ApplicationBean::toString).collect(Collectors.joining(", ")))
					.collect(Collectors.joining("; "));
	}

}
