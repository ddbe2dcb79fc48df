package dev.switchboard.server.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.Node;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every method of every service of a whole node, with bodies that can be read and that nobody means. */
class ServicesFuzzTest {
    private static final List<Identity> CALLERS = Arrays.asList(
            null,
            new Identity.Program("1", true, 0, Long.MAX_VALUE),
            new Identity.Agent(new AgentId(1), AgentRole.ADMINISTRATOR, 0, Long.MAX_VALUE),
            new Identity.Agent(new AgentId(2), AgentRole.SUPERVISOR, 0, Long.MAX_VALUE),
            new Identity.Agent(new AgentId(3), AgentRole.AGENT, 0, Long.MAX_VALUE));

    private static final String[] METHODS = {
        "CustomerToken",
        "SignIn",
        "RedeemLink",
        "ProgramToken",
        "Renew",
        "Revoke",
        "PutSite",
        "ListSites",
        "DeleteSite",
        "PutQueue",
        "ListQueues",
        "DeleteQueue",
        "PutSkill",
        "ListSkills",
        "DeleteSkill",
        "PutAgent",
        "ListAgents",
        "DeleteAgent",
        "SetPassword",
        "CreateAppKey",
        "ListAppKeys",
        "DeleteAppKey",
        "ListWaiting",
        "Explain",
        "ListAgentStates",
        "ListTransferTargets",
        "AssignChat",
        "MoveChat",
        "PrioritiseChat",
    };

    private record Target(ApiRequest.Service service, String method, Message prototype) {}

    @Test
    void shouldAnswerEveryCallByAReplyOrARefusal() {
        Fuzz.run("calls of services", 40, random -> {
            SimWorld world = new SimWorld(random.nextLong());
            NodeProcess process = new NodeProcess(world, new SharedStores(world), new StateCheck(), "node");
            world.runUntil(process::ready, 10_000);
            List<Target> targets = targets(process.node());
            assertThat(targets).hasSize(METHODS.length);
            for (int i = 0; i < 150; i++) {
                call(world, process, targets.get(random.nextInt(targets.size())), random);
            }
            assertThat(process.fatal).isEmpty();
            assertThat(process.ready()).isTrue();
        });
    }

    private static List<Target> targets(Node node) {
        List<Target> targets = new ArrayList<>();
        for (ApiRequest.Service service : node.services()) {
            for (String method : METHODS) {
                Message prototype = service.prototype(method);
                if (prototype != null) {
                    targets.add(new Target(service, method, prototype));
                }
            }
        }
        return targets;
    }

    private static void call(SimWorld world, NodeProcess process, Target target, Random random) {
        Message body = Mutator.message(random, target.prototype());
        ApiRequest request = new ApiRequest(
                target.service().name(),
                target.method(),
                body,
                CALLERS.get(random.nextInt(3) == 0 ? random.nextInt(CALLERS.size()) : 1),
                random.nextBoolean() ? "" : "https://shop.example.com",
                "192.0.2." + random.nextInt(256));
        CompletableFuture<?> answer =
                process.loop.call(() -> target.service().call(request).toCompletableFuture());
        world.runUntil(answer::isDone, 20_000);
        if (answer.isCompletedExceptionally()) {
            Throwable cause =
                    Failures.cause(answer.handle((reply, failure) -> failure).join());
            assertThat(cause)
                    .as("%s of %s", target.method(), body)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.code()).isNotEqualTo(ErrorCode.INTERNAL));
        }
    }
}
