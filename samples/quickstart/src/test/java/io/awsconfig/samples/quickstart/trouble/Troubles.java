package io.awsconfig.samples.quickstart.trouble;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All troubles, by their kind.
 */
final class Troubles {

	private Troubles() {
	}

	static Map<String, List<Trouble>> all() {
		Map<String, List<Trouble>> all = new LinkedHashMap<>();
		all.put("Region and profile", RegionTroubles.all());
		all.put("Credentials", CredentialsTroubles.all());
		all.put("Settings and clients", SettingTroubles.all());
		all.put("AWS answers with an error", AnswerTroubles.all());
		all.put("The network", NetworkTroubles.all());
		return all;
	}

}
