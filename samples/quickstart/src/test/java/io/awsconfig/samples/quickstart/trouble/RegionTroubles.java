package io.awsconfig.samples.quickstart.trouble;

import java.util.List;

/**
 * No Region, another profile, names that are not read.
 */
final class RegionTroubles {

	private static final String CONFIG_WITHOUT_REGION = """
			[profile shop]
			max_attempts = 4
			""";

	private RegionTroubles() {
	}

	static List<Trouble> all() {
		return List.of(misspeltKey(), nowhere(), inactiveProfile(), emptyPlaceholder(), unresolvedPlaceholder(),
				noRegion(), misspeltProfile(), withoutPrefix(), withPrefix(), twoSpellings());
	}

	private static Trouble misspeltKey() {
		return Trouble.of("The Region is misspelt in the profile")
			.broken((machine) -> machine.config("""
					[profile shop]
					regoin = eu-central-1
					"""))
			.cause("""
					`regoin` is not a setting, so the profile has no Region, and nobody else has one either.""")
			.remedy((machine) -> machine.config("""
					[profile shop]
					region = eu-central-1
					"""));
	}

	private static Trouble nowhere() {
		return Trouble.of("No Region anywhere")
			.broken((machine) -> machine.config(CONFIG_WITHOUT_REGION))
			.cause("""
					Neither the application nor the environment nor the profile says which Region, and there is no instance metadata
					service to ask.""")
			.advice("one of the places that the message lists, for example")
			.remedy((machine) -> machine.variable("AWS_REGION", "eu-central-1"));
	}

	private static Trouble inactiveProfile() {
		return Trouble.of("The Region stands in the file of a Spring profile that is not active")
			.broken((machine) -> machine.config(CONFIG_WITHOUT_REGION).file("application-prod.yml", """
					aws:
					  region: eu-central-1
					"""))
			.cause("""
					Spring Boot reads `application-prod.yml` only if the profile `prod` is active, and nobody has activated it. The same
					is said of a document with `spring.config.activate.on-profile`, and of any other setting that is missing.""")
			.advice("if this is to run as `prod`, or else write the Region where it is read")
			.remedy((machine) -> machine.variable("SPRING_PROFILES_ACTIVE", "prod"));
	}

	private static Trouble emptyPlaceholder() {
		return Trouble.of("The Region is a placeholder that is empty")
			.broken((machine) -> machine.config(CONFIG_WITHOUT_REGION).application("""
					aws:
					  profile: shop
					  region: ${SHOP_REGION:}
					"""))
			.cause("""
					`SHOP_REGION` is not set here, so the placeholder takes what stands behind its colon: nothing. A value that is empty
					counts as not set.""")
			.remedy((machine) -> machine.variable("SHOP_REGION", "eu-central-1"));
	}

	private static Trouble unresolvedPlaceholder() {
		return Trouble.of("The Region is a placeholder that nobody fills")
			.broken((machine) -> machine.application("""
					aws:
					  profile: shop
					  region: ${SHOP_REGION}
					"""))
			.cause("""
					`SHOP_REGION` is neither a property nor a variable, and the placeholder has no default. Here the profile has a
					Region, so the line is not needed at all; where it is, set the variable or write `${SHOP_REGION:eu-central-1}`.""")
			.remedy((machine) -> machine.application("""
					aws:
					  profile: shop
					"""));
	}

	private static Trouble noRegion() {
		return Trouble.of("The Region is not one")
			.broken((machine) -> machine.variable("AWS_REGION", "eu_central_1"))
			.cause("""
					Regions are written with hyphens. A variable comes before the profile, so the Region there is not asked for.""")
			.remedy((machine) -> machine.variable("AWS_REGION", "eu-central-1"));
	}

	private static Trouble misspeltProfile() {
		return Trouble.of("The name of the profile is misspelt")
			.broken((machine) -> machine.application("""
					spring:
					  application:
					    name: orders
					""").variable("AWS_PROFILE", "shpo"))
			.cause("""
					`AWS_PROFILE` asks for a profile that neither of the two files has.""")
			.remedy((machine) -> machine.variable("AWS_PROFILE", "shop"));
	}

	private static Trouble withoutPrefix() {
		return Trouble.of("A profile of the config file without the word profile")
			.broken((machine) -> machine.config("""
					[shop]
					region = eu-central-1
					"""))
			.cause("""
					In `config` a section is called `[profile shop]`, only `[default]` has no prefix; in `credentials` it is the other
					way round. What stands below `[shop]` in `config` is not read.""")
			.remedy((machine) -> machine.config("""
					[profile shop]
					region = eu-central-1
					"""));
	}

	private static Trouble withPrefix() {
		return Trouble.of("A profile of the credentials file with the word profile")
			.broken((machine) -> machine.credentials("""
					[profile shop]
					aws_access_key_id = AKIAIOSFODNN7EXAMPLE
					aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
					"""))
			.cause("""
					In `credentials` a section has the name of the profile alone. What stands below `[profile shop]` there is not read, so
					nobody has access keys.""")
			.askHealth()
			.remedy((machine) -> machine.credentials("""
					[shop]
					aws_access_key_id = AKIAIOSFODNN7EXAMPLE
					aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
					"""));
	}

	private static Trouble twoSpellings() {
		return Trouble.of("One profile has two spellings")
			.broken((machine) -> machine.application("""
					aws:
					  profile: shop-prod
					""").config("""
					[profile shop-prod]
					region = eu-central-1
					""").credentials("""
					[shop_prod]
					aws_access_key_id = AKIAIOSFODNN7EXAMPLE
					aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
					"""))
			.cause("""
					`shop-prod` of `config` and `shop_prod` of `credentials` are two profiles. The one that is asked for has a Region and
					no access keys.""")
			.remedy((machine) -> machine.credentials("""
					[shop-prod]
					aws_access_key_id = AKIAIOSFODNN7EXAMPLE
					aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
					"""));
	}

}
