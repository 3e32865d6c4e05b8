package io.awsconfig.settings.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@link SettingCatalog} and the configuration metadata against one another.
 */
class ConfigurationMetadataTests {

	private static final String ADDITIONAL = "META-INF/additional-spring-configuration-metadata.json";

	private static final Map<String, JsonNode> PROPERTIES = ConfigurationMetadata.read("properties");

	private static final Map<String, JsonNode> HINTS = ConfigurationMetadata.read("hints");

	/**
	 * What is below the property matters more to an IDE than its own, plain value.
	 */
	private static final AwsSetting<?> MAP_OF_SERVICES = SettingCatalog.SERVICES;

	static List<AwsSetting<?>> settings() {
		return SettingCatalog.getSettings();
	}

	static Collection<JsonNode> properties() {
		return PROPERTIES.values();
	}

	@Test
	void everySettingIsPropertyAndEveryPropertyIsSetting() {
		Set<String> inMetadata = PROPERTIES.keySet()
			.stream()
			.filter((name) -> name.startsWith("aws."))
			.collect(Collectors.toSet());
		assertThat(inMetadata).containsExactlyInAnyOrderElementsOf(
				withClients(settings().stream().map(AwsSetting::getPropertyName), "aws.clients"));
	}

	private static List<String> withClients(Stream<String> names, String clients) {
		return Stream.concat(names, Stream.of(clients)).toList();
	}

	@Test
	void everySettingOfClientIsBelowServicesUnderItsName() {
		assertThat(PROPERTIES.get(MAP_OF_SERVICES.getPropertyName()).path("type").asString())
			.isEqualTo("java.util.Map<java.lang.String," + AwsClientProperties.class.getName() + ">");
		assertThat(typesIn(AwsClientProperties.class).keySet()).containsExactlyInAnyOrderElementsOf(
				settings().stream().filter(AwsSetting::isPerClient).map(AwsSetting::getShortPropertyName).toList());
	}

	@Test
	void everySettingOfClientIsBelowClientsBesideTheService() {
		assertThat(PROPERTIES.get("aws.clients").path("type").asString())
			.isEqualTo("java.util.Map<java.lang.String," + AwsNamedClientProperties.class.getName() + ">");
		Map<String, Class<?>> types = typesIn(AwsNamedClientProperties.class);
		assertThat(types.remove(SettingCatalog.CLIENT_SERVICE.getShortPropertyName())).isEqualTo(String.class);
		assertThat(types).isEqualTo(typesIn(AwsClientProperties.class));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void typeIsThatOfSetting(AwsSetting<?> setting) {
		if (setting == MAP_OF_SERVICES) {
			return;
		}
		Class<?> type = setting.getType().getValueType();
		String name = (type == List.class) ? "java.util.List<java.lang.String>" : type.getName();
		assertThat(PROPERTIES.get(setting.getPropertyName()).path("type").asString()).isEqualTo(name);
		if (setting.isPerClient()) {
			assertThat(typesIn(AwsClientProperties.class).get(setting.getShortPropertyName())).isEqualTo(type);
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void defaultIsThatOfSetting(AwsSetting<?> setting) {
		JsonNode defaultValue = PROPERTIES.get(setting.getPropertyName()).get("defaultValue");
		assertThat(valueOf(setting, defaultValue)).isEqualTo(setting.getDefaultValue());
	}

	private static <T> @Nullable Object valueOf(AwsSetting<T> setting, @Nullable JsonNode defaultValue) {
		if (defaultValue == null) {
			return null;
		}
		boolean bare = Set.of(Boolean.class, Integer.class).contains(setting.getType().getValueType());
		assertThat(defaultValue.isString()).as("default is JSON text").isEqualTo(!bare);
		return setting.getType().read(defaultValue.asString());
	}

	static List<AwsSetting<?>> booleans() {
		return settings().stream().filter(ConfigurationMetadataTests::isBoolean).toList();
	}

	static List<AwsSetting<?>> closedSets() {
		return settings().stream()
			.filter((setting) -> !isBoolean(setting) && !setting.getType().getChoices().isEmpty())
			.toList();
	}

	static List<AwsSetting<?>> closedSetsOfClients() {
		return closedSets().stream().filter(AwsSetting::isPerClient).toList();
	}

	static List<AwsSetting<?>> openSetsWithHints() {
		return settings().stream()
			.filter((setting) -> setting.getType().getChoices().isEmpty()
					&& HINTS.containsKey(setting.getPropertyName()))
			.toList();
	}

	private static boolean isBoolean(AwsSetting<?> setting) {
		return setting.getType().getValueType() == Boolean.class;
	}

	@ParameterizedTest
	@MethodSource("booleans")
	void booleanNeedsNoHint(AwsSetting<?> setting) {
		assertThat(HINTS).as("an IDE knows what a boolean can be").doesNotContainKey(setting.getPropertyName());
	}

	@ParameterizedTest
	@MethodSource("closedSets")
	void hintOfClosedSetHasItsValuesAndNoOthers(AwsSetting<?> setting) {
		JsonNode hint = HINTS.get(setting.getPropertyName());
		assertThat(hint).isNotNull();
		assertThat(valuesOf(hint)).containsExactlyElementsOf(setting.getType().getChoices());
		assertThat(hint.has("providers")).as("other values are not valid").isFalse();
	}

	@ParameterizedTest
	@MethodSource("openSetsWithHints")
	void hintOfOpenSetAllowsOthersThanItsValues(AwsSetting<?> setting) {
		JsonNode hint = HINTS.get(setting.getPropertyName());
		assertThat(hint.path("providers").path(0).path("name").asString()).isEqualTo("any");
		assertThat(valuesOf(hint)).isNotEmpty()
			.allSatisfy((value) -> assertThat(setting.getType().read(value)).isNotNull());
	}

	@Test
	void everyHintIsOfASetWithHints() {
		Set<String> names = Stream.concat(closedSets().stream(), openSetsWithHints().stream())
			.map(AwsSetting::getPropertyName)
			.collect(Collectors.toSet());
		assertThat(HINTS.keySet().stream().filter(PROPERTIES::containsKey).filter((name) -> name.startsWith("aws.")))
			.containsExactlyInAnyOrderElementsOf(names);
	}

	/**
	 * Hints do not reach below a map, so the text has to say it.
	 */
	@ParameterizedTest
	@MethodSource("closedSetsOfClients")
	void descriptionNamesTheValuesOfClosedSet(AwsSetting<?> setting) {
		assertThat(descriptionOf(PROPERTIES.get(setting.getPropertyName()))).contains(setting.getType().getChoices());
	}

	@ParameterizedTest
	@MethodSource("properties")
	void descriptionIsPlainSentence(JsonNode property) {
		assertThat(descriptionOf(property)).matches("[A-Z].*\\.")
			.doesNotMatch("(?s)^(The|A|An) .*")
			.doesNotContain("{@", "<", "default", "  ", "\n");
	}

	@ParameterizedTest
	@MethodSource("properties")
	void descriptionStartsWithWhetherForBooleanOnly(JsonNode property) {
		boolean bool = Boolean.class.getName().equals(property.path("type").asString());
		assertThat(descriptionOf(property).startsWith("Whether ")).isEqualTo(bool);
	}

	@Test
	void noTwoPropertiesHaveTheSameDescription() {
		assertThat(PROPERTIES.values().stream().map(ConfigurationMetadataTests::descriptionOf)).doesNotHaveDuplicates();
	}

	@Test
	void hintsAreForPropertiesThatExist() {
		assertThat(HINTS.keySet().stream().map((name) -> name.replaceFirst("\\.(keys|values)$", "")))
			.allMatch(PROPERTIES::containsKey);
	}

	@Test
	void hintsForRegionsAreRegionsOfTheSdk() {
		Set<String> regions = Region.regions().stream().map(Region::id).collect(Collectors.toSet());
		Stream.of(SettingCatalog.REGION, SettingCatalog.SSO_REGION)
			.forEach((setting) -> assertThat(valuesOf(HINTS.get(setting.getPropertyName()))).isNotEmpty()
				.isSubsetOf(regions));
	}

	@Test
	void hintsForServicesAreKeysInDashedForm() {
		assertThat(valuesOf(HINTS.get("aws.services.keys"))).contains("s3", "dynamodb", "sqs")
			.doesNotHaveDuplicates()
			.allMatch(ConfigurationPropertyName::isValid);
	}

	@Test
	void additionalMetadataSaysNothingOfUnknownProperties() throws IOException {
		try (InputStream stream = ConfigurationMetadataTests.class.getClassLoader().getResourceAsStream(ADDITIONAL)) {
			assertThat(stream).isNotNull();
			JsonNode additional = JsonMapper.shared().readTree(stream);
			Set<String> names = settings().stream().map(AwsSetting::getPropertyName).collect(Collectors.toSet());
			additional.path("properties")
				.forEach((property) -> assertThat(property.path("name").asString()).satisfiesAnyOf(
						(name) -> assertThat(name).isIn(names), (name) -> assertThat(name).startsWith("management.")));
		}
	}

	@Test
	void theSwitchOfTheHealthIndicatorIsDescribed() {
		JsonNode enabled = PROPERTIES.get("management.health.aws-credentials.enabled");
		assertThat(enabled).isNotNull();
		assertThat(enabled.path("type").asString()).isEqualTo("java.lang.Boolean");
		assertThat(descriptionOf(enabled)).isEqualTo("Whether to enable AWS credentials health check.");
		assertThat(enabled.path("defaultValue").asBoolean()).isTrue();
	}

	@Test
	void propertiesOfTheEndpointAreDescribed() {
		assertThat(PROPERTIES).containsKeys("management.endpoint.aws.access",
				"management.endpoint.aws.cache.time-to-live", "management.endpoint.aws.show-values",
				"management.endpoint.aws.roles");
	}

	private static Map<String, Class<?>> typesIn(Class<?> type) {
		Map<String, Class<?>> types = new LinkedHashMap<>();
		ReflectionUtils.doWithFields(type, (field) -> {
			Name annotation = field.getAnnotation(Name.class);
			String name = (annotation != null) ? annotation.value() : dashed(field.getName());
			if (field.getType().getPackage() == type.getPackage()) {
				typesIn(field.getType()).forEach((below, typeBelow) -> types.put(name + "." + below, typeBelow));
			}
			else {
				types.put(name, field.getType());
			}
		});
		return types;
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static String descriptionOf(JsonNode property) {
		return property.path("description").asString();
	}

	private static List<String> valuesOf(@Nullable JsonNode hint) {
		return (hint != null)
				? hint.path("values").valueStream().map((value) -> value.path("value").asString()).toList() : List.of();
	}

}
