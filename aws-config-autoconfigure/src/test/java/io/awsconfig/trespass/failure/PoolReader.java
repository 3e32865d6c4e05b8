package io.awsconfig.trespass.failure;

import io.awsconfig.trespass.http.BuilderOwner;

public final class PoolReader {

	private final BuilderOwner pool = new BuilderOwner();

}
