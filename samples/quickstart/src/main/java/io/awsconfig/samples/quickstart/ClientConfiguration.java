package io.awsconfig.samples.quickstart;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.awsconfig.client.AwsClientConfigurer;

/**
 * The clients. Their settings are in {@code application.yml} and {@code aws/config}.
 */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

	@Bean
	SqsClient sqsClient(AwsClientConfigurer configurer) {
		return configurer.configure(SqsClient.builder()).build();
	}

	@Bean
	DynamoDbClient dynamoDbClient(AwsClientConfigurer configurer) {
		return configurer.configure(DynamoDbClient.builder()).build();
	}

}
