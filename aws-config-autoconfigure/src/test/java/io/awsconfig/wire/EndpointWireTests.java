package io.awsconfig.wire;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.Proves;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which host is called, and for which Region the request is signed.
 */
class EndpointWireTests extends WireTest {

	private static final String ACCOUNT = "123456789012";

	@EveryPlace
	@Proves(value = "region",
			effect = "The host and the scope of the signature are those of the Region; `aws-global` and "
					+ "`fips-us-east-1` lead to the global and to the FIPS endpoint.")
	void regionIsInTheHostAndTheSignature(Place place) {
		WireApplication application = application().without("aws.region").set(place, "kms", "us-west-2");
		if (place.isSet()) {
			application.use(KmsClient.class, KmsClient::listKeys);
			assertThat(lastRequest().host()).isEqualTo("kms.us-west-2.amazonaws.com");
			assertThat(lastRequest().authorization()).contains("/us-west-2/kms/aws4_request");
		}
		else {
			assertThatException().isThrownBy(() -> application.use(KmsClient.class, KmsClient::listKeys))
				.havingRootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.withMessageContaining("No AWS Region is set");
			assertThat(server().requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "aws-global, us-east-1, iam.amazonaws.com, sts.amazonaws.com, s3.amazonaws.com",
			"fips-us-east-1, us-east-1, iam-fips.amazonaws.com, sts-fips.us-east-1.amazonaws.com, s3-fips.us-east-1.amazonaws.com",
			"us-east-1-fips, us-east-1, iam-fips.amazonaws.com, sts-fips.us-east-1.amazonaws.com, s3-fips.us-east-1.amazonaws.com",
			"us-gov-west-1, us-gov-west-1, iam.us-gov.amazonaws.com, sts.us-gov-west-1.amazonaws.com, s3.us-gov-west-1.amazonaws.com" })
	@Proves("region")
	void pseudoRegionIsTranslated(String region, String signedFor, String iam, String sts, String s3) {
		application().with("aws.region", region).use(IamClient.class, IamClient::listUsers);
		application().with("aws.region", region).use(StsClient.class, StsClient::getCallerIdentity);
		application().with("aws.region", region).use(S3Client.class, S3Client::listBuckets);
		assertThat(server().requests()).extracting((request) -> request.host()).containsExactly(iam, sts, s3);
		assertThat(server().requests()).extracting((request) -> request.authorization().split("/")[2])
			.containsOnly(signedFor);
	}

	@EveryPlace
	@Proves(value = "endpoint_url", effect = "Requests go to that URL, signed for the Region as before.")
	void requestGoesToTheEndpoint(Place place) {
		application(place, "kms", "https://aws.test/local").use(KmsClient.class, KmsClient::listKeys);
		assertThat(lastRequest().host()).isEqualTo(place.isSet() ? "aws.test" : "kms.eu-central-1.amazonaws.com");
		assertThat(lastRequest().uri()).hasToString(place.isSet() ? "/local/" : "/");
		assertThat(lastRequest().authorization()).contains("/eu-central-1/kms/aws4_request");
	}

	@EveryPlace
	@Proves(value = "ignore_configured_endpoint_urls",
			effect = "Requests go to the host of the service in spite of `endpoint_url`.")
	void configuredEndpointIsIgnored(Place place) {
		application(place, "kms", true).with("aws.endpoint-url", "https://aws.test")
			.use(KmsClient.class, KmsClient::listKeys);
		assertThat(lastRequest().host()).isEqualTo(place.isSet() ? "kms.eu-central-1.amazonaws.com" : "aws.test");
	}

	@EveryPlace
	@Proves(value = "use_fips_endpoint", effect = "The host is that of the FIPS endpoint.")
	void requestGoesToTheFipsEndpoint(Place place) {
		application(place, "kms", true).use(KmsClient.class, KmsClient::listKeys);
		assertThat(lastRequest().host())
			.isEqualTo(place.isSet() ? "kms-fips.eu-central-1.amazonaws.com" : "kms.eu-central-1.amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "use_dualstack_endpoint", effect = "The host is that of the dual-stack endpoint.")
	void requestGoesToTheDualStackEndpoint(Place place) {
		application(place, "kms", true).use(KmsClient.class, KmsClient::listKeys);
		assertThat(lastRequest().host())
			.isEqualTo(place.isSet() ? "kms.eu-central-1.api.aws" : "kms.eu-central-1.amazonaws.com");
	}

	@Test
	@Proves("use_fips_endpoint")
	@Proves("use_dualstack_endpoint")
	void asyncRequestGoesToTheDualStackFipsEndpoint() {
		application().with("aws.use-fips-endpoint", true)
			.with("aws.use-dualstack-endpoint", true)
			.use(KmsAsyncClient.class, (client) -> client.listKeys().join());
		assertThat(lastRequest().host()).isEqualTo("kms-fips.eu-central-1.api.aws");
	}

	@EveryPlace
	@Proves(value = "endpoint_discovery_enabled",
			effect = "The service is asked for its endpoints, and later requests go to the one that it tells.")
	void endpointIsDiscovered(Place place) {
		server().answering((request) -> Answer
			.of(String.valueOf(request.header("X-Amz-Target")).endsWith("DescribeEndpoints") ? """
					{"Endpoints": [{"Address": "discovered.test", "CachePeriodInMinutes": 5}]}""" : "{}"));
		application(place, "dynamodb", true).use(DynamoDbClient.class, (client) -> {
			client.listTables();
			// Optional discovery takes place in the background
			Awaitility.await().until(() -> {
				client.listTables();
				return !place.isSet() || lastRequest().host().equals("discovered.test");
			});
		});
		assertThat(server().requests())
			.filteredOn((request) -> String.valueOf(request.header("X-Amz-Target")).endsWith("DescribeEndpoints"))
			.hasSize(place.isSet() ? 1 : 0);
	}

	@EveryPlace
	@Proves(value = "account_id_endpoint_mode",
			effect = "`disabled`: the host has no account id, as in `dynamodb.eu-central-1.amazonaws.com`; `required`: a "
					+ "request without one fails.")
	void accountIsNotInTheHost(Place place) {
		application(place, "dynamodb", "disabled").with("aws.account-id", ACCOUNT)
			.use(DynamoDbClient.class, DynamoDbClient::listTables);
		assertThat(lastRequest().host())
			.isEqualTo((place.isSet() ? "dynamodb" : ACCOUNT + ".ddb") + ".eu-central-1.amazonaws.com");
	}

	@EveryPlace
	@Proves("account_id_endpoint_mode")
	void accountThatIsRequiredAndNotThereFailsTheRequest(Place place) {
		application(place, "dynamodb", "required").use(DynamoDbClient.class, (client) -> {
			if (place.isSet()) {
				assertThatExceptionOfType(SdkException.class).isThrownBy(client::listTables)
					.withMessageContaining("AccountId");
			}
			else {
				client.listTables();
			}
		});
		assertThat(server().requests()).hasSize(place.isSet() ? 0 : 1);
	}

	@EveryPlace
	@Proves(value = "aws_account_id",
			effect = "The account id is in the host, as in " + "`123456789012.ddb.eu-central-1.amazonaws.com`.")
	void accountOfTheKeysIsInTheHost(Place place) {
		WireApplication application = application();
		if (place.isSet()) {
			application.withoutKeys()
				.set(place, "dynamodb", ACCOUNT)
				.set(place, SettingCatalog.ACCESS_KEY_ID, "dynamodb", "AKIDPLACE")
				.set(place, SettingCatalog.SECRET_ACCESS_KEY, "dynamodb", "place-secret");
		}
		application.use(DynamoDbClient.class, DynamoDbClient::listTables);
		assertThat(lastRequest().host())
			.isEqualTo((place.isSet() ? ACCOUNT + ".ddb" : "dynamodb") + ".eu-central-1.amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "disable_host_prefix_injection",
			effect = "The host has no prefix, as that of the route of `WriteGetObjectResponse`.")
	void hostHasNoPrefix(Place place) {
		application(place, "s3", true).use(S3Client.class, (client) -> client
			.writeGetObjectResponse((write) -> write.requestRoute("route").requestToken("token"), RequestBody.empty()));
		assertThat(lastRequest().host())
			.isEqualTo((place.isSet() ? "" : "route.") + "s3-object-lambda.eu-central-1.amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "sts_regional_endpoints",
			effect = "`legacy`: STS is called at `sts.amazonaws.com` in the Regions that are as old as that.")
	void stsIsCalledAtItsGlobalEndpoint(Place place) {
		application(place, "sts", "legacy").use(StsClient.class, StsClient::getCallerIdentity);
		assertThat(lastRequest().host())
			.isEqualTo(place.isSet() ? "sts.amazonaws.com" : "sts.eu-central-1.amazonaws.com");
		assertThat(lastRequest().authorization()).contains(place.isSet() ? "/us-east-1/sts/" : "/eu-central-1/sts/");
	}

}
