package io.awsconfig.client.bean;

import java.util.Random;

import io.awsconfig.client.bean.ClientSpecification.Key;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;

class ClientSpecificationTests {

	private final ClientSpecification specification = new ClientSpecification();

	private Key key(String... said) {
		this.specification.open(S3Client.class);
		for (int i = 0; i < said.length; i += 2) {
			this.specification.set(said[i], said[i + 1]);
		}
		Key key = this.specification.toKey();
		assertThat(this.specification).isEqualTo(key).hasSameHashCodeAs(key);
		this.specification.close();
		return key;
	}

	@Test
	void orderAndSpellingDoNotMatter() {
		Key key = key("region", "eu-west-1", "role-arn", "a");
		assertThat(key("role_arn", "a", "REGION", "eu-west-1")).isEqualTo(key).hasSameHashCodeAs(key);
		assertThat(key("role-arn", "b", "region", "eu-west-1", "aws.role-arn", "a")).isEqualTo(key)
			.hasSameHashCodeAs(key);
		assertThat(key("role-arn", "a", "region", "eu-west-1", "profile", "x", "profile", "")).isEqualTo(key)
			.hasSameHashCodeAs(key);
		assertThat(key("region", "a", "role-arn", "eu-west-1")).isNotEqualTo(key);
		assertThat(key("region", "eu-west-1")).isNotEqualTo(key);
	}

	@Test
	void whoeverIsAtItHasItAlone() {
		assertThat(this.specification.open(S3Client.class)).isTrue();
		assertThat(this.specification.open(KmsClient.class)).isFalse();
		this.specification.region("eu-west-1");
		assertThat(this.specification.toKey().type()).isEqualTo(S3Client.class);
		this.specification.close();
		assertThat(this.specification.open(KmsClient.class)).isTrue();
		assertThat(this.specification.toKey().values()).isEmpty();
	}

	@Test
	void typeMatters() {
		Key key = key("region", "eu-west-1");
		this.specification.open(KmsClient.class);
		this.specification.region("eu-west-1");
		assertThat(this.specification).isNotEqualTo(key);
		assertThat(this.specification.toKey()).isNotEqualTo(key);
	}

	@Test
	void nothingIsLeftOfWhatWasSaidBefore() {
		Random random = new Random(1);
		String[] names = { "region", "role-arn", "profile", "max-attempts", "external-id" };
		for (int i = 0; i < 1000; i++) {
			String[] said = new String[2 * random.nextInt(8)];
			for (int j = 0; j < said.length; j += 2) {
				said[j] = names[random.nextInt(names.length)];
				said[j + 1] = random.nextInt(4) == 0 ? "" : String.valueOf(random.nextInt(3));
			}
			Key key = key(said);
			ClientSpecification fresh = new ClientSpecification();
			fresh.open(S3Client.class);
			key.values().forEach((setting, value) -> fresh.set(setting.getName(), value));
			assertThat(fresh).isEqualTo(key);
			assertThat(fresh.toKey()).isEqualTo(key).hasSameHashCodeAs(key);
		}
	}

	@Test
	void secretsAreNotShown() {
		assertThat(key("secret-access-key", "specified-secret", "access-key-id", "AKIDEXAMPLE1234", "region", "a"))
			.hasToString("{access-key-id=****, region=a, secret-access-key=******}");
	}

	@Test
	void identityIsWhatSaysWhoseCredentials() {
		assertThat(key("region", "a", "role-arn", "b", "max-attempts", "3").identity())
			.containsOnlyKeys(SettingCatalog.ROLE_ARN);
	}

}
