package io.awsconfig.trespass.retry;

import software.amazon.awssdk.core.SdkSystemSetting;

public final class ProtectedUser {

	private final Object setting = SdkSystemSetting.AWS_MAX_ATTEMPTS;

}
