package io.awsconfig.precedence;

import java.lang.management.ManagementFactory;

import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.settings.AwsSettings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that logs all it can, asks each of its endpoints by JMX and prints what
 * they answer.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class TalkativeApplication {

	public static void main(String[] args) throws Exception {
		SpringApplication application = new SpringApplication(TalkativeApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(args)) {
			System.out.println(context.getBean(AwsSettings.class).getValues());
			System.out.println(context.getBean(AwsEndpoint.class).aws());
			MBeanServer server = ManagementFactory.getPlatformMBeanServer();
			for (ObjectName name : server.queryNames(new ObjectName("org.springframework.boot:*"), null)) {
				MBeanInfo info = server.getMBeanInfo(name);
				for (MBeanOperationInfo operation : info.getOperations()) {
					// Those with a parameter answer a part of what the others do, or
					// write
					if (operation.getSignature().length == 0 && !operation.getName().equals("shutdown")) {
						System.out.println("MBEAN " + name + " " + operation.getName() + " "
								+ server.invoke(name, operation.getName(), new Object[0], new String[0]));
					}
					else if (operation.getName().equals("environment")) {
						System.out.println("MBEAN " + name + " environment " + server.invoke(name, "environment",
								new Object[] { null }, new String[] { "java.lang.String" }));
					}
				}
			}
		}
	}

}
