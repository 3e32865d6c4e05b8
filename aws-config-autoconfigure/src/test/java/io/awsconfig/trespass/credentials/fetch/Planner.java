package io.awsconfig.trespass.credentials.fetch;

import io.awsconfig.trespass.credentials.plan.AskingPlanner;

public final class Planner {

	private final AskingPlanner planner = new AskingPlanner();

}
