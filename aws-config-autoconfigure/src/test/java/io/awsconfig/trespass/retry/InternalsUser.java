package io.awsconfig.trespass.retry;

import software.amazon.awssdk.profiles.internal.ProfileFileReader;

public final class InternalsUser {

	private final Class<?> reader = ProfileFileReader.class;

}
