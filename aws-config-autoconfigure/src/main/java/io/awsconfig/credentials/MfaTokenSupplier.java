package io.awsconfig.credentials;

/**
 * Asks for the code of a multi-factor authentication device, when a role is assumed that
 * requires one. An application that can ask somebody defines a bean of this type.
 * <p>
 * Guide: Assume role credential provider, {@code mfa_serial}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MfaTokenSupplier {

	/**
	 * Return a code that is valid now. May block.
	 * @param mfaSerial the serial number or ARN of the device
	 * @return the code
	 */
	String getToken(String mfaSerial);

}
