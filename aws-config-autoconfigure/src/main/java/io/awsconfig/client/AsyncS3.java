package io.awsconfig.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.client.BuiltClient.Customization;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;

import org.springframework.util.ClassUtils;

/**
 * Makes the async client of S3 where the jar of the AWS CRT is there: the client that
 * stands on it, unless the application asks for something which only the ordinary one can
 * do. The jar alone does not tell that somebody wants that client, since the module that
 * signs for many Regions brings it as well. A customizer of its builder does.
 */
@Internal
public final class AsyncS3 {

	private static final Log logger = LogFactory.getLog(AwsClientConfigurer.class);

	private static final String INTERFACE = "software.amazon.awssdk.services.s3.S3AsyncClient";

	private static final String CRT = "software.amazon.awssdk.crt.s3.S3Client";

	private static final int MAX_ATTEMPTS = 3;

	/**
	 * What the SDK reads itself, from the machine but not from Spring, to find the
	 * settings that cannot be handed to this client.
	 */
	private static final Set<AwsSetting<?>> FILES = Set.of(SettingCatalog.PROFILE, SettingCatalog.CONFIG_FILE,
			SettingCatalog.SHARED_CREDENTIALS_FILE);

	private final ClientSettings clients;

	private final TargetClient client;

	private final Region region;

	AsyncS3(ClientSettings clients, @Nullable NamedClient client) {
		this.clients = clients;
		this.client = clients.target(ServiceId.of("s3"), client);
		this.region = this.client.region();
	}

	/**
	 * Return whether the async client of S3 is one that may stand on the CRT.
	 */
	public static boolean mayBeCrt(Class<?> type) {
		return type.getName().equals(INTERFACE) && ClassUtils.isPresent(CRT, type.getClassLoader());
	}

	/**
	 * Return whether a client stands on the CRT. It has no public type that says so.
	 */
	public static boolean isCrt(S3AsyncClient client) {
		return client.getClass().getSimpleName().endsWith("CrtAsyncClient");
	}

	S3AsyncClient build() {
		S3CrtAsyncClientBuilder crt = crtBuilder();
		S3Options.applyTo(crt, this.client);
		this.clients.tellOfPathStyle(this.client);
		List<String> lost = lost();
		List<Customization> customizations = this.clients.customize(crt, this.client.id());
		if (!customizations.isEmpty()) {
			if (!lost.isEmpty()) {
				logger.warn(describe() + " stands on the AWS CRT, as a customizer of it asks for, and goes without "
						+ String.join(", ", lost));
			}
			return buildCrt(crt, customizations);
		}
		S3AsyncClientBuilder builder = S3AsyncClient.builder();
		PreparedClient prepared = this.clients.prepare(builder, this.client, this.region, true);
		if (prepared.customized()) {
			lost.add("a customizer of S3AsyncClientBuilder");
		}
		if (lost.isEmpty()) {
			logger.info(describe() + " stands on the AWS CRT, whose jar is on the class path");
			return buildCrt(crt, customizations);
		}
		logger.info(describe() + " does not stand on the AWS CRT, although its jar is on the class path, because of "
				+ String.join(", ", lost));
		this.clients.register(builder);
		return (S3AsyncClient) prepared.build();
	}

	private S3AsyncClient buildCrt(S3CrtAsyncClientBuilder builder, List<Customization> customizations) {
		S3AsyncClient client = builder.build();
		this.clients.know(client, this.client, this.region, customizations);
		return client;
	}

	private String describe() {
		String name = this.client.id().name();
		return (name != null) ? "S3AsyncClient '" + name + "'" : "S3AsyncClient";
	}

	private S3CrtAsyncClientBuilder crtBuilder() {
		AwsSettings settings = this.client.settings();
		Integer maxAttempts = settings.getValue(SettingCatalog.MAX_ATTEMPTS);
		int retries = ((maxAttempts != null) ? maxAttempts : MAX_ATTEMPTS) - 1;
		return S3AsyncClient.crtBuilder()
			.region(this.region)
			.credentialsProvider(this.client.credentialsProvider())
			.endpointOverride(settings.getValue(SettingCatalog.ENDPOINT_URL))
			.requestChecksumCalculation(RequestChecksumCalculation
				.fromValue(settings.getValue(SettingCatalog.REQUEST_CHECKSUM_CALCULATION)))
			.responseChecksumValidation(ResponseChecksumValidation
				.fromValue(settings.getValue(SettingCatalog.RESPONSE_CHECKSUM_VALIDATION)))
			.disableS3ExpressSessionAuth(settings.getValue(SettingCatalog.S3_DISABLE_EXPRESS_SESSION_AUTH))
			.retryConfiguration((retry) -> retry.numRetries(retries));
	}

	/**
	 * Return what would not reach the client.
	 */
	private List<String> lost() {
		List<String> lost = new ArrayList<>(this.clients.extensions().describeMoreThanCustomizers());
		if (this.clients.hasRetryStrategyOfApplication()) {
			lost.add("the RetryStrategy of the application");
		}
		if (this.clients.hasAsyncHttpClientOfApplication()) {
			lost.add("the SdkAsyncHttpClient of the application");
		}
		for (SettingValue<?> value : this.client.settings().getValues()) {
			WrittenValue written = value.getWritten();
			if (written != null && isLost(value, written)) {
				lost.add("'%s' (%s)".formatted(written.spelling(), written));
			}
		}
		return lost;
	}

	private static boolean isLost(SettingValue<?> value, WrittenValue written) {
		AwsSetting<?> setting = value.getSetting();
		if (setting == SettingCatalog.MAX_ATTEMPTS) {
			// To the CRT, no retries are as many as it likes
			return Objects.equals(value.getValue(), 1);
		}
		if (setting == SettingCatalog.MULTIPART) {
			return Boolean.FALSE.equals(value.getValue());
		}
		if (setting == SettingCatalog.RETRY_MODE) {
			return !"standard".equals(value.getValue());
		}
		if (Objects.equals(value.getWrittenValue(), setting.getDefaultValue())) {
			return false;
		}
		if (written.kind() == SourceKind.CONNECTION) {
			// What matters for objects reaches it
			return false;
		}
		if (FILES.contains(setting)) {
			return written.kind() != SourceKind.ENVIRONMENT_VARIABLES && written.kind() != SourceKind.SYSTEM_PROPERTIES;
		}
		boolean reachesClients = setting.getReach() == SettingReach.CLIENT_BUILDER
				|| setting.getReach() == SettingReach.CLIENT_PROFILE || setting.getReach() == SettingReach.HTTP_CLIENT;
		return reachesClients && !setting.is(SettingTrait.CRT_FOR_S3);
	}

}
