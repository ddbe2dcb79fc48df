package dev.switchboard.server;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.server.admin.FirstAdministrator;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.demo.ReceptionBot;
import dev.switchboard.server.demo.SampleDesk;
import dev.switchboard.server.loop.ThreadLoop;
import dev.switchboard.server.redis.RedisMeter;
import dev.switchboard.server.redis.RedisStartupException;
import dev.switchboard.server.redis.RedisStorage;
import dev.switchboard.server.redis.embedded.EmbeddedRedisException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the real thing. */
final class ProductionLauncher implements Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(ProductionLauncher.class);
    private static final long BOT_START_MAX_S = 30;

    @Override
    public Running serve(Configuration configuration) throws StartException {
        return new RunningServer(Server.start(configuration, Server.Purpose.SERVE));
    }

    @Override
    public Running demo(Configuration configuration, PrintWriter out) throws StartException {
        if (configuration.httpTls().files() != null) {
            throw new StartException(
                    "The demo is for this machine and speaks no TLS. Leave http.tls out, or use serve.");
        }
        Server server = Server.start(configuration, Server.Purpose.DEMO);
        try {
            OwnAddress address = OwnAddress.of(configuration.http().address(), server.port());
            AppKey botKey = server.withNode(node -> server.sampleDesk().make(address.origins()));
            ReceptionBot bot = new ReceptionBot(URI.create("ws://" + address + "/ws"), botKey);
            bot.start().get(BOT_START_MAX_S, TimeUnit.SECONDS);
            announce(server, address, out);
            return new RunningServer(server, bot);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            server.close();
            throw new StartException("Interrupted", interrupted);
        } catch (Exception failure) {
            server.close();
            throw failure instanceof StartException known
                    ? known
                    : new StartException("The demo could not be set up: " + failure.getMessage(), failure);
        }
    }

    private static void announce(Server server, OwnAddress address, PrintWriter out) throws StartException {
        String base = "http://" + address.shown();
        out.println();
        out.println("Open " + base + "/");
        out.println();
        out.println("Switchboard runs a demo.");
        out.println("  clients       ws://" + address.shown() + "/ws, site key \"" + SampleDesk.SITE + "\"");
        out.println("  management    http://localhost:" + server.managementPort() + "/health/ready, /metrics");
        out.println("One-time sign-in links, valid for 10 minutes (the code after # is what the SDK takes):");
        Map<Agent, String> links = server.withNode(ProductionLauncher::links);
        links.forEach((agent, code) -> out.printf("  %-14s%s/console/#%s%n", agent.getName(), base, code));
        out.println("Ctrl-C ends it; chats and accounts are kept for the next start.");
        out.println();
        out.flush();
    }

    private static CompletionStage<Map<Agent, String>> links(Node node) {
        return new SampleDesk(node.administration())
                .people()
                .thenCompose(people -> new LinkList(node.auth().links()).make(people));
    }

    @Override
    public void initAdmin(Configuration configuration, String name, String password) throws StartException {
        try (Closing closing = new Closing()) {
            StorageAtHand redis = closing.add(StorageAtHand.open(configuration));
            ThreadLoop loop = closing.add(ThreadLoop.start(fault -> LOG.error("The loop failed", fault)));
            RedisStorage storage = closing.add(redis.storage(Translation.limits(configuration), loop, RedisMeter.NONE));
            ThreadPoolExecutor hashing = PasswordHasher.pool();
            closing.add(hashing::shutdownNow);
            PasswordHasher hasher = new PasswordHasher(loop, hashing, new SecureRandom(), PasswordHasher.Cost.DEFAULT);
            Agent made = new OnLoop(loop)
                    .call(() -> new FirstAdministrator(loop, storage.accounts(), hasher).create(name, password));
            LOG.info("Administrator {} has the id {}", made.getName(), made.getId());
        } catch (RedisStartupException | EmbeddedRedisException forTheOperator) {
            throw StartException.because(forTheOperator);
        } catch (StartException failure) {
            if (failure.getCause() instanceof ApiException refused) {
                throw new StartException(refused.getMessage() + " " + refused.details(), refused);
            }
            throw failure;
        }
    }
}
