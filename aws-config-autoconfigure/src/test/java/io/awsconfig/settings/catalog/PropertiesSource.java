package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the records that the configuration processor reads: a name, a type and a
 * description for each property, all of it from {@link SettingCatalog}.
 */
final class PropertiesSource {

	private static final String NOTE = "Written from {@link SettingCatalog} by {@code SettingsDocumentTests}. "
			+ "Nothing is ever bound to it (see {@link AwsProperties}).";

	private PropertiesSource() {
	}

	/**
	 * Write all of them.
	 * @return the sources by the names of their classes
	 */
	static Map<String, String> write() {
		List<AwsSetting<?>> clients = SettingCatalog.getSettings().stream().filter(AwsSetting::isPerClient).toList();
		Map<String, String> sources = new LinkedHashMap<>();
		sources.put("AwsProperties",
				record("""
						The source of the configuration metadata, from which an IDE completes and explains
						the properties below {@code aws}, with {@link AwsClientProperties}. Written from
						{@link SettingCatalog} by {@code SettingsDocumentTests}.
						<p>
						It is no bean and nothing is ever bound to it: {@code AwsSettings} resolves each
						setting by itself, with its own origin, and a bean of this class would show the
						secrets among them on the {@code configprops} endpoint and in the reports of failed
						bindings.""", "@ConfigurationProperties(\"aws\")", "AwsProperties",
						Stream
							.concat(SettingCatalog.getSettings()
								.stream()
								.filter((setting) -> !setting.isPerClient())
								.map((setting) -> (setting != SettingCatalog.SERVICES) ? Component.of(setting, "")
										: new Component("services", "Map<String, AwsClientProperties>",
												setting.getDescription())),
									Stream.of(new Component("clients", "Map<String, AwsNamedClientProperties>",
											"""
													Clients beside those of the services, for another account or Region for example, by a name of \
													your choosing, which is the qualifier to inject them by. What a client does not say it takes \
													from its service.""")))
							.toList(),
						""));
		sources.put("AwsClientProperties",
				record("The properties that may differ from client to client, below {@code aws} and below "
						+ "{@code aws.services.<id>}. " + NOTE, "@ConfigurationProperties(\"aws\")",
						"AwsClientProperties", withHttp(clients), ""));
		List<Component> named = new ArrayList<>(withHttp(clients));
		named.add(0, Component.of(SettingCatalog.CLIENT_SERVICE, ""));
		sources.put("AwsNamedClientProperties",
				record("The properties of a named client, below {@code aws.clients.<name>}. " + NOTE, "",
						"AwsNamedClientProperties", named, ""));
		List<Component> http = new ArrayList<>(below(clients, "http."));
		http.add(new Component("proxy", "Proxy", "The proxy."));
		http.add(new Component("ssl", "Ssl", "Certificates."));
		sources.put("AwsHttpProperties",
				record("The properties of HTTP clients, below {@code http}. " + NOTE, "", "AwsHttpProperties", http,
						record("The proxy.", "", "Proxy", below(clients, "http.proxy."), "")
								+ record("Certificates.", "", "Ssl", below(clients, "http.ssl."), "")));
		sources.replaceAll((name, source) -> header(source) + source);
		return sources;
	}

	private static List<Component> withHttp(List<AwsSetting<?>> settings) {
		List<Component> components = new ArrayList<>(below(settings, ""));
		components.add(new Component("http", "@NestedConfigurationProperty AwsHttpProperties", "HTTP clients."));
		return components;
	}

	private static List<Component> below(List<AwsSetting<?>> settings, String prefix) {
		return settings.stream()
			.filter((setting) -> setting.getShortPropertyName().startsWith(prefix)
					&& setting.getShortPropertyName().indexOf('.', prefix.length()) == -1)
			.map((setting) -> Component.of(setting, prefix))
			.toList();
	}

	private static String record(String text, String annotation, String name, List<Component> unsorted, String nested) {
		// The processor takes the first name that begins like a property for its
		// description
		List<Component> components = unsorted.stream().sorted(Comparator.comparing(Component::name)).toList();
		StringBuilder source = new StringBuilder("\n/**\n");
		text.lines().forEach((line) -> source.append(" * ").append(line).append('\n'));
		source.append(" *\n");
		components.forEach(
				(component) -> source.append(" * @param %s %s%n".formatted(component.name(), component.description())));
		source.append(" */\n").append(annotation.isEmpty() ? "" : annotation + "\n");
		source.append("record ").append(name).append('(');
		source.append(String.join(", ", components.stream().map(Component::declaration).toList()));
		return source.append(") {\n").append(nested).append("}\n").toString();
	}

	private static String header(String source) {
		TreeSet<String> imports = new TreeSet<>();
		Map.of("URI ", URI.class, "Duration ", Duration.class, "List<", List.class, "Map<", Map.class)
			.forEach((use, type) -> {
				if (source.contains(use)) {
					imports.add(type.getName());
				}
			});
		StringBuilder header = new StringBuilder("package io.awsconfig.settings.catalog;\n\n");
		imports.forEach((name) -> header.append("import ").append(name).append(";\n"));
		header.append("\nimport org.jspecify.annotations.Nullable;\n\n");
		Map.of("@ConfigurationProperties(", "org.springframework.boot.context.properties.ConfigurationProperties",
				"@NestedConfigurationProperty",
				"org.springframework.boot.context.properties.NestedConfigurationProperty", "@Name(",
				"org.springframework.boot.context.properties.bind.Name")
			.entrySet()
			.stream()
			.filter((entry) -> source.contains(entry.getKey()))
			.map(Map.Entry::getValue)
			.sorted()
			.forEach((name) -> header.append("import ").append(name).append(";\n"));
		return header.toString();
	}

	/**
	 * A component of a record.
	 */
	private record Component(String name, String type, String description) {

		static Component of(AwsSetting<?> setting, String prefix) {
			String dashed = setting.getShortPropertyName().substring(prefix.length());
			String name = camelCase(dashed);
			Class<?> type = setting.getType().getValueType();
			String declared = "@Nullable " + ((type == List.class) ? "List<String>" : type.getSimpleName());
			boolean spelled = !name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT).equals(dashed);
			return new Component(name, (spelled ? "@Name(\"" + dashed + "\") " : "") + declared,
					setting.getDescription());
		}

		private static String camelCase(String dashed) {
			StringBuilder result = new StringBuilder();
			for (String word : dashed.split("-")) {
				result.append(result.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
			}
			return result.toString();
		}

		String declaration() {
			return this.type + " " + this.name;
		}

	}

}
