package io.awsconfig.failure;

import java.util.Locale;

/**
 * Why a call fails.
 */
enum Cause {

	CREDENTIALS_EXPIRED(true),

	ACCESS_KEY_UNKNOWN(true),

	SIGNATURE_WRONG(true),

	CLOCK(true),

	NO_CREDENTIALS(true),

	ACCESS_DENIED(false),

	OTHER_REGION(false),

	NO_SUCH_ENDPOINT(true),

	HOST_UNKNOWN(true),

	CONNECTION_REFUSED(false),

	CONNECTION_BROKEN(false),

	CERTIFICATE_NOT_TRUSTED(true),

	TLS(true),

	HTTP_AT_HTTPS_PORT(true),

	HTTPS_AT_HTTP_PORT(true),

	PROXY(false),

	CALL_TIMEOUT(false),

	ATTEMPT_TIMEOUT(false),

	READ_TIMEOUT(false),

	CONNECT_TIMEOUT(false),

	CONNECTIONS_USED_UP(false),

	RETRY_QUOTA(false),

	THROTTLING(false);

	private final boolean lasting;

	Cause(boolean lasting) {
		this.lasting = lasting;
	}

	/**
	 * Return whether it lasts until somebody does something about it, so that a call that
	 * succeeds is the end of it. Others come and go with each call.
	 */
	boolean isLasting() {
		return this.lasting;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
