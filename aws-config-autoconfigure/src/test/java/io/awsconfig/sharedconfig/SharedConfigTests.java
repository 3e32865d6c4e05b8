package io.awsconfig.sharedconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedConfig} and {@link Profile}.
 */
class SharedConfigTests {

	private final SharedConfig config = of(
			"[default]\n[profile dev]\na = config\nb = config\n[sso-session s]\n[services v]\noops",
			"[dev]\nb = credentials\nc = credentials\n[prod]\noops");

	@Test
	void credentialsFileGoesBeforeConfigFileKeyByKey() {
		Profile dev = this.config.getProfile("dev");
		assertThat(dev.getName()).isEqualTo("dev");
		assertThat(dev.getKeys()).containsExactly("a", "b", "c");
		assertThat(dev.get("a").getValue()).isEqualTo("config");
		assertThat(dev.get("b").getValue()).isEqualTo("credentials");
		assertThat(dev.get("b").getOrigin()).hasToString("credentials - 2:5 (profile 'dev')");
		assertThat(dev.get("c").getValue()).isEqualTo("credentials");
		assertThat(dev.get("d")).isNull();
		assertThat(dev.getConfigSection().get("b").getValue()).isEqualTo("config");
		assertThat(dev.getCredentialsSection().get("a")).isNull();
		assertThat(dev).hasToString("profile 'dev', credentials - 1:1 (profile 'dev'), config - 2:1 (profile 'dev')");
	}

	@Test
	void profileOfOneFileHasNoSectionOfTheOther() {
		assertThat(this.config.getProfile("default").getCredentialsSection()).isNull();
		assertThat(this.config.getProfile("default").getKeys()).isEmpty();
		assertThat(this.config.getProfile("prod").getConfigSection()).isNull();
		assertThat(this.config.getProfile("prod").get("a")).isNull();
	}

	@Test
	void unknownNamesHaveNoSection() {
		assertThat(this.config.getProfile("absent")).isNull();
		assertThat(this.config.getSsoSession("absent")).isNull();
		assertThat(this.config.getServices("absent")).isNull();
		assertThat(this.config.getSsoSession("s").getName()).isEqualTo("s");
		assertThat(this.config.getServices("v").getName()).isEqualTo("v");
	}

	@Test
	void diagnosticsAreThoseOfBothFiles() {
		assertThat(this.config.getDiagnostics()).extracting((diagnostic) -> diagnostic.origin().toString())
			.containsExactly("config - 7:1 (services 'v')", "credentials - 5:1 (profile 'prod')");
	}

	@Test
	void profileNamesAreThoseOfTheConfigFileFirst() {
		assertThat(this.config.getProfileNames()).containsExactly("default", "dev", "prod");
	}

	@Test
	void noneHasAbsentFiles() {
		SharedConfig none = SharedConfig.none();
		assertThat(none.getConfigFile().getStatus()).isEqualTo(SharedConfigFile.Status.ABSENT);
		assertThat(none.getCredentialsFile().getType()).isEqualTo(SharedConfigFileType.CREDENTIALS);
		assertThat(none.getProfileNames()).isEmpty();
		assertThat(none.getDiagnostics()).isEmpty();
	}

	@Test
	void loadReadsBothFiles(@TempDir Path directory) throws IOException {
		Path credentials = Files.writeString(directory.resolve("credentials"), "[a]");
		SharedConfig loaded = SharedConfig.load(directory.resolve("config"), credentials);
		assertThat(loaded.getConfigFile().getStatus()).isEqualTo(SharedConfigFile.Status.ABSENT);
		assertThat(loaded.getProfileNames()).containsExactly("a");
		assertThat(loaded).hasToString("config file " + directory.resolve("config")
				+ " (ABSENT, 0 profiles), credentials file " + credentials + " (READ, 1 profiles)");
	}

	private static SharedConfig of(String config, String credentials) {
		SharedConfigParser parser = new SharedConfigParser();
		return new SharedConfig(parser.parse(config, Path.of("config"), SharedConfigFileType.CONFIG),
				parser.parse(credentials, Path.of("credentials"), SharedConfigFileType.CREDENTIALS));
	}

}
