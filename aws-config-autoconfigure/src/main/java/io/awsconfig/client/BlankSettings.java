package io.awsconfig.client;

import java.util.function.Consumer;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;

/**
 * Tells a builder what the SDK would otherwise read from a variable or a JVM property
 * that has no value, and fail. Called first: what is set counts, and so does what a
 * Region says.
 */
final class BlankSettings {

	private static final String S3 = "s3";

	private static final String DYNAMODB = "dynamodb";

	private BlankSettings() {
	}

	static void applyTo(AwsClientBuilder<?, ?> builder, TargetClient client) {
		AwsSettings settings = client.settings();
		ifBlank(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifBlank(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		ifBlank(settings, SettingCatalog.DEFAULTS_MODE, (mode) -> builder.defaultsMode(DefaultsMode.LEGACY));
		if (client.service().equals(S3)) {
			S3Builders.applyTo(builder, settings);
		}
		else if (client.service().equals(DYNAMODB)) {
			DynamoDbBuilders.applyTo(builder, settings);
		}
	}

	static void applyTo(SdkPresigner.Builder builder, AwsSettings settings) {
		ifBlank(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifBlank(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
	}

	/**
	 * Hand over what applies, which may be the default.
	 */
	private static <T> void ifBlank(AwsSettings settings, AwsSetting<T> setting, Consumer<T> consumer) {
		SettingValue<T> value = settings.get(setting);
		T effective = value.getValue();
		if (value.isBlankInSystemSource() && effective != null) {
			consumer.accept(effective);
		}
	}

	/**
	 * A class of its own, since the module of S3 need not be there.
	 */
	private static final class S3Builders {

		static void applyTo(AwsClientBuilder<?, ?> builder, AwsSettings settings) {
			if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
				ifBlank(settings, SettingCatalog.REQUEST_CHECKSUM_CALCULATION,
						(value) -> s3.requestChecksumCalculation(RequestChecksumCalculation.fromValue(value)));
				ifBlank(settings, SettingCatalog.RESPONSE_CHECKSUM_VALIDATION,
						(value) -> s3.responseChecksumValidation(ResponseChecksumValidation.fromValue(value)));
			}
		}

	}

	/**
	 * A class of its own, since the module of DynamoDB need not be there.
	 */
	private static final class DynamoDbBuilders {

		static void applyTo(AwsClientBuilder<?, ?> builder, AwsSettings settings) {
			if (builder instanceof DynamoDbBaseClientBuilder<?, ?> dynamoDb) {
				ifBlank(settings, SettingCatalog.ACCOUNT_ID_ENDPOINT_MODE,
						(value) -> dynamoDb.accountIdEndpointMode(AccountIdEndpointMode.fromValue(value)));
			}
		}

	}

}
