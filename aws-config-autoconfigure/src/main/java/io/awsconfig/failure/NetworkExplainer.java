package io.awsconfig.failure;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.LocalHosts;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;

/**
 * Explains calls that got no answer. The HTTP clients have exceptions of their own, which
 * are known by their names and texts, since no implementation need be there.
 */
final class NetworkExplainer {

	private static final Pattern STATUS = Pattern.compile("\\b(403|407|50[0-9]|429|404|400|405)\\b");

	private final Explainer explainer;

	private final FailedCall call;

	private final Facts facts;

	NetworkExplainer(Explainer explainer, FailedCall call) {
		this.explainer = explainer;
		this.call = call;
		this.facts = explainer.facts(call);
	}

	@Nullable Explanation explain() {
		if (this.call.exception() instanceof ApiCallTimeoutException) {
			return timeout(Cause.CALL_TIMEOUT,
					"took longer in all than 'api_call_timeout' allows, attempts and pauses included",
					SettingCatalog.API_CALL_TIMEOUT,
					"Look for what makes calls slow, or set '%s' higher; the time of all attempts has to fit into it.");
		}
		if (this.call.exception() instanceof ApiCallAttemptTimeoutException) {
			return timeout(Cause.ATTEMPT_TIMEOUT, "took longer in each attempt than 'api_call_attempt_timeout' allows",
					SettingCatalog.API_CALL_ATTEMPT_TIMEOUT, "Look for what makes calls slow, or set '%s' higher.");
		}
		if (isPoolExhausted()) {
			return pool();
		}
		Explanation proxy = proxy();
		if (proxy != null) {
			return proxy;
		}
		if (this.call.says("unsupported or unrecognized ssl message", "not an ssl/tls record", "plaintext connection?")
				|| this.call.find("NotSslRecordException") != null) {
			return of(Cause.HTTPS_AT_HTTP_PORT, "the server speaks plain HTTP at this port, and was called by HTTPS",
					this.facts.common(), "Write http:// in " + this.explainer.endpointSetting(this.facts)
							+ ", or the port at which the server speaks HTTPS.");
		}
		if (this.call.find("CertificateExpiredException", "CertificateNotYetValidException") != null) {
			return outdated();
		}
		if (this.call.find("CertPathBuilderException", "CertPathValidatorException", "ValidatorException") != null
				|| this.call.says("certification path", "pkix", "path validation")) {
			return untrusted();
		}
		if (this.call.find("SSLException") != null || this.call.find("CertificateException") != null) {
			return tls();
		}
		if (this.call.find("UnknownHostException") != null || this.call.says("failed to resolve", "unknownhost")) {
			return unknownHost();
		}
		if (this.call.find("ConnectTimeoutException") != null
				|| this.call.says("connect timed out", "connection timed out", "connect timeout")) {
			return timeout(Cause.CONNECT_TIMEOUT, "no connection came about in time",
					SettingCatalog.HTTP_CONNECTION_TIMEOUT,
					((this.call.isSecure() && !this.facts.isOfAws())
							? "If the server speaks plain HTTP at this port, write http:// in "
									+ this.explainer.endpointSetting(this.facts) + ". Else look"
							: "Look")
							+ " whether the host can be reached from here (security group, firewall, route, VPC endpoint, proxy); a higher '%s' helps only if it is far away.");
		}
		if (this.call.find("ConnectException", "HttpHostConnectException") != null
				|| this.call.says("connection refused")) {
			return refused();
		}
		if (this.call.find("SocketTimeoutException", "ReadTimeoutException", "WriteTimeoutException") != null
				|| this.call.says("read timed out", "read timeout")) {
			return timeout(Cause.READ_TIMEOUT, "no answer came in time on the connection",
					SettingCatalog.HTTP_READ_TIMEOUT,
					"Look for what makes calls slow, or set '%s' higher, as for long polling or large answers.");
		}
		if (this.call.says("fips is enabled", "dualstack is enabled", "dualstack and", "invalid configuration")) {
			return noEndpoint();
		}
		if (this.call.find("NoHttpResponseException", "SocketException", "ClosedChannelException", "EOFException",
				"ConnectionClosedException") != null
				|| this.call.says("failed to respond", "connection reset", "connection was closed",
						"closed the connection", "unexpected end of file", "broken pipe", "remote host terminated")) {
			return broken();
		}
		return null;
	}

	private Explanation of(Cause cause, String what, Facts facts, String action) {
		return this.explainer.of(this.call, cause, this.call.host(), what, facts, action);
	}

	private Explanation timeout(Cause cause, String what, AwsSetting<?> setting, String action) {
		WrittenValue written = this.facts.written(setting);
		String name = (written != null) ? written.spelling() : this.explainer.property(setting);
		return of(cause, what, this.facts.common().put(setting).retries(), action.formatted(name));
	}

	private boolean isPoolExhausted() {
		return this.call.find("ConnectionRequestTimeoutException", "ConnectionPoolTimeoutException") != null
				|| this.call.says("timeout waiting for connection from pool", "timeout deadline",
						"acquire operation took longer", "pending connection acquisitions", "maximum pending acquires",
						"unable to obtain a connection from the pool");
	}

	private Explanation pool() {
		return of(Cause.CONNECTIONS_USED_UP, "no connection of the pool became free in time: all are in use",
				this.facts.common()
					.put(SettingCatalog.HTTP_MAX_CONNECTIONS)
					.put(SettingCatalog.HTTP_CONNECTION_ACQUIRE_TIMEOUT),
				"Close what is read from AWS (ResponseInputStream) after use; if there are really as many calls at once, set '%s' higher."
					.formatted(SettingCatalog.HTTP_MAX_CONNECTIONS.getPropertyName()));
	}

	private @Nullable Explanation proxy() {
		ProxyInUse proxy = this.facts.proxy();
		boolean tunnel = this.call.find("TunnelRefusedException", "ProxyConnectException") != null
				|| this.call.says("refused by proxy", "tunnel through proxy", "connect to proxy", "proxy connect",
						"proxy returned", "proxy authentication", "could not connect to proxy", "connect request",
						"http connect failed", "tunnel failed");
		if (tunnel) {
			int status = status();
			return this.explainer.of(this.call, Cause.PROXY, String.valueOf(status),
					"the proxy refused the connection to " + this.call.host()
							+ ((status != 0) ? ", with HTTP status " + status : ""),
					this.facts.common(), proxyAction(status, this.call.host(), this.facts, this.explainer));
		}
		if (proxy != null && !proxy.address().contains(this.call.host()) && proxy.isNamedIn(this.call.chain())) {
			return this.explainer.of(this.call, Cause.PROXY, "unreachable", "the proxy cannot be reached",
					this.facts.common(), "Start the proxy, or correct its address: " + proxy.shown()
							+ ". Hosts that need none belong into " + exceptions(this.explainer) + ".");
		}
		return null;
	}

	private int status() {
		for (Throwable each : this.call.chain()) {
			Matcher matcher = STATUS.matcher(String.valueOf(each.getMessage()));
			if (matcher.find()) {
				return Integer.parseInt(matcher.group());
			}
		}
		return 0;
	}

	static String proxyAction(int status, String host, Facts facts, Explainer explainer) {
		ProxyInUse proxy = facts.proxy();
		String which = (proxy != null) ? " " + proxy.shown() : ", which neither settings nor variables name,";
		String exceptions = exceptions(explainer);
		return switch (status) {
			case 407 -> "The proxy%s wants a user name and a password: set '%s' and '%s'.".formatted(which,
					SettingCatalog.HTTP_PROXY_USERNAME.getPropertyName(),
					SettingCatalog.HTTP_PROXY_PASSWORD.getPropertyName());
			case 403, 405 ->
				"Have %s allowed on the proxy%s, or except it from the proxy by %s.".formatted(host, which, exceptions);
			default ->
				"Check the proxy%s: whether it reaches and allows the host, and wants '%s' and '%s'; a host that needs none is excepted by %s."
					.formatted(which, SettingCatalog.HTTP_PROXY_USERNAME.getPropertyName(),
							SettingCatalog.HTTP_PROXY_PASSWORD.getPropertyName(), exceptions);
		};
	}

	private static String exceptions(Explainer explainer) {
		return "'" + SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS.getPropertyName() + "' or NO_PROXY";
	}

	private Explanation outdated() {
		Throwable problem = this.call.find("CertificateExpiredException", "CertificateNotYetValidException");
		boolean expired = problem != null && problem.getClass().getSimpleName().contains("Expired");
		return of(Cause.TLS,
				"the certificate of the server, or of who has signed it, "
						+ (expired ? "has expired" : "is not valid yet"),
				this.facts.common()
					.put("TLS", Words.clean(String.valueOf((problem != null) ? problem.getMessage() : ""))),
				"Have whoever runs the server renew its certificate, and check the clock of this machine; no setting helps.");
	}

	private Explanation untrusted() {
		AwsSetting<?> setting = trust();
		String place = (setting != null) ? this.facts.value(setting)
				: "the certificates of the JVM, since neither 'ca_bundle' nor 'aws.http.ssl.bundle' is set";
		String action = (setting != null)
				? "Add the certificate of who has signed that of the server to it; what is in it takes the place of the JVM's certificates."
				: "If the server or a proxy has a certificate of your company or of your own, name a PEM file with that of its issuer: '%s' or AWS_CA_BUNDLE."
					.formatted(SettingCatalog.CA_BUNDLE.getPropertyName());
		return of(Cause.CERTIFICATE_NOT_TRUSTED, "the certificate of the server is not trusted",
				this.facts.common().put("Trusted", place), action);
	}

	private @Nullable AwsSetting<?> trust() {
		if (this.facts.written(SettingCatalog.HTTP_SSL_BUNDLE) != null) {
			return SettingCatalog.HTTP_SSL_BUNDLE;
		}
		return (this.facts.written(SettingCatalog.CA_BUNDLE) != null) ? SettingCatalog.CA_BUNDLE : null;
	}

	private Explanation tls() {
		if (this.call.find("SSLPeerUnverifiedException") != null
				|| this.call.says("no subject alternative", "no name matching", "doesn't match any of the subject",
						"subject alternative names", "endpoint identification")) {
			String bucket = this.call.bucket();
			boolean dots = bucket != null && bucket.contains(".") && this.call.host().startsWith(bucket + ".");
			return of(Cause.TLS, "the certificate of the server is not one for the host " + this.call.host(),
					this.facts.common(),
					dots ? "A bucket with full stops in its name needs the path style: set '%s' to true."
						.formatted(this.explainer.property(SettingCatalog.PATH_STYLE))
							: "Call the server by a name that is in its certificate: correct "
									+ this.explainer.endpointSetting(this.facts) + ".");
		}
		return of(Cause.TLS, "the server and this machine could not agree on TLS",
				this.facts.common().put("TLS", tlsProblem()),
				"Check that the port speaks HTTPS, the versions and ciphers of TLS that both have, and client certificates in '%s'."
					.formatted(SettingCatalog.HTTP_SSL_BUNDLE.getPropertyName()));
	}

	private String tlsProblem() {
		Throwable problem = this.call.find("SSLException");
		Throwable shown = (problem != null) ? problem : this.call.exception();
		return Words.clean(String.valueOf(shown.getMessage()));
	}

	private Explanation unknownHost() {
		String host = this.call.host();
		URI configured = this.explainer.client().settings().getValue(SettingCatalog.ENDPOINT_URL);
		String what = "the host " + host + " is not known";
		if (configured != null && configured.getHost() != null) {
			return of(Cause.HOST_UNKNOWN, what, this.facts.common(), unknownEndpoint(host, configured.getHost()));
		}
		return of(Cause.HOST_UNKNOWN, what, this.facts.common(), unknownAwsHost());
	}

	private String unknownEndpoint(String host, String configured) {
		String lower = host.toLowerCase(Locale.ROOT);
		String bucket = this.call.bucket();
		if (bucket != null
				&& lower.equals(bucket.toLowerCase(Locale.ROOT) + "." + configured.toLowerCase(Locale.ROOT))) {
			return "S3 clients put the bucket in front of the host '%s'. Set '%s' to true to have it in the path."
				.formatted(configured, this.explainer.property(SettingCatalog.PATH_STYLE));
		}
		if (lower.endsWith("." + configured.toLowerCase(Locale.ROOT))) {
			return "The operation puts '%s' in front of the host '%s'. Set '%s' to true, if the server does not need that."
				.formatted(host.substring(0, host.length() - configured.length() - 1), configured,
						this.explainer.property(SettingCatalog.DISABLE_HOST_PREFIX_INJECTION));
		}
		return "Correct the host in %s, or check that it is known where the application runs: names of Docker Compose are known in its network only."
			.formatted(this.explainer.endpointSetting(this.facts));
	}

	private String unknownAwsHost() {
		Region region = this.call.region();
		String id = (region != null) ? region.id() : "";
		WrittenValue fips = enabled(SettingCatalog.USE_FIPS_ENDPOINT);
		WrittenValue dualStack = enabled(SettingCatalog.USE_DUALSTACK_ENDPOINT);
		if (region != null && !Region.regions().contains(region)) {
			String nearest = NearestName.find(id, Region.regions().stream().map(Region::id).toList());
			return "The SDK does not know a Region '%s'%s Correct the Region, or update the SDK if it is a new one."
				.formatted(id, (nearest != null) ? "; did you mean '" + nearest + "'?" : ".");
		}
		WrittenValue first = (fips != null) ? fips : dualStack;
		if (first != null) {
			return "'%s' has no %s endpoint in the Region %s. Remove '%s' (%s), or choose a Region that has one%s."
				.formatted(this.explainer.client().id().service(), (fips != null) ? "FIPS" : "dual-stack", id,
						first.spelling(), first,
						(fips != null) ? "; for commercial Regions, those are in the US and Canada" : "");
		}
		return "Check that '%s' exists in the Region %s, and that names can be looked up where the application runs (DNS, VPC endpoint, proxy)."
			.formatted(this.explainer.client().id().service(), id);
	}

	private @Nullable WrittenValue enabled(AwsSetting<Boolean> setting) {
		boolean enabled = Boolean.TRUE.equals(this.explainer.client().settings().getValue(setting));
		return enabled ? this.facts.written(setting) : null;
	}

	private Explanation noEndpoint() {
		String said = Words.clean(String.valueOf(this.call.exception().getMessage()));
		WrittenValue fips = enabled(SettingCatalog.USE_FIPS_ENDPOINT);
		WrittenValue dualStack = enabled(SettingCatalog.USE_DUALSTACK_ENDPOINT);
		List<String> settings = Stream.of(fips, dualStack)
			.filter(Objects::nonNull)
			.map((written) -> "'" + written.spelling() + "' (" + written + ")")
			.toList();
		String action = settings.isEmpty()
				? "Correct the Region and the endpoint; those that are set in code are not among the settings."
				: "Remove " + String.join(" or ", settings) + ", or choose another Region.";
		return this.explainer.of(this.call, Cause.NO_SUCH_ENDPOINT, "", "there is no such endpoint: " + said,
				this.facts.common(), action);
	}

	private Explanation refused() {
		String where = (this.call.http() != null) ? this.call.host() + ":" + this.call.http().port() : "the endpoint";
		boolean local = LocalHosts.contains(this.call.host());
		String action = local
				? "Start the server, or correct the port in %1$s, or remove %1$s if no server here is meant. In a container, localhost is the container itself: write the name of the other one."
					.formatted(this.explainer.endpointSetting(this.facts))
				: "Check host and port in %s, and that the server runs."
					.formatted(this.explainer.endpointSetting(this.facts));
		return of(Cause.CONNECTION_REFUSED, "nothing listens at " + where, this.facts.common(), this.facts.isOfAws()
				? "Check what answers for %s here: a firewall, a proxy or /etc/hosts.".formatted(this.call.host())
				: action);
	}

	private Explanation broken() {
		String action = this.call.isSecure()
				? (this.facts.isOfAws() ? "Check what stands between this machine and the server."
						: "If the server speaks plain HTTP at this port, write http:// in %s; else look into its log."
							.formatted(this.explainer.endpointSetting(this.facts)))
				: "If the server speaks HTTPS at this port, write https:// in %s; else look into its log."
					.formatted(this.explainer.endpointSetting(this.facts));
		boolean likely = !this.call.isSecure() && this.call.http() != null
				&& String.valueOf(this.call.http().port()).endsWith("443");
		return likely ? of(Cause.HTTP_AT_HTTPS_PORT,
				"the server closed the connection without an answer: it may speak HTTPS at this port, and was called by plain HTTP",
				this.facts.common(), action)
				: of(Cause.CONNECTION_BROKEN, "the server closed the connection without an answer",
						this.facts.common().retries(), action);
	}

}
