package dev.switchboard.server.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.pages.PageRequest;
import dev.switchboard.server.pages.PageSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the demo's first page asks: who the sample people are, and to be one of them. Signing in needs no password, so it is
 * answered only to this server's own pages: no name that leads here but the server's own (a foreign page could have made one
 * up), and no request that another site has sent.
 */
public final class DemoPages implements PageSource {
    static final int SIGN_INS_PER_MINUTE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DemoPages.class);
    private static final String PEOPLE = "/demo/people";
    private static final String SIGN_IN = "/demo/sign-in/";
    private static final long MINUTE_MS = 60_000;

    private final Loop loop;
    private final SampleDesk desk;
    private final Function<Agent, CompletionStage<String>> codes;
    private final String address;
    private long minuteBeganMs;
    private int signIns;

    /**
     * @param codes makes a one-time code that signs the agent in
     * @param address on which the server listens
     */
    public DemoPages(Loop loop, SampleDesk desk, Function<Agent, CompletionStage<String>> codes, String address) {
        this.loop = loop;
        this.desk = desk;
        this.codes = codes;
        this.address = address;
        this.minuteBeganMs = loop.nowMs();
    }

    @Override
    public CompletionStage<PageAnswer> answer(PageRequest request) {
        boolean people = request.path().equals(PEOPLE);
        boolean signIn = request.path().startsWith(SIGN_IN);
        if (!people && !signIn) {
            return done(PageAnswer.refuse(404, "There is no such page."));
        }
        if (people ? !request.reads() : !request.method().equals("POST")) {
            return done(PageAnswer.refuseMethod(people ? "GET, HEAD" : "POST"));
        }
        if (!namesThisServer(request) || comesFromElsewhere(request)) {
            return done(PageAnswer.refuse(403, "Only the demo's own pages may ask this."));
        }
        CompletableFuture<PageAnswer> answer = new CompletableFuture<>();
        boolean taken = loop.offer(() -> onLoop(request, people).whenComplete((found, failure) -> {
            if (failure != null) {
                LOG.warn("The demo could not answer", failure);
            }
            answer.complete(failure == null ? found : PageAnswer.refuse(500, "The demo could not answer."));
        }));
        return taken ? answer : done(PageAnswer.refuse(429, "Too much at once."));
    }

    private CompletionStage<PageAnswer> onLoop(PageRequest request, boolean people) {
        return people ? people() : signIn(request.path().substring(SIGN_IN.length()));
    }

    private static CompletionStage<PageAnswer> done(PageAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** Whoever has made a name of his own lead to this machine, asks under that name. */
    private boolean namesThisServer(PageRequest request) {
        int port = request.localPort();
        String host = request.header("host").toLowerCase(Locale.ROOT);
        String named = host.endsWith(":" + port)
                ? host.substring(0, host.length() - Integer.toString(port).length() - 1)
                : port == 80 ? host : "";
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(named)
                || (!named.isEmpty() && (named.equals(address) || named.equals(request.localAddress())));
    }

    private static boolean comesFromElsewhere(PageRequest request) {
        String site = request.header("sec-fetch-site");
        if (!site.isEmpty()) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        // Browsers without that header. Our own pages say "null", because they tell nobody where they came from.
        String origin = request.header("origin");
        return !origin.isEmpty() && !origin.equals("null") && !origin.equals("http://" + request.header("host"));
    }

    private CompletionStage<PageAnswer> signIn(String name) {
        if (loop.nowMs() - minuteBeganMs >= MINUTE_MS) {
            minuteBeganMs = loop.nowMs();
            signIns = 0;
        }
        if (++signIns > SIGN_INS_PER_MINUTE) {
            return done(PageAnswer.refuse(429, "That is enough for this minute."));
        }
        return desk.samplePeople().thenCompose(people -> {
            for (Agent agent : people) {
                if (agent.getName().equals(name)) {
                    return codes.apply(agent).thenApply(code -> PageAnswer.redirect(303, "/console/#" + code));
                }
            }
            return done(PageAnswer.refuse(404, "There is nobody of that name."));
        });
    }

    /** A page that is opened while the desk is being made is told of nobody and asks again: half of it would be wrong for ever. */
    private CompletionStage<PageAnswer> people() {
        if (!desk.made()) {
            return done(PageAnswer.json("{}"));
        }
        return desk.samplePeople().thenCombine(desk.queues(), (people, queues) -> {
            Map<String, String> titles = queues.stream().collect(Collectors.toMap(Queue::getName, Queue::getTitle));
            ListValue.Builder list = ListValue.newBuilder();
            people.forEach(agent -> list.addValues(Value.newBuilder().setStructValue(person(agent, titles))));
            return PageAnswer.json(json(Struct.newBuilder()
                    .putFields("people", Value.newBuilder().setListValue(list).build())
                    .build()));
        });
    }

    private static Struct person(Agent agent, Map<String, String> titles) {
        ListValue.Builder queues = ListValue.newBuilder();
        agent.getQueuesList()
                .forEach(name -> queues.addValues(Value.newBuilder()
                        .setStructValue(Struct.newBuilder()
                                .putFields("name", text(name))
                                .putFields("title", text(titles.getOrDefault(name, name))))));
        String role = agent.getRole().name().replaceFirst("^ROLE_", "").toLowerCase(Locale.ROOT);
        return Struct.newBuilder()
                .putFields("name", text(agent.getName()))
                .putFields("displayName", text(agent.getDisplayName()))
                .putFields("role", text(role))
                .putFields("queues", Value.newBuilder().setListValue(queues).build())
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static String json(Struct struct) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(struct);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Texts and lists always have a form", e);
        }
    }
}
