package io.awsconfig.settings.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.settings.catalog.Proofs.Proof;
import tools.jackson.databind.JsonNode;

/**
 * The page {@code docs/settings.md}, made of the catalogue, of the descriptions in the
 * configuration metadata, and of the tests that prove each setting.
 */
final class SettingsDocument {

	static final String NOT_YET = "not yet";

	private static final String NONE = "–";

	private static final String INTRODUCTION = """
			# Settings

			<!-- Made from io.awsconfig.settings.catalog.SettingCatalog; SettingsDocumentTests says how to write it anew -->

			Every setting, by the page of the *AWS SDKs and Tools Reference Guide* that explains it; in the end, what the guide
			leaves to code. A setting has the same value whichever of its names is used. Where several have a value, the first of
			these places counts:

			1. beans, customizers and client builders of the application
			2. connection details, of a container for example
			3. command line and test properties, under the application property's name
			4. JVM system property
			5. environment variable; of several for one setting, the one that is listed first
			6. `application.yml`, config server and so on, under the application property's name
			7. shared credentials file, then shared config file
			8. the default

			For a client, what is set for its name comes before what is set for its service, and that before what is set for
			all, whatever the places. Endpoints alone ask the places first. One value is in force, all others are shadowed, and
			the actuator endpoint shows both. A warning tells of a value that was meant to apply and does not:

			- one of the application (6) that an environment variable (5) displaces
			- one for all clients on the command line or in a JVM system property (3, 4) that gives way to one for a service or
			  a name in a lower place
			- an endpoint of a service or a name that gives way to one for all in a higher place
			- a `ca_bundle` in a higher place, or for fewer clients, than the SSL bundle that counts in its place
			- an endpoint in a higher place than the `ignore_configured_endpoint_urls` that switches it off
			- a FIPS or dual-stack switch beside an endpoint, which is called as it is written
			- what the SDK itself reads in another place first, which is in force then

			How to read the columns:

			- *Setting*: the name in the shared files, if the setting can stand there, and what it means.
			- *Application property*: the name in `application.yml`, on the command line and wherever else Spring finds
			  properties, in any spelling that Spring takes for the same.
			- *Values*: a value that is not valid stops the application that uses it with a message that says where it stands,
			  and is a warning where nothing does. Behind *and more*, the SDK takes others as well: where these do not come from
			  the application itself, but from a JVM system property, an environment variable or a shared file, they are passed on
			  with a warning; account ids and ARNs with other accounts, which no AWS tool looks at, from everywhere.
			- *Per service*: whether `aws.services.<id>.<setting>` has it for the clients of one service, for example
			  `aws.services.s3.max-attempts`. An endpoint has `AWS_ENDPOINT_URL_<SERVICE>` and `aws.endpointUrl<Service>` too.
			  What decides whose credentials a client has is one unit: with any of it, a service takes none of the
			  application's. A services section of the shared config file cannot have it.
			- *Secret*: in no log, message or answer of the actuator, but for the last four characters of an access key id.
			- *Reaches the SDK*: by which way the value gets there.
			- *Effect*: what it changes of the requests of real clients.
			- *Proof*: the tests that see this on the wire.
			""";

	private static final List<String> COLUMNS = List.of("Setting", "Application property", "JVM system property",
			"Environment variable", "Shared files", "Values", "Default", "Per service", "Secret", "Reaches the SDK",
			"Effect", "Proof");

	private SettingsDocument() {
	}

	static String write() {
		Map<String, List<AwsSetting<?>>> sections = SettingCatalog.getSettings()
			.stream()
			.collect(Collectors.groupingBy(AwsSetting::getSection, LinkedHashMap::new, Collectors.toList()));
		Map<String, JsonNode> metadata = ConfigurationMetadata.read("properties");
		StringBuilder page = new StringBuilder(INTRODUCTION);
		sections.forEach((title, settings) -> {
			page.append("\n## ").append(title).append("\n\n");
			page.append(row(COLUMNS.stream()));
			page.append(row(COLUMNS.stream().map((column) -> "---")));
			settings.forEach((setting) -> page.append(row(cells(setting, metadata))));
		});
		return page.toString();
	}

	private static <T> Stream<String> cells(AwsSetting<T> setting, Map<String, JsonNode> metadata) {
		JsonNode property = metadata.get(setting.getPropertyName());
		String description = (property != null) ? property.path("description").asString() : "";
		return Stream.of(code(setting.getName()) + "<br>" + text(description), code(setting.getPropertyName()),
				codes(setting.getSystemProperties()), codes(setting.getEnvironmentVariables()),
				codes(setting.getFileKeys()), valuesOf(setting), defaultOf(setting),
				setting.isPerClient() ? "yes" : NONE, setting.isSensitive() ? "yes" : NONE,
				text(setting.getReach().getDescription()), effectOf(setting), proofOf(setting));
	}

	private static String valuesOf(AwsSetting<?> setting) {
		return text(setting.getType().getValidValues()) + (setting.isTolerated() ? ", *and more*" : "");
	}

	private static String effectOf(AwsSetting<?> setting) {
		return orNotYet(Proofs.of(setting).stream().map(Proof::effect).filter(Predicate.not(String::isEmpty)))
			.collect(Collectors.joining("<br>"));
	}

	private static String proofOf(AwsSetting<?> setting) {
		return orNotYet(Proofs.of(setting).stream().map(Proof::name).distinct().map(SettingsDocument::code))
			.collect(Collectors.joining("<br>"));
	}

	private static Stream<String> orNotYet(Stream<String> parts) {
		List<String> list = parts.toList();
		return list.isEmpty() ? Stream.of(NOT_YET) : list.stream();
	}

	private static <T> String defaultOf(AwsSetting<T> setting) {
		T value = setting.getDefaultValue();
		String shown = (value != null) ? code(setting.getType().write(value)) : "";
		String remark = setting.getDefaultRemark();
		String both = Stream.of(shown, (remark != null) ? text(remark) : "")
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(", "));
		return both.isEmpty() ? NONE : both;
	}

	private static String codes(List<String> names) {
		return names.isEmpty() ? NONE : names.stream().map(SettingsDocument::code).collect(Collectors.joining("<br>"));
	}

	private static String code(String text) {
		return "`" + text + "`";
	}

	private static String text(String text) {
		return text.replaceAll("[\\\\`*_|~<>#\\[\\]]", "\\\\$0");
	}

	private static String row(Stream<String> cells) {
		return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
	}

}
