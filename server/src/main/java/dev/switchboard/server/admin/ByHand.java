package dev.switchboard.server.admin;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AssignChatRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.MoveChatRequest;
import dev.switchboard.protocol.v1.PrioritiseChatRequest;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Fields;
import dev.switchboard.server.api.Methods;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Refusals;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What supervisors decide by hand, each about a chat as they saw it: its revision. */
final class ByHand {
    private static final int CREDIT_MS_MAX = 86_400_000;

    private final ControlPath control;

    ByHand(ControlPath control) {
        this.control = control;
    }

    Methods addTo(Methods methods) {
        return methods.add("AssignChat", AssignChatRequest.getDefaultInstance(), this::assign)
                .add("MoveChat", MoveChatRequest.getDefaultInstance(), this::move)
                .add("PrioritiseChat", PrioritiseChatRequest.getDefaultInstance(), this::prioritise);
    }

    private CompletionStage<Done> assign(AssignChatRequest body, ApiRequest request) {
        AgentId to = Requests.agent(body.getAgent());
        if (to == null) {
            throw refused(ErrorCode.UNKNOWN_AGENT);
        }
        return submit(new Command.AssignChat(chat(body.getChat()), to, supervisor(request), body.getRevision()));
    }

    private CompletionStage<Done> move(MoveChatRequest body, ApiRequest request) {
        QueueView queue = control.view().queueNamed(body.getQueue().strip().toLowerCase(Locale.ROOT));
        if (queue == null) {
            throw refused(ErrorCode.UNKNOWN_QUEUE);
        }
        return submit(new Command.MoveChat(chat(body.getChat()), queue.id(), supervisor(request), body.getRevision()));
    }

    private CompletionStage<Done> prioritise(PrioritiseChatRequest body, ApiRequest request) {
        int creditMs = body.getCreditMs();
        if (creditMs < 0 || creditMs > CREDIT_MS_MAX) {
            throw Fields.invalid("credit_ms", "0–" + CREDIT_MS_MAX);
        }
        return submit(
                new Command.PrioritiseChat(chat(body.getChat()), creditMs, supervisor(request), body.getRevision()));
    }

    private static ChatId chat(String text) {
        ChatId chat = Requests.chat(text);
        if (chat == null) {
            throw refused(ErrorCode.UNKNOWN_CHAT);
        }
        return chat;
    }

    /** The policy lets supervisors and administrators only, and each is an agent. */
    private static AgentId supervisor(ApiRequest request) {
        if (request.caller() instanceof Identity.Agent caller) {
            return caller.id();
        }
        throw refused(ErrorCode.FORBIDDEN);
    }

    private CompletionStage<Done> submit(Command command) {
        return control.submit(command).thenApply(outcome -> {
            if (outcome instanceof Outcome.Refused no) {
                Map<String, String> details = no.chat() == null
                        ? Map.of()
                        : Map.of("chat", Requests.position(no.chat().value()));
                ErrorCode code = Refusals.code(no.reason());
                throw new ApiException(code, code.text(), details);
            }
            if (outcome instanceof Outcome.Skipped) {
                throw refused(ErrorCode.NOT_READY);
            }
            return Done.getDefaultInstance();
        });
    }

    private static ApiException refused(ErrorCode code) {
        return new ApiException(code, code.text());
    }
}
