package com.example.library;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * What somebody else's library does, who has never heard of us and whose name comes
 * before ours.
 */
@AutoConfiguration
public class LibraryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	S3Client librarysOwn() {
		return S3Client.builder().region(Region.US_EAST_1).build();
	}

	@Bean
	@ConditionalOnMissingBean(name = "archive")
	S3Client archive() {
		return S3Client.builder().region(Region.US_EAST_1).build();
	}

	@Bean
	@ConditionalOnBean(S3Client.class)
	String libraryFoundIt() {
		return "found";
	}

	@Bean
	@ConditionalOnSingleCandidate(S3Client.class)
	String libraryFoundOne(S3Client s3) {
		return s3.serviceClientConfiguration().region().id();
	}

	@Bean
	@ConditionalOnBean(name = "archive", value = S3Client.class)
	String libraryFoundArchive() {
		return "found";
	}

}
