package io.awsconfig.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.awsconfig.client.BuiltClient.Given;
import io.awsconfig.client.OverrideView.Aspect;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.ServiceConfiguration;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Compares what the builder was given with what came of it.
 */
final class UsedValueReader {

	private final Given given;

	private final Used used;

	private final @Nullable Call latest;

	private final @Nullable ServiceConfiguration configuration;

	private final boolean ofOthers;

	private final ApplicationBeans beans;

	UsedValueReader(Given given, Used used, @Nullable Call latest, @Nullable ServiceConfiguration configuration,
			boolean ofOthers, ApplicationBeans beans) {
		this.configuration = configuration;
		this.given = given;
		this.used = used;
		this.latest = latest;
		this.ofOthers = ofOthers;
		this.beans = beans;
	}

	List<UsedValue> read() {
		List<UsedValue> expected = ExpectedClient.values(this.given.id().service(), this.given.settings(),
				this.given.ofApplication() ? this.beans : withoutRegion());
		List<UsedValue> values = new ArrayList<>();
		for (UsedValue value : expected) {
			if (value.setting() != SettingCatalog.MULTIPART || this.used.multipart() != null) {
				values.add(read(value));
			}
		}
		return values;
	}

	/**
	 * A service with a Region of its own does not ask the provider of the application.
	 */
	private ApplicationBeans withoutRegion() {
		return new ApplicationBeans(this.beans.credentialsProvider(), null, this.beans.httpClient(),
				this.beans.asyncHttpClient(), this.beans.retryStrategy(), this.beans.customizers(),
				this.beans.plugins(), this.beans.interceptors(), this.beans.foreignClients());
	}

	private UsedValue read(UsedValue expected) {
		AwsSetting<?> setting = expected.setting();
		if (setting == SettingCatalog.REGION) {
			return readRegion(expected);
		}
		if (setting == SettingCatalog.ENDPOINT_URL) {
			return readEndpoint(expected);
		}
		if (setting == SettingCatalog.USE_FIPS_ENDPOINT) {
			return readCalled(expected, Call::fips);
		}
		if (setting == SettingCatalog.USE_DUALSTACK_ENDPOINT) {
			return readCalled(expected, Call::dualStack);
		}
		if (setting.is(SettingTrait.S3)) {
			return readOfS3(expected);
		}
		if (setting == SettingCatalog.API_CALL_TIMEOUT) {
			return readOverride(expected, Aspect.API_CALL_TIMEOUT,
					(override) -> text(SettingCatalog.API_CALL_TIMEOUT, override.apiCallTimeout()));
		}
		if (setting == SettingCatalog.API_CALL_ATTEMPT_TIMEOUT) {
			return readOverride(expected, Aspect.API_CALL_ATTEMPT_TIMEOUT,
					(override) -> text(SettingCatalog.API_CALL_ATTEMPT_TIMEOUT, override.apiCallAttemptTimeout()));
		}
		return readOverride(expected, Aspect.RETRIES,
				(override) -> (override.retryStrategy() == null) ? expected.value()
						: (setting == SettingCatalog.MAX_ATTEMPTS)
								? String.valueOf(override.retryStrategy().maxAttempts())
								: ExpectedClient.modeOf(override.retryStrategy()));
	}

	private @Nullable String text(AwsSetting<Duration> setting, @Nullable Duration time) {
		return (time != null) ? setting.getType().write(time) : null;
	}

	private UsedValue readRegion(UsedValue expected) {
		Region region = this.used.region();
		String text = (region != null) ? region.id() : null;
		if (this.given.region() == null) {
			return Objects.equals(expected.value(), text) ? expected : changed(expected, text, Changer.CODE);
		}
		if (!this.given.region().equals(region)) {
			return changed(expected, text, Changer.of(this.given, this.ofOthers));
		}
		return new UsedValue(expected.setting(), text, expected.source(), expected.by(), expected.written());
	}

	private UsedValue readEndpoint(UsedValue expected) {
		URI given = this.given.settings().getValue(SettingCatalog.ENDPOINT_URL);
		URI endpoint = this.used.endpoint();
		return Objects.equals(given, endpoint) ? expected
				: changed(expected,
						(endpoint != null) ? SettingValue.display(expected.setting(), endpoint.toString()) : null,
						Changer.of(this.given, this.ofOthers));
	}

	private UsedValue readOfS3(UsedValue expected) {
		AwsSetting<?> setting = expected.setting();
		Boolean used;
		if (setting == SettingCatalog.CROSS_REGION_ACCESS) {
			used = this.used.crossRegionAccess();
		}
		else if (setting == SettingCatalog.MULTIPART) {
			used = this.used.multipart();
		}
		else {
			used = (setting == SettingCatalog.PATH_STYLE) ? S3Options.Said.pathStyle(this.configuration)
					: (setting == SettingCatalog.ACCELERATE) ? S3Options.Said.accelerate(this.configuration)
							: S3Options.Said.chunkedEncoding(this.configuration);
		}
		boolean ofItself = setting == SettingCatalog.MULTIPART && expected.written() == null
				&& (this.given.override() == OverrideView.NONE || this.given.customizations().isEmpty());
		if (ofItself) {
			// On the CRT, and for the transfer manager
			return new UsedValue(setting, String.valueOf(used), expected.source(), null, null);
		}
		String before = (expected.value() != null) ? expected.value() : "false";
		return (used == null || used.toString().equals(before)) ? expected
				: changed(expected, used.toString(), Changer.of(this.given, this.ofOthers));
	}

	/**
	 * Nothing but a request tells what cannot be read from a client.
	 */
	private UsedValue readCalled(UsedValue expected, Function<Call, @Nullable Boolean> value) {
		Call latest = this.latest;
		Boolean called = (latest != null) ? value.apply(latest) : null;
		return (called == null || String.valueOf(called).equals(expected.value())) ? expected
				: changed(expected, called.toString(), Changer.of(this.given, this.ofOthers));
	}

	private UsedValue readOverride(UsedValue expected, Aspect aspect, Function<OverrideView, @Nullable String> value) {
		if (this.given.override() == OverrideView.NONE) {
			return expected;
		}
		String used = value.apply(this.used.override());
		String given = value.apply(this.given.override());
		if (isCustomized(aspect) || !Objects.equals(used, given)) {
			return changed(expected, used, changer(aspect));
		}
		boolean before = (aspect == Aspect.RETRIES) ? this.given.before().hasRetries()
				: value.apply(this.given.before()) != null;
		if (before) {
			return changed(expected, used, Changer.CODE);
		}
		return new UsedValue(expected.setting(), used, expected.source(), expected.by(), expected.written());
	}

	private boolean isCustomized(Aspect aspect) {
		return this.given.customizations()
			.stream()
			.anyMatch((customization) -> customization.changes().contains(aspect));
	}

	private Changer changer(Aspect aspect) {
		boolean certain = isCustomized(aspect) && this.given.plugins().isEmpty();
		return Changer.of(this.given, this.ofOthers && !certain, aspect);
	}

	private UsedValue changed(UsedValue expected, @Nullable String value, Changer changer) {
		return new UsedValue(expected.setting(), value, changer.source(), changer.by(), expected.written());
	}

	/**
	 * What a client has in the end.
	 */
	record Used(@Nullable Region region, @Nullable URI endpoint, @Nullable IdentityProvider<?> credentials,
			OverrideView override, @Nullable Boolean crossRegionAccess, @Nullable Boolean multipart) {

		static Used of(SdkClient client, boolean ofS3) {
			SdkServiceClientConfiguration configuration = client.serviceClientConfiguration();
			AwsServiceClientConfiguration aws = (configuration instanceof AwsServiceClientConfiguration ofAws) ? ofAws
					: null;
			return new Used((aws != null) ? aws.region() : null, configuration.endpointOverride().orElse(null),
					(aws != null) ? aws.credentialsProvider() : null,
					OverrideView.of(configuration.overrideConfiguration()),
					ofS3 ? S3Options.Said.crossRegionAccess(configuration) : null,
					ofS3 ? S3Options.Said.multipart(client) : null);
		}

	}

	/**
	 * A request.
	 */
	record Call(String protocol, String host, int port, @Nullable Boolean fips, @Nullable Boolean dualStack) {

		String endpoint() {
			boolean usual = this.port == ("http".equals(this.protocol) ? 80 : 443);
			return this.protocol + "://" + this.host + (usual ? "" : ":" + this.port);
		}

	}

}
