package io.awsconfig.http;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import javax.net.ssl.TrustManager;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.TlsKeyManagersProvider;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.utils.AttributeMap;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The certificates that HTTP clients trust in place of those of the JVM, and those that
 * they show: of an SSL bundle, else of {@code ca_bundle}. A new version of an SSL bundle
 * counts for every TLS handshake after it came; a session that is resumed has none.
 * <p>
 * Guide: General configuration settings.
 */
final class Certificates {

	private final Supplier<@Nullable SslBundles> sslBundles;

	private final Map<String, AttributeMap> ofFiles = new ConcurrentHashMap<>();

	private final Map<String, AttributeMap> ofBundles = new ConcurrentHashMap<>();

	Certificates(Supplier<@Nullable SslBundles> sslBundles) {
		this.sslBundles = sslBundles;
	}

	/**
	 * Return the options of an HTTP client.
	 * @throws AwsConfigurationException if the file cannot be read, or if there is no SSL
	 * bundle of that name
	 */
	AttributeMap of(HttpOptions options, AwsSettings settings) {
		WrittenValue written = HttpOptions.writtenCertificates(settings);
		if (options.sslBundle() != null && written != null && hasBundles(settings, written)) {
			return this.ofBundles.computeIfAbsent(options.sslBundle(), (name) -> find(name, written));
		}
		WrittenValue file = settings.get(SettingCatalog.CA_BUNDLE).getWritten();
		return (file != null) ? this.ofFiles.computeIfAbsent(file.text(), (path) -> read(file)) : AttributeMap.empty();
	}

	/**
	 * Return whether there are SSL bundles. There are none while configuration data is
	 * being imported; then, the file alone can say which certificates to trust.
	 */
	private boolean hasBundles(AwsSettings settings, WrittenValue written) {
		if (this.sslBundles.get() != null) {
			return true;
		}
		if (settings.get(SettingCatalog.CA_BUNDLE).getWritten() != null) {
			return false;
		}
		throw new AwsConfigurationException(
				Problem.of("There are no SSL bundles here, as while configuration data is being imported.")
					.where(written),
				"Let '%s' name a file with the certificates to trust as well; without SSL bundles, that one counts."
					.formatted(SettingCatalog.CA_BUNDLE.getPropertyName()));
	}

	private AttributeMap find(String name, WrittenValue written) {
		SslBundles bundles = Objects.requireNonNull(this.sslBundles.get());
		ReloadableManagers managers = new ReloadableManagers(get(bundles, name, written));
		bundles.addBundleUpdateHandler(name, managers::update);
		TlsTrustManagersProvider trust = managers::trustManagers;
		TlsKeyManagersProvider keys = managers::keyManagers;
		return AttributeMap.builder()
			.put(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER, trust)
			.put(SdkHttpConfigurationOption.TLS_KEY_MANAGERS_PROVIDER, keys)
			.build();
	}

	private static SslBundle get(SslBundles bundles, String name, WrittenValue written) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw noBundle(name, written, bundles.getBundleNames());
		}
	}

	private static AwsConfigurationException noBundle(String name, WrittenValue written, List<String> names) {
		String nearest = nearest(name, names);
		return new AwsConfigurationException(
				Problem.of("There is no SSL bundle '%s'.".formatted(name)).where(written).there(names),
				"%sDefine it below 'spring.ssl.bundle', or let '%s' name one that is there%s.".formatted(
						(nearest != null) ? "Did you mean '%s'? ".formatted(nearest) : "", written.spelling(),
						names.isEmpty() ? "" : ": " + String.join(", ", NearestName.sort(name, names))));
	}

	private static @Nullable String nearest(String name, List<String> names) {
		String nearest = NearestName.find(name, names);
		// Such as 'corp' and 'corp-ca'
		return (nearest != null) ? nearest
				: names.stream()
					.filter((each) -> name.startsWith(each) || each.startsWith(name))
					.findFirst()
					.orElse(null);
	}

	private static AttributeMap read(WrittenValue bundle) {
		TrustManager[] trusted = CaBundle.read(bundle, Clock.systemUTC());
		TlsTrustManagersProvider provider = () -> trusted;
		return AttributeMap.builder().put(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER, provider).build();
	}

}
