package io.awsconfig.doctor;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Remembers the certificates that a server shows, and trusts what another one trusts.
 */
final class ChainRecorder {

	private final X509TrustManager trusted;

	private volatile List<X509Certificate> chain = List.of();

	ChainRecorder(X509TrustManager trusted) {
		this.trusted = trusted;
	}

	/**
	 * Return the certificates, that of the server first; none if it came not to that.
	 */
	List<X509Certificate> chain() {
		return this.chain;
	}

	/**
	 * Return what to make TLS connections with. Of a manager that does not know of host
	 * names, the JVM checks these itself.
	 */
	X509TrustManager manager() {
		return (this.trusted instanceof X509ExtendedTrustManager extended) ? new Extended(extended) : new Plain();
	}

	private void record(X509Certificate[] chain) {
		this.chain = List.of(chain);
	}

	private final class Plain implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			ChainRecorder.this.trusted.checkClientTrusted(chain, authType);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			record(chain);
			ChainRecorder.this.trusted.checkServerTrusted(chain, authType);
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return ChainRecorder.this.trusted.getAcceptedIssuers();
		}

	}

	private final class Extended extends X509ExtendedTrustManager {

		private final X509ExtendedTrustManager trusted;

		Extended(X509ExtendedTrustManager trusted) {
			this.trusted = trusted;
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
				throws CertificateException {
			this.trusted.checkClientTrusted(chain, authType, socket);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
				throws CertificateException {
			record(chain);
			this.trusted.checkServerTrusted(chain, authType, socket);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
				throws CertificateException {
			this.trusted.checkClientTrusted(chain, authType, engine);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
				throws CertificateException {
			record(chain);
			this.trusted.checkServerTrusted(chain, authType, engine);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			this.trusted.checkClientTrusted(chain, authType);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			record(chain);
			this.trusted.checkServerTrusted(chain, authType);
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return this.trusted.getAcceptedIssuers();
		}

	}

}
