package io.awsconfig.client.bean;

import java.util.function.Function;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application whose own classes are loaded anew at each start.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
public class RestartedApplication implements Function<Object, ConfigurableApplicationContext> {

	@Override
	@SuppressWarnings("unchecked")
	public ConfigurableApplicationContext apply(Object machine) {
		SpringApplication application = new SpringApplication(RestartedApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers((ApplicationContextInitializer<ConfigurableApplicationContext>) machine);
		return application.run("--aws.clients.archive.service=s3");
	}

	@Bean
	S3Client[] clients(S3Client s3, @Qualifier("archive") S3Client archive) {
		return new S3Client[] { s3, archive };
	}

}
