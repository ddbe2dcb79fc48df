package dev.switchboard.server.process;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ServerFrame;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One customer who sends as fast as he is told to, whatever the answer, and comes back at once when he is cut. */
final class Flooder implements AutoCloseable {
    private static final int TICKS_PER_SECOND = 100;

    private final WireCustomer customer;
    private final int framesPerTick;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<Integer, Integer> closes = new ConcurrentHashMap<>();
    private final Map<String, Integer> hellos = new ConcurrentHashMap<>();
    private boolean connected;

    Flooder(ServerProcess server, String queue, int framesPerSecond) throws IOException, InterruptedException {
        framesPerTick = framesPerSecond / TICKS_PER_SECOND;
        customer = new WireCustomer(server, 0).connect();
        customer.start(queue);
        connected = true;
    }

    void start() {
        var unused = clock.scheduleAtFixedRate(this::tick, 0, 1_000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            if (!connected) {
                customer.close();
                ServerFrame answer = customer.hello();
                connected = answer.hasWelcome();
                hellos.merge(connected ? "welcome" : answer.getError().getName(), 1, Integer::sum);
                return;
            }
            int code = customer.readWhatIsThere();
            if (code != 0) {
                connected = false;
                closes.merge(code, 1, Integer::sum);
            } else {
                customer.shout(framesPerTick);
            }
        } catch (IOException e) {
            connected = false;
            closes.merge(0, 1, Integer::sum);
        }
    }

    int closes(CloseCode code) {
        return closes.getOrDefault(code.number(), 0);
    }

    int refusedHellos(ErrorCode code) {
        return hellos.getOrDefault(code.name(), 0);
    }

    void stop() {
        clock.shutdownNow();
    }

    @Override
    public String toString() {
        return "closed " + closes + ", hellos " + hellos;
    }

    @Override
    public void close() throws IOException {
        stop();
        customer.close();
    }
}
