package io.awsconfig.settings.catalog;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.convert.DurationStyle;

/**
 * Writes what the configuration processor cannot read from the records: defaults, and
 * values to suggest.
 */
final class AdditionalMetadata {

	/**
	 * The services that IDEs suggest; all others are valid as well.
	 */
	private static final List<String> SERVICES = List.of("athena", "bedrock", "bedrock-runtime", "cloudwatch",
			"cloudwatch-logs", "cognito-identity-provider", "dynamodb", "dynamodb-streams", "ec2", "ecs", "eks",
			"eventbridge", "firehose", "glue", "iam", "kinesis", "kms", "lambda", "rds", "rds-data", "s3", "s3-control",
			"secrets-manager", "ses", "sesv2", "sfn", "sns", "sqs", "ssm", "sso", "sso-oidc", "sts");

	private AdditionalMetadata() {
	}

	/**
	 * Write the file.
	 * @return its content
	 */
	static String write() {
		Map<String, Map<String, Object>> properties = new TreeMap<>();
		Map<String, Map<String, Object>> hints = new TreeMap<>();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			String name = setting.getPropertyName();
			if (setting.getDefaultValue() != null) {
				properties.put(name, entry("name", name, "defaultValue", defaultOf(setting)));
			}
			List<KnownValue> values = valuesOf(setting);
			if (!values.isEmpty()) {
				hints.put(name, hint(name, values, setting.getType().getChoices().isEmpty()));
			}
		}
		hints.put("aws.services.keys",
				hint("aws.services.keys", SERVICES.stream().map(SettingTypes::value).toList(), true));
		String health = "management.health.aws-credentials.enabled";
		properties.put(health, entry("name", health, "type", Boolean.class.getName(), "description",
				"Whether to enable AWS credentials health check.", "defaultValue", true));
		return JsonMapper.builder()
			.enable(SerializationFeature.INDENT_OUTPUT)
			.build()
			.writeValueAsString(entry("properties", properties.values(), "hints", hints.values()))
			.replace("\r\n", "\n") + "\n";
	}

	private static <T> Object defaultOf(AwsSetting<T> setting) {
		T value = setting.getDefaultValue();
		if (value instanceof Duration duration) {
			return DurationStyle.SIMPLE.print(duration, ChronoUnit.SECONDS);
		}
		return (value instanceof Boolean || value instanceof Integer) ? value : setting.getType().write(value);
	}

	private static List<KnownValue> valuesOf(AwsSetting<?> setting) {
		if (setting.getType().getValueType() == Boolean.class) {
			return List.of();
		}
		if (setting.getType().getValidValues().contains("Region code")) {
			return regions();
		}
		return setting.getType().getKnownValues();
	}

	private static List<KnownValue> regions() {
		List<KnownValue> regions = new ArrayList<>();
		regions.add(new KnownValue(Region.AWS_GLOBAL.id(), "Global endpoints."));
		for (Region region : Region.regions()) {
			RegionMetadata metadata = region.metadata();
			if (metadata != null && !region.isGlobalRegion() && !region.id().contains("-iso")) {
				regions.add(new KnownValue(region.id(), metadata.description() + "."));
			}
		}
		return regions.stream().sorted((one, other) -> one.text().compareTo(other.text())).toList();
	}

	private static Map<String, Object> hint(String name, List<KnownValue> values, boolean open) {
		Map<String, Object> hint = entry("name", name, "values",
				values.stream().map(AdditionalMetadata::value).toList());
		if (open) {
			hint.put("providers", List.of(entry("name", "any")));
		}
		return hint;
	}

	private static Map<String, Object> value(KnownValue value) {
		Map<String, Object> entry = entry("value", value.text());
		putIfPresent(entry, "description", value.description());
		return entry;
	}

	private static void putIfPresent(Map<String, Object> entry, String name, @Nullable Object value) {
		if (value != null) {
			entry.put(name, value);
		}
	}

	private static Map<String, Object> entry(Object... namesAndValues) {
		Map<String, Object> entry = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			entry.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return entry;
	}

}
