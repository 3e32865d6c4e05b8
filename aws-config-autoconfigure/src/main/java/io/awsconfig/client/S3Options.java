package io.awsconfig.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.ServiceConfiguration;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The settings that the builders of S3 alone have methods for.
 * <p>
 * Path style and acceleration can be said to a builder in two places, a method and the
 * {@code S3Configuration}, and it refuses to build if both are used. Code has the last
 * word, wherever it speaks: what was said here is taken back where we call {@code build}
 * ourselves; where somebody else does, it is left to the endpoint provider, which nothing
 * contradicts.
 */
class S3Options {

	static final String S3 = "s3";

	/**
	 * Of all other services.
	 */
	private static final S3Options NONE = new S3Options();

	/**
	 * Apply the settings to the builder of a client, if it is one of S3.
	 * @param ours whether nobody but us calls {@code build}
	 * @param configuration gives the configuration that the client was built with, once
	 * it has been called
	 */
	static S3Options applyTo(AwsClientBuilder<?, ?> builder, TargetClient client, boolean ours,
			Supplier<@Nullable ServiceConfiguration> configuration) {
		return client.service().equals(S3) ? OfBuilder.applyTo(builder, client.settings(), ours, configuration) : NONE;
	}

	/**
	 * Apply the settings to the builder of a presigner or of a client that stands on the
	 * CRT, if it is one of S3.
	 */
	static void applyTo(Object builder, TargetClient client) {
		if (client.service().equals(S3)) {
			OfBuilder.applyTo(builder, client.settings());
		}
	}

	/**
	 * Take back what contradicts what a customizer has said elsewhere.
	 * @param failure why the client could not be built
	 * @return whether there was anything
	 */
	boolean withdraw(RuntimeException failure) {
		return false;
	}

	/**
	 * A class of its own, since the module of S3 need not be there.
	 */
	private static final class OfBuilder extends S3Options {

		/**
		 * A build that fails for another reason leaves what the configuration says in the
		 * other place as well, so that it must be withdrawn again.
		 */
		private static final int MOST_WITHDRAWN = 8;

		private final S3BaseClientBuilder<?, ?> builder;

		private int withdrawn;

		private OfBuilder(S3BaseClientBuilder<?, ?> builder) {
			this.builder = builder;
		}

		static S3Options applyTo(AwsClientBuilder<?, ?> builder, AwsSettings settings, boolean ours,
				Supplier<@Nullable ServiceConfiguration> configuration) {
			if (!(builder instanceof S3BaseClientBuilder<?, ?> s3)) {
				return NONE;
			}
			Boolean pathStyle = PathStyle.of(settings).applies();
			Boolean accelerate = settings.get(SettingCatalog.ACCELERATE).getWrittenValue();
			if (!ours && (isTrue(pathStyle) || isTrue(accelerate))) {
				s3.endpointProvider(new Endpoints(isTrue(pathStyle), isTrue(accelerate), configuration));
			}
			else if (ours && pathStyle != null) {
				s3.forcePathStyle(pathStyle);
			}
			if (ours && accelerate != null) {
				s3.accelerate(accelerate);
			}
			ClientOverrides.ifWritten(settings, SettingCatalog.CHUNKED_ENCODING, (chunked) -> s3
				.serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(chunked).build()));
			ClientOverrides.ifWritten(settings, SettingCatalog.CROSS_REGION_ACCESS, s3::crossRegionAccessEnabled);
			if (builder instanceof S3AsyncClientBuilder async) {
				ClientOverrides.ifWritten(settings, SettingCatalog.MULTIPART, async::multipartEnabled);
			}
			return new OfBuilder(s3);
		}

		static void applyTo(Object builder, AwsSettings settings) {
			Boolean pathStyle = PathStyle.of(settings).applies();
			Boolean accelerate = settings.get(SettingCatalog.ACCELERATE).getWrittenValue();
			if (builder instanceof S3CrtAsyncClientBuilder crt) {
				if (pathStyle != null) {
					crt.forcePathStyle(pathStyle);
				}
				if (accelerate != null) {
					crt.accelerate(accelerate);
				}
				ClientOverrides.ifWritten(settings, SettingCatalog.CROSS_REGION_ACCESS, crt::crossRegionAccessEnabled);
			}
			Boolean chunked = settings.get(SettingCatalog.CHUNKED_ENCODING).getWrittenValue();
			if (builder instanceof S3Presigner.Builder presigner
					&& (pathStyle != null || accelerate != null || chunked != null)) {
				presigner.serviceConfiguration(S3Configuration.builder()
					.pathStyleAccessEnabled(pathStyle)
					.accelerateModeEnabled(accelerate)
					.chunkedEncodingEnabled(chunked)
					.build());
			}
		}

		private static boolean isTrue(@Nullable Boolean value) {
			return Boolean.TRUE.equals(value);
		}

		@Override
		boolean withdraw(RuntimeException failure) {
			String message = String.valueOf(failure.getMessage());
			if (!message.contains("S3Configuration") || this.withdrawn == MOST_WITHDRAWN) {
				return false;
			}
			this.withdrawn++;
			if (message.startsWith("ForcePathStyle")) {
				this.builder.forcePathStyle(null);
				return true;
			}
			if (message.startsWith("Accelerate")) {
				this.builder.accelerate(null);
				return true;
			}
			return false;
		}

	}

	/**
	 * Gives the endpoints that the settings ask for, unless code asks for others.
	 */
	private record Endpoints(boolean pathStyle, boolean accelerate,
			Supplier<@Nullable ServiceConfiguration> configuration) implements S3EndpointProvider {

		private static final S3EndpointProvider DEFAULT = S3EndpointProvider.defaultProvider();

		@Override
		public CompletableFuture<Endpoint> resolveEndpoint(S3EndpointParams params) {
			S3EndpointParams.Builder builder = params.toBuilder();
			ServiceConfiguration configuration = this.configuration.get();
			if (this.pathStyle && Said.pathStyle(configuration) == null) {
				builder.forcePathStyle(true);
			}
			if (this.accelerate && Said.accelerate(configuration) == null) {
				builder.accelerate(true);
			}
			return DEFAULT.resolveEndpoint(builder.build());
		}

	}

	/**
	 * What a client of S3 was built with, as far as it can be told. Nothing of it is
	 * known of clients of other services.
	 */
	static final class Said {

		private Said() {
		}

		static @Nullable Boolean pathStyle(@Nullable ServiceConfiguration configuration) {
			return (configuration instanceof S3Configuration s3) ? s3.toBuilder().pathStyleAccessEnabled() : null;
		}

		static @Nullable Boolean accelerate(@Nullable ServiceConfiguration configuration) {
			return (configuration instanceof S3Configuration s3) ? s3.toBuilder().accelerateModeEnabled() : null;
		}

		static @Nullable Boolean chunkedEncoding(@Nullable ServiceConfiguration configuration) {
			return (configuration instanceof S3Configuration s3) ? Boolean.valueOf(s3.chunkedEncodingEnabled()) : null;
		}

		static @Nullable Boolean crossRegionAccess(SdkServiceClientConfiguration configuration) {
			return (configuration instanceof S3ServiceClientConfiguration s3) ? s3.crossRegionAccessEnabled() : null;
		}

		static @Nullable Boolean crossRegionAccess(SdkServiceClientConfiguration.Builder configuration) {
			return (configuration instanceof S3ServiceClientConfiguration.Builder s3) ? s3.crossRegionAccessEnabled()
					: null;
		}

		/**
		 * Return whether an async client sends objects in several requests; it has no
		 * public type that says so.
		 * @return whether it does, or {@code null} if it is none that could
		 */
		static @Nullable Boolean multipart(SdkClient client) {
			if (!(client instanceof S3AsyncClient async)) {
				return null;
			}
			SdkClient inner = async;
			while (inner instanceof DelegatingS3AsyncClient outer) {
				if (outer.getClass().getSimpleName().startsWith("Multipart")) {
					return true;
				}
				inner = outer.delegate();
			}
			return AsyncS3.isCrt(async);
		}

	}

}
