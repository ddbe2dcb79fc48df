package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.StartChat;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.Wishes;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SiteDirectory;
import dev.switchboard.server.session.SiteDirectory.SiteView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What only customers ask: to start a chat. */
final class CustomerRequests {
    private static final int REQUIREMENTS_MAX = 8;
    private static final int LEVEL_MIN = 1;
    private static final int LEVEL_MAX = 10;

    private final ControlPath control;
    private final Commands commands;
    private final Desk desk;
    private final SiteDirectory sites;
    private final PreferredAgents preferredAgents;

    CustomerRequests(
            ControlPath control, Commands commands, Desk desk, SiteDirectory sites, PreferredAgents preferredAgents) {
        this.control = control;
        this.commands = commands;
        this.desk = desk;
        this.sites = sites;
        this.preferredAgents = preferredAgents;
    }

    CompletionStage<Answer> startChat(Request request) {
        StartChat start = request.frame().getStartChat();
        String key = Shape.key(start.getKey(), "key");
        if (start.getRequirementsCount() > REQUIREMENTS_MAX) {
            throw RequestFailure.invalid("requirements");
        }
        if (start.getPreferencesCount() > REQUIREMENTS_MAX) {
            throw RequestFailure.invalid("preferences");
        }
        if (!(request.session().identity() instanceof Identity.Customer customer)) {
            throw new RequestFailure(ErrorCode.FORBIDDEN);
        }
        List<Requirement> required = requirements(start.getRequirementsList());
        List<Requirement> preferred = requirements(start.getPreferencesList());
        if (desk.full()) {
            throw new RequestFailure(ErrorCode.OVERLOADED);
        }
        return sites.site(customer.site()).thenCompose(site -> {
            QueueId queue = queue(start.getQueue(), site);
            return preferredAgents.of(customer.id(), queue).thenCompose(agents -> {
                if (!request.current()) {
                    return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.NOT_READY));
                }
                Wishes wishes = new Wishes(required, preferred, agents, 0, 0);
                SessionId session = request.session().id();
                return start(
                        request,
                        new Command.StartChat(
                                key, customer.id(), customer.site(), queue, wishes, session, control.node()));
            });
        });
    }

    private CompletionStage<Answer> start(Request request, Command.StartChat command) {
        Session session = request.session();
        session.startingKeys().add(command.key());
        return commands.submit(command)
                .thenCompose(outcome -> {
                    ChatId chat = ((Outcome.Started) outcome).chat();
                    return desk.ensureLines(chat).thenCompose(done -> join(request, chat));
                })
                .whenComplete((answer, failure) -> {
                    session.startingKeys().remove(command.key());
                    if (failure != null) {
                        desk.notJoined(session);
                    }
                });
    }

    private CompletionStage<Answer> join(Request request, ChatId id) {
        ChatView chat = control.view().chat(id);
        if (chat == null) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.UNKNOWN_CHAT));
        }
        if (!request.current()) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.NOT_READY));
        }
        return desk.join(request.session(), chat)
                .thenApply(
                        joining -> new Answer(ServerFrame.newBuilder().setChatReply(joining.reply()), joining::begin));
    }

    private List<Requirement> requirements(List<dev.switchboard.protocol.v1.Requirement> given) {
        List<Requirement> requirements = new ArrayList<>();
        for (var asked : given) {
            int levelMax = asked.getLevelMax() == 0 ? LEVEL_MAX : asked.getLevelMax();
            if (asked.getLevel() < LEVEL_MIN || asked.getLevel() > levelMax || levelMax > LEVEL_MAX) {
                throw new RequestFailure(ErrorCode.LEVEL_OUT_OF_RANGE);
            }
            SkillId skill = control.view().skillNamed(asked.getSkill());
            if (skill == null) {
                throw new RequestFailure(ErrorCode.UNKNOWN_SKILL);
            }
            requirements.add(new Requirement(skill, asked.getLevel(), levelMax));
        }
        return requirements;
    }

    private QueueId queue(String name, @Nullable SiteView site) {
        QueueId wanted = site == null ? null : site.startable(name, control.view());
        if (wanted == null) {
            throw new RequestFailure(ErrorCode.UNKNOWN_QUEUE);
        }
        return wanted;
    }
}
