package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Failure;
import dev.switchboard.client.internal.connection.Phase;
import dev.switchboard.client.internal.connection.Reason;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** From the protocol's types to the public ones. Values that this version does not know become "unknown", never a fault. */
final class Wire {

    private Wire() {}

    static Author author(dev.switchboard.protocol.v1.Author author) {
        AuthorKind kind = switch (author.getKind()) {
            case AUTHOR_KIND_CUSTOMER -> AuthorKind.CUSTOMER;
            case AUTHOR_KIND_AGENT -> AuthorKind.AGENT;
            case AUTHOR_KIND_BOT -> AuthorKind.BOT;
            case AUTHOR_KIND_SYSTEM -> AuthorKind.SYSTEM;
            case AUTHOR_KIND_UNSPECIFIED, UNRECOGNIZED -> AuthorKind.UNKNOWN;
        };
        return new Author(kind, author.getId(), author.getName());
    }

    static Message message(Entry entry, boolean own) {
        MessageKind kind = switch (entry.getKind()) {
            case ENTRY_KIND_TEXT -> MessageKind.TEXT;
            case ENTRY_KIND_NOTE -> MessageKind.NOTE;
            case ENTRY_KIND_SYSTEM -> MessageKind.SYSTEM;
            case ENTRY_KIND_UNSPECIFIED, UNRECOGNIZED -> MessageKind.UNSUPPORTED;
        };
        return new Message(
                entry.getSequence(),
                Instant.ofEpochMilli(entry.getTimeMs()),
                kind,
                author(entry.getAuthor()),
                entry.getText(),
                entry.getTextKey(),
                entry.getParametersMap(),
                entry.getRefersTo() == 0 ? OptionalLong.empty() : OptionalLong.of(entry.getRefersTo()),
                own);
    }

    /** Empty for 0, which stands for none. */
    static Optional<Instant> time(long timeMs) {
        return timeMs == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(timeMs));
    }

    static OfflineMessage offlineMessage(dev.switchboard.protocol.v1.OfflineMessage message) {
        return new OfflineMessage(
                message.getId(),
                message.getSite(),
                message.getQueue(),
                message.getQueueTitle(),
                message.getCustomer(),
                Instant.ofEpochMilli(message.getTimeMs()),
                message.getName(),
                message.getContact(),
                message.getText(),
                message.getChat(),
                message.hasAnsweredBy() ? Optional.of(author(message.getAnsweredBy())) : Optional.empty(),
                time(message.getAnsweredAtMs()));
    }

    static History history(dev.switchboard.protocol.v1.Entries entries, Predicate<Entry> own) {
        List<Message> messages = entries.getEntriesList().stream()
                .map(entry -> message(entry, own.test(entry)))
                .toList();
        return new History(messages, entries.getMore());
    }

    static ChatPhase phase(Chat chat) {
        return switch (chat.getPhase()) {
            case CHAT_PHASE_ACTIVE -> ChatPhase.ACTIVE;
            case CHAT_PHASE_CLOSED -> ChatPhase.CLOSED;
            case CHAT_PHASE_WAITING, CHAT_PHASE_OFFERED, CHAT_PHASE_UNSPECIFIED, UNRECOGNIZED -> ChatPhase.WAITING;
        };
    }

    static CloseReason closeReason(Chat chat) {
        return switch (chat.getCloseReason()) {
            case CLOSE_REASON_SOLVED -> CloseReason.SOLVED;
            case CLOSE_REASON_CUSTOMER_LEFT -> CloseReason.CUSTOMER_LEFT;
            case CLOSE_REASON_ABANDONED -> CloseReason.ABANDONED;
            case CLOSE_REASON_CUSTOMER_LOST -> CloseReason.CUSTOMER_LOST;
            case CLOSE_REASON_AGENT_CLOSED -> CloseReason.AGENT_CLOSED;
            case CLOSE_REASON_SPAM -> CloseReason.SPAM;
            case CLOSE_REASON_ADMINISTRATIVE -> CloseReason.ADMINISTRATIVE;
            case CLOSE_REASON_WAITED_TOO_LONG -> CloseReason.WAITED_TOO_LONG;
            case CLOSE_REASON_UNSPECIFIED, UNRECOGNIZED -> CloseReason.UNKNOWN;
        };
    }

    static OfferEnd offerEnd(dev.switchboard.protocol.v1.OfferEnd end) {
        return switch (end) {
            case OFFER_END_ACCEPTED -> OfferEnd.ACCEPTED;
            case OFFER_END_DECLINED -> OfferEnd.DECLINED;
            case OFFER_END_TIMED_OUT -> OfferEnd.TIMED_OUT;
            case OFFER_END_TAKEN -> OfferEnd.TAKEN;
            case OFFER_END_WITHDRAWN, OFFER_END_UNSPECIFIED, UNRECOGNIZED -> OfferEnd.WITHDRAWN;
        };
    }

    static AgentStatus status(AgentState state) {
        List<WrapUp> wrapUps = state.getWrapUpsList().stream()
                .map(each -> new WrapUp(each.getChat(), Duration.ofMillis(each.getRemainingMs()), each.getUnits()))
                .toList();
        boolean choseNext = state.getNextPresence() != dev.switchboard.protocol.v1.Presence.PRESENCE_UNSPECIFIED;
        return new AgentStatus(
                state.getAgent(),
                state.getName(),
                presence(state.getPresence()),
                state.getLoad(),
                state.getCapacity(),
                choseNext ? Optional.of(presence(state.getNextPresence())) : Optional.empty(),
                wrapUps,
                state.getMayTakeOver());
    }

    private static Presence presence(dev.switchboard.protocol.v1.Presence presence) {
        return switch (presence) {
            case PRESENCE_AVAILABLE -> Presence.AVAILABLE;
            case PRESENCE_BUSY -> Presence.BUSY;
            case PRESENCE_AWAY -> Presence.AWAY;
            case PRESENCE_NOT_RESPONDING -> Presence.NOT_RESPONDING;
            case PRESENCE_OFFLINE, PRESENCE_UNSPECIFIED, UNRECOGNIZED -> Presence.OFFLINE;
        };
    }

    static Parked parked(Chat chat) {
        return switch (chat.getParked()) {
            case PARKED_ON_HOLD -> Parked.ON_HOLD;
            case PARKED_IDLE -> Parked.IDLE;
            case PARKED_WANTED -> Parked.WANTED;
            case PARKED_UNSPECIFIED, UNRECOGNIZED -> Parked.NOT;
        };
    }

    static Requirement requirement(dev.switchboard.protocol.v1.Requirement requirement) {
        return requirement.getLevelMax() == 0
                ? new Requirement(requirement.getSkill(), requirement.getLevel())
                : new Requirement(requirement.getSkill(), requirement.getLevel(), requirement.getLevelMax());
    }

    static dev.switchboard.protocol.v1.Requirement requirement(Requirement requirement) {
        return dev.switchboard.protocol.v1.Requirement.newBuilder()
                .setSkill(requirement.skill())
                .setLevel(requirement.level())
                .setLevelMax(requirement.levelMax())
                .build();
    }

    static dev.switchboard.protocol.v1.Presence presence(Presence presence) {
        return switch (presence) {
            case AVAILABLE -> dev.switchboard.protocol.v1.Presence.PRESENCE_AVAILABLE;
            case BUSY -> dev.switchboard.protocol.v1.Presence.PRESENCE_BUSY;
            case AWAY -> dev.switchboard.protocol.v1.Presence.PRESENCE_AWAY;
            case OFFLINE -> dev.switchboard.protocol.v1.Presence.PRESENCE_OFFLINE;
            case NOT_RESPONDING -> throw new IllegalArgumentException("NOT_RESPONDING is set by the server only");
        };
    }

    static StateChange stateChange(Phase from, Phase to, Reason reason) {
        return new StateChange(
                ClientState.valueOf(from.name()), ClientState.valueOf(to.name()), StateReason.valueOf(reason.name()));
    }

    static ChatException exception(Failure failure) {
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(each -> each.name().equals(failure.code()))
                .findFirst()
                .orElse(ErrorCode.UNKNOWN);
        return new ChatException(code, failure.retryable(), failure.message(), failure.details());
    }
}
