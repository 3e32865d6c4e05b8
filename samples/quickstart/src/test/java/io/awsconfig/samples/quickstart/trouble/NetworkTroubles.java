package io.awsconfig.samples.quickstart.trouble;

import java.util.List;

/**
 * AWS, or what stands in for it, cannot be reached.
 */
final class NetworkTroubles {

	private static final String HTTP_PROXY = "HTTP_PROXY";

	private NetworkTroubles() {
	}

	static List<Trouble> all() {
		return List.of(withoutScheme(), nobody(), bucketBeforeHost(), fips(), untrusted(), secureOnPlain(),
				plainOnSecure(), proxy(), deadProxy(), noProxy());
	}

	private static String config(String endpoint) {
		return """
				[profile shop]
				region = eu-central-1
				endpoint_url = %s
				""".formatted(endpoint);
	}

	private static Trouble endpoint(String title, String wrong, String right) {
		return Trouble.of(title)
			.broken((machine) -> machine.withoutLocalEndpoint().config(config(wrong)))
			.remedy((machine) -> machine.config(config(right)));
	}

	private static Trouble withoutScheme() {
		return endpoint("The endpoint has no scheme", "127.0.0.1:4566", "http://127.0.0.1:4566").cause("""
				An endpoint is a URL.""");
	}

	private static Trouble nobody() {
		return endpoint("Nobody listens at the endpoint", "http://127.0.0.1:4570", "http://127.0.0.1:4566")
			.cause("""
					LocalStack or whatever stands in for AWS does not run, or at another port. In a container, `127.0.0.1` is the container
					itself: take the name of the other one.""")
			.ask("/actuator/aws/settings/endpoint-url", "/origin");
	}

	private static Trouble bucketBeforeHost() {
		return Trouble.of("The bucket is put before the name of a local server")
			.broken((machine) -> machine.withoutLocalEndpoint()
				.config(config("http://minio.shop.example:4566"))
				.hosts("127.0.0.1 minio.shop.example\n127.0.0.1 localhost\n"))
			.cause("""
					S3 clients ask for the host `orders.minio.shop.example`, as each bucket has a name of its own at AWS. At `localhost`, an
					address or a name of one word they do not. See [`local-development.md`](local-development.md#s3-of-others); containers of
					Testcontainers and Docker Compose need nothing of this.""")
			.remedy((machine) -> machine.application("""
					aws:
					  profile: shop
					  services:
					    s3:
					      path-style: true
					"""));
	}

	private static Trouble fips() {
		return Trouble.of("FIPS beside an endpoint")
			.broken((machine) -> machine.config("""
					[profile shop]
					region = eu-central-1
					use_fips_endpoint = true
					"""))
			.cause("""
					An endpoint URL, here that of `local.yml`, says where to go; then there is no FIPS endpoint to choose.""")
			.remedy((machine) -> machine.config("""
					[profile shop]
					region = eu-central-1
					"""));
	}

	private static Trouble untrusted() {
		return Trouble.of("The certificate is not trusted")
			.broken((machine) -> machine.withoutLocalEndpoint()
				.config(config("https://127.0.0.1:4567"))
				.hidden("~/ca.pem", machine.certificate()))
			.cause("""
					The server, or a proxy that opens what passes, has a certificate of an authority that Java does not know. See
					[`http.md`](http.md).""")
			.advice("let `ca_bundle` name a file with the certificate of that authority")
			.remedy((machine) -> machine.config(config("https://127.0.0.1:4567") + "ca_bundle = ~/ca.pem\n"));
	}

	private static Trouble secureOnPlain() {
		return endpoint("HTTPS at a port that speaks HTTP", "https://127.0.0.1:4565", "http://127.0.0.1:4565").cause("""
				The server answers in plain text.""");
	}

	private static Trouble plainOnSecure() {
		return Trouble.of("HTTP at a port that speaks HTTPS")
			.broken((machine) -> machine.withoutLocalEndpoint()
				.config(config("http://127.0.0.1:4567") + "ca_bundle = ~/ca.pem\n")
				.hidden("~/ca.pem", machine.certificate()))
			.cause("""
					The server does not understand the request, and hangs up; others answer with status 400.""")
			.remedy((machine) -> machine.config(config("https://127.0.0.1:4567") + "ca_bundle = ~/ca.pem\n"));
	}

	private static Trouble proxy() {
		return Trouble.of("A proxy refuses")
			.broken((machine) -> machine.withoutLocalEndpoint()
				.config(config("http://aws.shop.example:4566"))
				.variable(HTTP_PROXY, "http://127.0.0.1:8888")
				.hosts("127.0.0.1 localhost\n"))
			.cause("""
					The answer is not that of AWS: no request id, and HTML in place of an error. `HTTP_PROXY` holds for
					AWS as well, for HTTPS endpoints, too.""")
			.advice("the right proxy, or the host in `NO_PROXY`")
			.remedy((machine) -> machine.variable(HTTP_PROXY, "http://127.0.0.1:3128"));
	}

	private static Trouble deadProxy() {
		return Trouble.of("The proxy is not there")
			.broken((machine) -> machine.withoutLocalEndpoint()
				.config(config("http://aws.shop.example:4566"))
				.variable(HTTP_PROXY, "http://127.0.0.1:4570")
				.hosts("127.0.0.1 localhost\n"))
			.cause("""
					The message names the proxy, not AWS.""")
			.remedy((machine) -> machine.variable(HTTP_PROXY, "http://127.0.0.1:3128"));
	}

	private static Trouble noProxy() {
		return Trouble.of("NO_PROXY begins with a dot")
			.broken((machine) -> machine.withoutLocalEndpoint()
				.config(config("http://aws.shop.example:4566"))
				.hosts("127.0.0.1 aws.shop.example\n127.0.0.1 orders.aws.shop.example\n127.0.0.1 localhost\n")
				.variable(HTTP_PROXY, "http://127.0.0.1:8888")
				.variable("NO_PROXY", ".shop.example"))
			.cause("""
					`curl` takes `.shop.example` for all hosts below it; the SDK does not.""")
			.remedy((machine) -> machine.variable("NO_PROXY", "*.shop.example"));
	}

}
