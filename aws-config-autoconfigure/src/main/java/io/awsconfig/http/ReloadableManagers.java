package io.awsconfig.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The trust and key managers of an SSL bundle. Handed out once, since HTTP clients ask
 * once, they stand for whatever version of the bundle there is.
 */
final class ReloadableManagers {

	private volatile Managers current;

	ReloadableManagers(SslBundle bundle) {
		this.current = Managers.of(bundle);
	}

	void update(SslBundle bundle) {
		this.current = Managers.of(bundle);
	}

	TrustManager[] trustManagers() {
		return new TrustManager[] { new Trust() };
	}

	KeyManager @Nullable [] keyManagers() {
		return (this.current.keys() != null) ? new KeyManager[] { new Keys() } : null;
	}

	private record Managers(X509ExtendedTrustManager trust, @Nullable X509ExtendedKeyManager keys) {

		static Managers of(SslBundle bundle) {
			return new Managers(first(bundle.getManagers().getTrustManagers(), X509ExtendedTrustManager.class),
					(bundle.getStores().getKeyStore() != null)
							? first(bundle.getManagers().getKeyManagers(), X509ExtendedKeyManager.class) : null);
		}

		private static <T> T first(Object[] managers, Class<T> type) {
			for (Object manager : managers) {
				if (type.isInstance(manager)) {
					return type.cast(manager);
				}
			}
			throw new IllegalStateException("The SSL bundle has no " + type.getSimpleName());
		}

	}

	private final class Trust extends X509ExtendedTrustManager {

		private X509ExtendedTrustManager trust() {
			return ReloadableManagers.this.current.trust();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
				throws CertificateException {
			trust().checkClientTrusted(chain, authType, socket);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
				throws CertificateException {
			trust().checkServerTrusted(chain, authType, socket);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
				throws CertificateException {
			trust().checkClientTrusted(chain, authType, engine);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
				throws CertificateException {
			trust().checkServerTrusted(chain, authType, engine);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			trust().checkClientTrusted(chain, authType);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			trust().checkServerTrusted(chain, authType);
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return trust().getAcceptedIssuers();
		}

	}

	private final class Keys extends X509ExtendedKeyManager {

		private @Nullable X509ExtendedKeyManager keys() {
			return ReloadableManagers.this.current.keys();
		}

		@Override
		public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.getClientAliases(keyType, issuers) : null;
		}

		@Override
		public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.chooseClientAlias(keyType, issuers, socket) : null;
		}

		@Override
		public @Nullable String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.chooseEngineClientAlias(keyType, issuers, engine) : null;
		}

		@Override
		public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
			return null;
		}

		@Override
		public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
			return null;
		}

		@Override
		public X509Certificate @Nullable [] getCertificateChain(String alias) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.getCertificateChain(alias) : null;
		}

		@Override
		public @Nullable PrivateKey getPrivateKey(String alias) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.getPrivateKey(alias) : null;
		}

	}

}
