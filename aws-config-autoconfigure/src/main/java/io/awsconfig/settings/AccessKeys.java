package io.awsconfig.settings;

import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * An access key, its secret and its session token, all from one source.
 * <p>
 * Guide: AWS access keys.
 *
 * @param accessKeyId the access key id
 * @param secretAccessKey the secret access key
 * @param sessionToken the session token, or {@code null} for keys without one
 * @param accountId the account of the keys, or {@code null} if it is not known
 * @param written the access key id as it was written, with its place
 * @since 0.1.0
 */
public record AccessKeys(String accessKeyId, String secretAccessKey, @Nullable String sessionToken,
		@Nullable String accountId, WrittenValue written) {

	private static final int VISIBLE = 4;

	/**
	 * Return what may be shown of an access key id: its last four characters.
	 * @param accessKeyId the access key id
	 * @return the abbreviated access key id
	 */
	public static String abbreviate(String accessKeyId) {
		// Of a key that is hardly longer than that, nothing may be seen
		int visible = (accessKeyId.length() >= 4 * VISIBLE) ? VISIBLE : 0;
		return "****" + accessKeyId.substring(accessKeyId.length() - visible);
	}

	/**
	 * Return what may be shown of the access key id: its last four characters.
	 * @return the abbreviated access key id
	 */
	public String abbreviatedAccessKeyId() {
		return abbreviate(this.accessKeyId);
	}

	@Override
	public String toString() {
		return "access key " + abbreviatedAccessKeyId() + " from " + this.written.place();
	}

}
