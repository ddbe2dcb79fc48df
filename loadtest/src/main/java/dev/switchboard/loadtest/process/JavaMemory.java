package dev.switchboard.loadtest.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java process holds after a full collection, told by {@code jcmd} of the JDK that runs this program.
 *
 * @param heapBytes of living objects
 * @param directBytes of buffers outside of the heap; 0 unless the process was started with {@link #TRACKING}
 * @param residentBytes memory that the operating system has given it
 * @param classes bytes of living objects by class
 */
public record JavaMemory(long heapBytes, long directBytes, long residentBytes, Map<String, Long> classes) {

    /** Option for a JVM that is to tell of memory outside of the heap. */
    public static final String TRACKING = "-XX:NativeMemoryTracking=summary";

    private static final Pattern CLASS = Pattern.compile(" *\\d+: +\\d+ +(\\d+) +(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
    /** Where the JVM counts what libraries take; Netty's buffers are there. */
    private static final Pattern OTHER = Pattern.compile("- +Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    public JavaMemory {
        classes = Map.copyOf(classes);
    }

    /** Lets the process collect, and asks. */
    public static JavaMemory of(ProcessHandle process) {
        long pid = process.pid();
        Map<String, Long> classes = new HashMap<>();
        long heap = 0;
        for (String line : ask(pid, "GC.class_histogram").lines().toList()) {
            Matcher one = CLASS.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (one.matches()) {
                classes.merge(one.group(2), Long.parseLong(one.group(1)), Long::sum);
            } else if (total.find()) {
                heap = Long.parseLong(total.group(1));
            }
        }
        if (heap == 0) {
            throw new TargetException("jcmd tells nothing of process " + pid);
        }
        return new JavaMemory(heap, kilobytes(OTHER, ask(pid, "VM.native_memory", "summary")), resident(pid), classes);
    }

    private static long resident(long pid) {
        try {
            return kilobytes(RESIDENT, Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException notLinux) {
            return 0;
        }
    }

    private static long kilobytes(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : 0;
    }

    private static String ask(long pid, String... question) {
        String[] command = new String[question.length + 2];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        command[1] = Long.toString(pid);
        System.arraycopy(question, 0, command, 2, question.length);
        try {
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (InputStream out = jcmd.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new TargetException("needs the jcmd of a JDK: " + e.getMessage());
        }
    }
}
