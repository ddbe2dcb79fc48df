package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API as text, so that a change of it is a visible diff. After a change on purpose, write it anew with
 *
 * <pre>mvn test -pl client-sdk -am -Dtest=ApiDumpTest -Dtest.jvm.extra=-Dapi.update=true</pre>
 */
class ApiDumpTest {

    private static final Path DUMP = Path.of("src/test/resources/api.txt");

    @Test
    void shouldMatchTheDump() throws Exception {
        String now = String.join("\n", dump()) + "\n";
        if (Boolean.getBoolean("api.update")) {
            Files.writeString(DUMP, now);
        }
        assertThat(now).as("public API (see the Javadoc of this test)").isEqualTo(Files.readString(DUMP));
    }

    private static List<String> dump() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(ChatClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String folder = ChatClient.class.getPackageName().replace('.', '/');
        List<String> names;
        try (Stream<Path> files = Files.list(classes.resolve(folder))) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> ChatClient.class.getPackageName() + "." + file.replace(".class", ""))
                    .sorted()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name, false, ChatClient.class.getClassLoader());
            if (isVisible(type.getModifiers()) && !type.isAnonymousClass()) {
                lines.add(shortened(type.toGenericString()));
                members(type).map(member -> "    " + shortened(member)).sorted().forEach(lines::add);
            }
        }
        return lines;
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                .map(Field::toGenericString);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(ApiDumpTest::isVisible)
                .map(Constructor::toGenericString);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(ApiDumpTest::isVisible)
                .map(Method::toGenericString);
        return Stream.concat(fields, Stream.concat(constructors, methods));
    }

    private static boolean isVisible(Executable member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String shortened(String signature) {
        return signature.replace("dev.switchboard.client.", "").replaceAll("java\\.(lang|util|time|net)\\.", "");
    }
}
