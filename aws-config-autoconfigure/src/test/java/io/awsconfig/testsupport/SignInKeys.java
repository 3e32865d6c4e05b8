package io.awsconfig.testsupport;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Keys as {@code aws login} leaves them.
 */
public final class SignInKeys {

	private SignInKeys() {
	}

	public static KeyPair generate() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	/**
	 * Return a key in the form that the CLI writes, SEC 1.
	 */
	public static String pem(KeyPair keys) {
		ECPrivateKey privateKey = (ECPrivateKey) keys.getPrivate();
		ECPublicKey publicKey = (ECPublicKey) keys.getPublic();
		String der = "30770201010420" + number(privateKey.getS()) + "a00a06082a8648ce3d030107a14403420004"
				+ number(publicKey.getW().getAffineX()) + number(publicKey.getW().getAffineY());
		return "-----BEGIN EC PRIVATE KEY-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(HexFormat.of().parseHex(der))
				+ "\n-----END EC PRIVATE KEY-----\n";
	}

	private static String number(BigInteger number) {
		return "%064x".formatted(number);
	}

}
