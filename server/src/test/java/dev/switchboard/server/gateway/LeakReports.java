package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Runs after every test class (it is registered as a service): where Netty has meanwhile reported a lost buffer, this class
 * or one before it lost it. {@link LeakWatch} says for sure which, and costs collections.
 */
public final class LeakReports implements AfterAllCallback {
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

    static {
        Appender<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                REPORTS.add(event.getFormattedMessage());
            }
        };
        appender.start();
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(appender);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> reports = new ArrayList<>();
        for (String next = REPORTS.poll(); next != null; next = REPORTS.poll()) {
            reports.add(next);
        }
        assertThat(reports).as("lost buffers, of this class or one before it").isEmpty();
    }
}
