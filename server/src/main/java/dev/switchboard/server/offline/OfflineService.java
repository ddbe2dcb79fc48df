package dev.switchboard.server.offline;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AnswerOfflineMessageRequest;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.protocol.v1.ListOfflineMessagesRequest;
import dev.switchboard.protocol.v1.OfflineMessage;
import dev.switchboard.protocol.v1.OfflineMessageList;
import dev.switchboard.protocol.v1.OfflineState;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Fields;
import dev.switchboard.server.api.Methods;
import dev.switchboard.server.api.Networks;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.offline.OfflineStore.Answer;
import dev.switchboard.server.offline.OfflineStore.Message;
import dev.switchboard.server.offline.OfflineStore.Scope;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.session.QueueDirectory;
import dev.switchboard.server.session.SiteDirectory;
import dev.switchboard.server.session.SiteDirectory.SiteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** OfflineService of offline.proto, as a table of its methods. */
public final class OfflineService {
    private static final int PAGE = 20;
    private static final int PAGE_MAX = 50;

    private final ControlPath control;
    private final OfflineStore store;
    private final Directories directories;
    private final EarlierChats chats;

    private OfflineService(ControlPath control, OfflineStore store, Directories directories, EarlierChats chats) {
        this.control = control;
        this.store = store;
        this.directories = directories;
        this.chats = chats;
    }

    public record Directories(SiteDirectory sites, ProfileDirectory profiles, QueueDirectory queues) {}

    public static ApiRequest.Service create(
            ControlPath control, OfflineStore store, Directories directories, EarlierChats chats) {
        OfflineService offline = new OfflineService(control, store, directories, chats);
        return new Methods("offline")
                .add("LeaveMessage", LeaveMessageRequest.getDefaultInstance(), offline::leaveMessage)
                .add("ListMessages", ListOfflineMessagesRequest.getDefaultInstance(), offline::listMessages)
                .add("AnswerMessage", AnswerOfflineMessageRequest.getDefaultInstance(), offline::answerMessage);
    }

    private CompletionStage<Done> leaveMessage(LeaveMessageRequest body, ApiRequest request) {
        if (!(request.caller() instanceof Identity.Customer customer)) {
            throw refusal(ErrorCode.FORBIDDEN);
        }
        LeaveMessageRequest given = OfflineFields.checked(body);
        return directories.sites().site(customer.site()).thenCompose(site -> {
            if (site == null) {
                throw refusal(ErrorCode.UNKNOWN_QUEUE);
            }
            // Programs send no Origin, and a browser cannot leave it out.
            if (!request.origin().isEmpty() && !site.allows(request.origin())) {
                throw refusal(ErrorCode.ORIGIN_NOT_ALLOWED);
            }
            return queueFor(given, customer, site)
                    .thenCompose(queue -> store.keep(new OfflineStore.Draft(
                            customer.id(),
                            Networks.of(request.remoteAddress()),
                            given.getKey(),
                            queue,
                            bodyOf(given, customer, site))))
                    .thenApply(OfflineService::told);
        });
    }

    private static Done told(OfflineStore.Kept kept) {
        return switch (kept) {
            case STORED -> Done.getDefaultInstance();
            case TOO_MANY -> throw refusal(ErrorCode.RATE_LIMITED);
            case FULL -> throw refusal(ErrorCode.OVERLOADED);
        };
    }

    /** The queue named, else that of the chat before, else the site's own. */
    private CompletionStage<QueueId> queueFor(LeaveMessageRequest given, Identity.Customer customer, SiteView site) {
        if (given.getChat().isEmpty()) {
            return CompletableFuture.completedStage(queueNamed(given.getQueue(), site));
        }
        return chats.queueOf(given.getChat(), customer.id()).thenApply(last -> {
            if (last == null) {
                throw refusal(ErrorCode.UNKNOWN_CHAT);
            }
            boolean goesOn = given.getQueue().isEmpty() && control.view().queue(last) != null;
            return goesOn ? last : queueNamed(given.getQueue(), site);
        });
    }

    private QueueId queueNamed(String name, SiteView site) {
        QueueId queue = site.startable(name, control.view());
        if (queue == null) {
            throw refusal(ErrorCode.UNKNOWN_QUEUE);
        }
        return queue;
    }

    private static byte[] bodyOf(LeaveMessageRequest given, Identity.Customer customer, SiteView site) {
        return OfflineMessage.newBuilder()
                .setSite(site.name())
                .setCustomer(WireIds.customer(customer.id()))
                .setName(given.getName())
                .setContact(given.getContact())
                .setText(given.getText())
                .setChat(given.getChat())
                .build()
                .toByteArray();
    }

    private CompletionStage<OfflineMessageList> listMessages(ListOfflineMessagesRequest body, ApiRequest request) {
        if (body.getState() == OfflineState.UNRECOGNIZED) {
            throw Fields.invalid("state", "there is no such state");
        }
        int limit = Fields.limit(body.getLimit(), PAGE, PAGE_MAX);
        boolean answered = body.getState() == OfflineState.OFFLINE_STATE_ANSWERED;
        long after = OfflineFields.cursor(body.getCursor());
        return store.list(new OfflineStore.Query(scopeOf(request), answered, after, limit + 1))
                .thenCompose(found -> {
                    List<Message> page = found.messages()
                            .subList(0, Math.min(limit, found.messages().size()));
                    boolean more = found.messages().size() > limit;
                    String next = more ? Long.toString(page.get(limit - 1).id()) : "";
                    return shown(page)
                            .thenApply(items -> OfflineMessageList.newBuilder()
                                    .addAllItems(items)
                                    .setNextCursor(next)
                                    .setOpen(found.open())
                                    .build());
                });
    }

    private CompletionStage<OfflineMessage> answerMessage(AnswerOfflineMessageRequest body, ApiRequest request) {
        if (!(request.caller() instanceof Identity.Agent caller)) {
            throw refusal(ErrorCode.FORBIDDEN);
        }
        Long id = OfflineFields.number(body.getId());
        if (id == null) {
            throw refusal(ErrorCode.NOT_FOUND);
        }
        return store.answer(id, scopeOf(request), caller.id()).thenCompose(message -> {
            if (message == null) {
                throw refusal(ErrorCode.NOT_FOUND);
            }
            return shown(List.of(message)).thenApply(items -> {
                OfflineMessage item = items.get(0);
                if (message.answer() == null || message.answer().agent().equals(caller.id())) {
                    return item;
                }
                Author other = item.getAnsweredBy();
                throw new ApiException(
                        ErrorCode.CONFLICT,
                        ErrorCode.CONFLICT.text(),
                        Map.of("agent", other.getId(), "name", other.getName()));
            });
        });
    }

    private Scope scopeOf(ApiRequest request) {
        if (Policy.allows(request.caller(), Action.READ_ANY_OFFLINE_MESSAGE)) {
            return Scope.ALL;
        }
        AgentView agent = request.caller() instanceof Identity.Agent caller
                ? control.view().agent(caller.id())
                : null;
        return new Scope(
                false, agent == null ? Set.of() : Set.copyOf(agent.rules().queues()));
    }

    /** As staff sees them, in the same order. */
    private CompletionStage<List<OfflineMessage>> shown(List<Message> messages) {
        List<OfflineMessage> shown = new ArrayList<>();
        CompletionStage<Void> done = directories
                .queues()
                .prepare(messages.stream().map(Message::queue).distinct().toList());
        for (Message message : messages) {
            done = done.thenCompose(before -> name(message.answer()))
                    .thenAccept(name -> shown.add(shown(message, name)));
        }
        return done.thenApply(all -> shown);
    }

    private OfflineMessage shown(Message message, String answeredBy) {
        QueueView queue = control.view().queue(message.queue());
        String title = queue == null ? null : directories.queues().title(message.queue());
        OfflineMessage.Builder shown = parsed(message.body())
                .setId(Long.toString(message.id()))
                .setTimeMs(message.timeMs())
                .setQueue(queue == null ? "" : queue.rules().name())
                .setQueueTitle(title == null ? "" : title)
                .setState(OfflineState.OFFLINE_STATE_OPEN);
        Answer answer = message.answer();
        return answer == null
                ? shown.build()
                : shown.setState(OfflineState.OFFLINE_STATE_ANSWERED)
                        .setAnsweredAtMs(answer.timeMs())
                        .setAnsweredBy(Author.newBuilder()
                                .setKind(AuthorKind.AUTHOR_KIND_AGENT)
                                .setId(WireIds.agent(answer.agent()))
                                .setName(answeredBy))
                        .build();
    }

    /** Empty while nobody has answered, for an agent who was deleted, and where the name cannot be read. */
    private CompletionStage<String> name(@Nullable Answer answer) {
        if (answer == null) {
            return CompletableFuture.completedStage("");
        }
        AgentId id = answer.agent();
        AgentView agent = control.view().agent(id);
        return directories
                .profiles()
                .profile(id, agent == null ? 0 : agent.rules().revision())
                .thenApply(ProfileDirectory.Profile::displayName)
                .exceptionally(unreadable -> "");
    }

    private static OfflineMessage.Builder parsed(byte[] body) {
        try {
            return OfflineMessage.parseFrom(body).toBuilder();
        } catch (InvalidProtocolBufferException damaged) {
            // It is shown without its text, so that the others can be read.
            return OfflineMessage.newBuilder();
        }
    }

    private static ApiException refusal(ErrorCode code) {
        return new ApiException(code, code.text());
    }
}
