package io.awsconfig.settings.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration metadata that the annotation processor made of this module.
 */
final class ConfigurationMetadata {

	private ConfigurationMetadata() {
	}

	/**
	 * Read one kind of entries.
	 * @param kind the kind, {@code properties} or {@code hints}
	 * @return the entries by their names, sorted
	 */
	static Map<String, JsonNode> read(String kind) {
		Map<String, JsonNode> result = new TreeMap<>();
		try {
			ClassLoader classLoader = ConfigurationMetadata.class.getClassLoader();
			for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
				// Dependencies have metadata of the same name in their jars
				if (url.getProtocol().equals("file")) {
					try (InputStream stream = url.openStream()) {
						JsonMapper.shared()
							.readTree(stream)
							.path(kind)
							.forEach((node) -> assertThat(result.put(node.path("name").asString(), node)).isNull());
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return result;
	}

}
