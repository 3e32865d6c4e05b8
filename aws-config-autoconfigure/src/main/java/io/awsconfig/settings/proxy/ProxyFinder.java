package io.awsconfig.settings.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.ShownUrl;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;

/**
 * Finds the proxy by the rules of the SDK's HTTP clients. These ask the JVM system
 * properties and the environment variables for HTTP alone, whatever the endpoint speaks,
 * and the variables only if none of the system properties is set.
 */
final class ProxyFinder {

	private static final String EXAMPLE = "http://proxy.example.com:3128";

	private final AwsSettings settings;

	private final Function<String, @Nullable String> variables;

	private final Function<String, @Nullable String> systemProperties;

	private final List<Diagnostic> diagnostics = new ArrayList<>(0);

	ProxyFinder(AwsSettings settings, Function<String, @Nullable String> variables,
			Function<String, @Nullable String> systemProperties) {
		this.settings = settings;
		this.variables = variables;
		this.systemProperties = systemProperties;
	}

	ProxyInForce find() {
		WrittenValue variable = variable("http_proxy");
		WrittenValue ofVariable = (variable != null) ? address(variable) : null;
		WrittenValue ofJvm = ofJvm("http");
		WrittenValue jvm = anyOfJvm();
		WrittenValue own = this.settings.get(SettingCatalog.HTTP_PROXY_ENDPOINT).getWritten();
		WrittenValue found = (jvm != null) ? ofJvm : ofVariable;
		WrittenValue endpoint = (own != null) ? withoutUser(own, own.text()) : found;
		if (own == null) {
			reportEndpoints(variable, ofVariable, jvm, found);
		}
		WrittenValue ownHosts = this.settings.get(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS).getWritten();
		WrittenValue hostsOfJvm = systemProperty("http.nonProxyHosts");
		WrittenValue noProxy = variable("no_proxy");
		WrittenValue foundHosts = (jvm != null) ? hostsOfJvm : noProxy;
		WrittenValue hosts = (endpoint == null) ? null : (ownHosts != null) ? ownHosts : foundHosts;
		if (hosts != null) {
			reportEntries(hosts);
		}
		else if (endpoint != null && jvm != null && noProxy != null) {
			report(noProxy,
					"is not read, since the JVM system property '%s' is set; set 'http.nonProxyHosts' or 'aws.http.proxy.non-proxy-hosts'"
						.formatted(jvm.spelling()));
		}
		reportEntriesOfClients();
		return new ProxyInForce(endpoint, hosts, others(endpoint, ofJvm, ofVariable),
				others(hosts, ownHosts, hostsOfJvm, noProxy), List.copyOf(this.diagnostics));
	}

	private static List<WrittenValue> others(@Nullable WrittenValue inForce, @Nullable WrittenValue... all) {
		List<WrittenValue> others = new ArrayList<>(0);
		for (WrittenValue written : all) {
			if (written != null && written != inForce) {
				others.add(written);
			}
		}
		return others;
	}

	/**
	 * Report what names a proxy on this machine and is not used.
	 */
	private void reportEndpoints(@Nullable WrittenValue variable, @Nullable WrittenValue ofVariable,
			@Nullable WrittenValue jvm, @Nullable WrittenValue found) {
		WrittenValue host = systemProperty("http.proxyHost");
		if (host != null && found == null) {
			report(host, "is not used as a proxy of AWS clients, since 'http.proxyPort' is no port");
		}
		else if (variable != null && jvm != null && found == null) {
			report(variable,
					"is not used as a proxy of AWS clients: the AWS SDK looks at no variable if the JVM system property '%s' is set; set 'http.proxyHost' and 'http.proxyPort', or 'aws.http.proxy.endpoint'"
						.formatted(jvm.spelling()));
		}
		else if (variable != null && jvm == null && ofVariable == null) {
			report(variable, "is not used as a proxy of AWS clients, since it is no URL with scheme and port such as "
					+ EXAMPLE);
		}
		WrittenValue secure = ofJvm("https");
		if (secure != null && !isSame(secure, found)) {
			report(secure, "is read by no HTTP client of the AWS SDK but 'url-connection'; " + instead(found,
					"set 'http.proxyHost' and 'http.proxyPort', which count for HTTPS as well, or 'aws.http.proxy.endpoint'"));
		}
		WrittenValue variableForHttps = variable("https_proxy");
		if (variableForHttps != null && jvm == null && !isSame(address(variableForHttps), found)) {
			String name = variableForHttps.spelling().replace("S_", "_").replace("s_", "_");
			report(variableForHttps, "is read by no HTTP client of the AWS SDK; " + instead(found,
					"set '%s', which counts for HTTPS as well, or 'aws.http.proxy.endpoint'".formatted(name)));
		}
	}

	private static String instead(@Nullable WrittenValue found, String advice) {
		return (found != null) ? "for HTTPS as well, '%s' counts; 'aws.http.proxy.endpoint' chooses another one"
			.formatted(found.spelling()) : advice;
	}

	private static boolean isSame(@Nullable WrittenValue one, @Nullable WrittenValue other) {
		return one != null && other != null && one.text().equals(other.text());
	}

	private void reportEntriesOfClients() {
		List<AwsSettings> all = new ArrayList<>(0);
		for (ServiceId service : this.settings.getServices()) {
			all.add(this.settings.forService(service));
		}
		for (NamedClient client : this.settings.getClients()) {
			all.add(client.settings());
		}
		WrittenValue ofAll = this.settings.get(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS).getWritten();
		for (AwsSettings client : all) {
			WrittenValue written = client.get(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS).getWritten();
			if (written != null && !written.equals(ofAll)) {
				reportEntries(written);
			}
		}
	}

	private void reportEntries(WrittenValue hosts) {
		String odd = NonProxyHosts.describeOdd(hosts);
		Diagnostic diagnostic = (odd != null) ? new Diagnostic("'" + hosts.spelling() + "' " + odd, hosts.origin())
				: null;
		if (diagnostic != null && !this.diagnostics.contains(diagnostic)) {
			this.diagnostics.add(diagnostic);
		}
	}

	private void report(WrittenValue written, String problem) {
		this.diagnostics.add(new Diagnostic("'" + written.spelling() + "' " + problem, written.origin()));
	}

	/**
	 * Return any of the system properties that keep the SDK from looking at variables.
	 */
	private @Nullable WrittenValue anyOfJvm() {
		for (String name : List.of("http.proxyHost", "http.proxyPort", "http.proxyUser", "http.proxyPassword",
				"http.nonProxyHosts")) {
			WrittenValue written = systemProperty(name);
			if (written != null && !(name.equals("http.proxyPort") && portOf(written.text()) == 0)) {
				return written;
			}
		}
		return null;
	}

	private @Nullable WrittenValue ofJvm(String scheme) {
		WrittenValue host = systemProperty(scheme + ".proxyHost");
		WrittenValue port = systemProperty(scheme + ".proxyPort");
		if (host == null) {
			return null;
		}
		int number = (port != null) ? portOf(port.text()) : scheme.equals("https") ? 443 : 0;
		return (number > 0) ? withText(host, "http://" + host.text() + ":" + number) : null;
	}

	private static int portOf(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Return the address in a variable, which has nothing of user name and password. Of
	 * the scheme it counts only that there is one.
	 */
	private static @Nullable WrittenValue address(WrittenValue variable) {
		try {
			URI url = new URI(ShownUrl.withoutUser(variable.text()));
			String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
			if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && url.getPort() > 0) {
				return withText(variable, "http://" + url.getHost() + ":" + url.getPort());
			}
		}
		catch (URISyntaxException ex) {
			// Nor is it a URL to the SDK
		}
		return null;
	}

	private static WrittenValue withoutUser(WrittenValue written, String text) {
		return withText(written, ShownUrl.withoutUser(text));
	}

	private static WrittenValue withText(WrittenValue written, String text) {
		return new WrittenValue(text, written.spelling(), written.kind(), written.origin());
	}

	private @Nullable WrittenValue systemProperty(String name) {
		String text = this.systemProperties.apply(name);
		return (text != null && !text.isBlank())
				? new WrittenValue(text.strip(), name, SourceKind.SYSTEM_PROPERTIES, new SystemProperty(name)) : null;
	}

	/**
	 * Find a variable, which the SDK reads in small letters first.
	 */
	private @Nullable WrittenValue variable(String lowerCase) {
		for (String name : List.of(lowerCase, lowerCase.toUpperCase(Locale.ROOT))) {
			String text = this.variables.apply(name);
			if (text != null && !text.isBlank()) {
				return new WrittenValue(text.strip(), name, SourceKind.ENVIRONMENT_VARIABLES,
						new SystemEnvironmentOrigin(name));
			}
		}
		return null;
	}

	private record SystemProperty(String name) implements Origin {

		@Override
		public String toString() {
			return "JVM system property \"" + this.name + "\"";
		}

	}

}
