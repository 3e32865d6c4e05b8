package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.fetch.BoundedCalls;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

import org.springframework.util.ClassUtils;

/**
 * Makes the exceptions of one sign-in. Those of the SDK are told in our words and are
 * kept as a cause only if they come from the network, as their messages may quote an
 * answer, and answers have secrets in them.
 */
@FunctionalInterface
interface SignInFailure {

	/**
	 * What may be the name of an error, and is short.
	 */
	Pattern ERROR_CODE = Pattern.compile("[A-Za-z]{1,40}(Exception|Error)?");

	/**
	 * Make an exception.
	 * @param reason why, as a sentence
	 * @param remedy what to do, as a sentence
	 * @param cause the cause, if it holds no secret
	 * @return the exception
	 */
	CredentialsException create(String reason, String remedy, @Nullable Throwable cause);

	default CredentialsException create(String reason, String remedy) {
		return create(reason, remedy, null);
	}

	/**
	 * Make an exception of a call that failed for no reason of its own.
	 * @param what what was called
	 * @param ex what the SDK threw
	 * @param remedy what to do, as a sentence
	 * @return the exception
	 */
	default CredentialsException ofCall(String what, RuntimeException ex, String remedy) {
		return create("%s %s.".formatted(what, describe(ex)), remedy, networkCause(ex));
	}

	/**
	 * Find out that a module of the SDK is there, before anything refers to its classes.
	 * @param clientType the name of its client
	 * @param coordinates what to add
	 */
	default void requireModule(String clientType, String coordinates) {
		if (!ClassUtils.isPresent(clientType, SignInFailure.class.getClassLoader())) {
			throw create("A module of the AWS SDK is missing.",
					"Add " + coordinates + " to the dependencies of the application.");
		}
	}

	/**
	 * Wait for one's turn, until one is given up.
	 * @param lock held by whoever refreshes the same session
	 */
	default void lock(Lock lock) {
		try {
			lock.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw create("The thread was interrupted while another one refreshed the session.",
					"It will be tried again.");
		}
	}

	private static String describe(RuntimeException ex) {
		if (BoundedCalls.isTooLong(ex)) {
			return "gave an answer that is longer than 1 MiB";
		}
		if (ex instanceof AwsServiceException service) {
			String code = (service.awsErrorDetails() != null) ? service.awsErrorDetails().errorCode() : null;
			String name = (code != null && ERROR_CODE.matcher(code).matches()) ? " (" + code + ")" : "";
			return (service.isThrottlingException() || service.statusCode() == 429)
					? "asks to be called less often" + name : "answered with status " + service.statusCode() + name;
		}
		if (ex instanceof ApiCallTimeoutException || ex instanceof ApiCallAttemptTimeoutException) {
			return "did not answer in time";
		}
		if (ex instanceof AbortedException) {
			return "was interrupted";
		}
		IOException network = networkCause(ex);
		if (network instanceof SocketTimeoutException) {
			return "did not answer in time";
		}
		if (network instanceof UnknownHostException) {
			return "cannot be reached: its host name is not known";
		}
		if (network instanceof SSLException) {
			return "cannot be reached by TLS (" + network.getClass().getSimpleName() + ")";
		}
		if (network instanceof ConnectException) {
			return "cannot be reached: the connection was refused or timed out";
		}
		if (network != null) {
			return "broke off the connection (" + network.getClass().getSimpleName() + ")";
		}
		return "gave an answer that cannot be understood (" + ex.getClass().getSimpleName() + ")";
	}

	private static @Nullable IOException networkCause(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			String type = cause.getClass().getName();
			if (cause instanceof IOException network
					&& (type.startsWith("java.net.") || type.startsWith("javax.net.") || type.contains("http"))) {
				return network;
			}
		}
		return null;
	}

}
