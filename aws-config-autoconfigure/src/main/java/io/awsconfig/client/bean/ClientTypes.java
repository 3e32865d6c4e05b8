package io.awsconfig.client.bean;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.awsconfig.client.ClientServices;
import io.awsconfig.client.bean.ClientType.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ResourceUtils;

/**
 * Finds the clients and presigners on the class path, by the names of the files in the
 * modules of the SDK. No class is loaded, and no list of services grows old.
 */
final class ClientTypes {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	/**
	 * What all names of the SDK's classes start with.
	 */
	static final String SDK = "software.amazon.awssdk.";

	private static final String SERVICES = "software/amazon/awssdk/services/";

	private static final String CLASS = ".class";

	private static final String CLIENT = "Client";

	private static final String ASYNC_CLIENT = "AsyncClient";

	private static final String PRESIGNER = "Presigner";

	private static final String CLIENT_BUILDER = "Builder";

	private static final String PRESIGNER_BUILDER = "$Builder";

	private static final String INTERNAL = "/internal/";

	private final Set<String> names = new HashSet<>();

	private ClientTypes() {
	}

	/**
	 * Find the clients and presigners of services, and the clients of the SDK's
	 * libraries.
	 * @param classLoader the class loader of the application
	 * @return what was found, in the order of their names
	 */
	static Collection<ClientType> on(ClassLoader classLoader) {
		ClientTypes types = new ClientTypes();
		try {
			for (URL module : Collections.list(classLoader.getResources(SERVICES))) {
				types.lookInto(module);
			}
		}
		catch (IOException ex) {
			logger.warn("There are no beans of some AWS clients, since the class path cannot be read", ex);
		}
		List<ClientType> found = new ArrayList<>(types.select());
		found.addAll(LibraryClients.on(classLoader));
		return found;
	}

	private void lookInto(URL module) throws IOException {
		URLConnection connection = module.openConnection();
		if (!(connection instanceof JarURLConnection jar)) {
			for (Resource resource : new PathMatchingResourcePatternResolver().getResources(module + "**/*.class")) {
				String location = resource.getURL().toString();
				add(location.substring(location.indexOf(SERVICES)));
			}
		}
		else if (ResourceUtils.isFileURL(jar.getJarFileURL())) {
			// Needs neither a manifest nor versions of classes
			try (ZipFile file = new ZipFile(ResourceUtils.getFile(jar.getJarFileURL()))) {
				addAll(file);
			}
		}
		else {
			ResourceUtils.useCachesIfNecessary(jar);
			JarFile file = jar.getJarFile();
			try {
				addAll(file);
			}
			finally {
				if (!jar.getUseCaches()) {
					file.close();
				}
			}
		}
	}

	private void addAll(ZipFile file) {
		for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements();) {
			add(entries.nextElement().getName());
		}
	}

	private void add(String path) {
		int last = path.length() - CLASS.length() - 1;
		// Decides for almost all of the thousands of names in a module
		if (last < 0 || (path.charAt(last) != 't' && path.charAt(last) != 'r')) {
			return;
		}
		if ((path.endsWith("Client.class") || path.endsWith("Builder.class") || path.endsWith("Presigner.class"))
				&& path.startsWith(SERVICES) && !path.contains(INTERNAL)) {
			this.names.add(path.substring(0, last + 1));
		}
	}

	/**
	 * Select what has a builder and, if it is a client, an implementation: the
	 * conventions by which the SDK's code is generated.
	 */
	private List<ClientType> select() {
		List<ClientType> types = new ArrayList<>();
		for (String name : this.names) {
			if (name.endsWith(PRESIGNER) && this.names.contains(name + PRESIGNER_BUILDER)) {
				types.add(type(name, Kind.PRESIGNER));
			}
			else if (name.endsWith(CLIENT) && this.names.contains(name + CLIENT_BUILDER)
					&& this.names.contains(implementationOf(name))) {
				types.add(type(name, name.endsWith(ASYNC_CLIENT) ? Kind.ASYNC : Kind.SYNC));
			}
		}
		types.sort(Comparator.comparing(ClientType::className));
		return types;
	}

	private static String implementationOf(String client) {
		int simpleName = client.lastIndexOf('/') + 1;
		return client.substring(0, simpleName) + "Default" + client.substring(simpleName);
	}

	private static ClientType type(String name, Kind kind) {
		String className = name.replace('/', '.');
		return new ClientType(className, kind, ClientServices.serviceOf(className, kind == Kind.PRESIGNER));
	}

}
