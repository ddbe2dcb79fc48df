package dev.switchboard.client;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ChatUpdate;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Entries;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Limits;
import dev.switchboard.protocol.v1.Offer;
import dev.switchboard.protocol.v1.OfferEnd;
import dev.switchboard.protocol.v1.OfferEnded;
import dev.switchboard.protocol.v1.Parked;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Sent;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.protocol.v1.TransferUpdate;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.protocol.v1.WrapUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A server small enough to be right at a glance: it keeps chats and transcripts, is idempotent as the protocol says, and
 * can be told to misbehave. It serves one identity: customer "c1" or agent "a1".
 */
class FakeDesk implements VirtualWorld.Server {

    static final String AGENT = "a1";
    private static final int PAGE = 20;

    final Map<String, Room> rooms = new LinkedHashMap<>();
    final List<ClientFrame> received = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final Map<String, Offer> offers = new LinkedHashMap<>();
    /** What the agent is told of those that he names. */
    final List<TransferUpdate> transfers = new ArrayList<>();

    private final Map<String, String> started = new HashMap<>();

    /** Answers instead of the normal way: a frame (its reply_to is filled in), or silence where the frame has no body. */
    Function<ClientFrame, ServerFrame.Builder> intercept = frame -> null;
    /** Answers calls of the token service; null for the normal way. */
    Function<String, VirtualWorld.Answer> http = path -> null;

    /** Answers calls about messages left; null for none at all. */
    Function<String, VirtualWorld.Answer> offline = path -> null;

    final List<OfflineCall> offlineCalls = new ArrayList<>();

    record OfflineCall(String path, Map<String, String> headers, byte[] body) {}

    long tokenLifeMs = 900_000;
    int heartbeatMs = 5_000;
    int framesPerSecond;
    int framesBurst;
    boolean answersHeartbeats = true;
    boolean whole;
    boolean pushes = true;
    Presence presence = Presence.PRESENCE_OFFLINE;
    int wrapUps;
    int tokenCount;
    private int nextChat;
    private VirtualWorld.Peer live;

    /** A chat with its transcript. */
    static final class Room {
        Chat.Builder chat;
        final List<Entry> entries = new ArrayList<>();
        final Map<String, Long> byMessageId = new HashMap<>();
        /** Sequences that the client must not see. */
        long hiddenUpTo;
    }

    FakeDesk() {}

    FakeDesk(VirtualWorld world) {
        world.server(this);
    }

    @Override
    public VirtualWorld.Answer http(String path, Map<String, String> headers, byte[] body) {
        calls.add(path.substring(path.lastIndexOf('/') + 1));
        if (path.contains("/api/offline/")) {
            offlineCalls.add(new OfflineCall(path, headers, body));
            return offline.apply(path);
        }
        VirtualWorld.Answer scripted = http.apply(path);
        return scripted != null ? scripted : new VirtualWorld.Answer(200, tokens().toByteArray());
    }

    Tokens tokens() {
        tokenCount++;
        return Tokens.newBuilder()
                .setAccessToken("access-" + tokenCount)
                .setAccessExpiresInMs(tokenLifeMs)
                .setRenewalToken("renewal-" + tokenCount)
                .setRenewalExpiresInMs(tokenLifeMs * 100)
                .build();
    }

    static VirtualWorld.Answer refusal(ErrorCode code) {
        return new VirtualWorld.Answer(code.httpStatus(), error(code).build().toByteArray());
    }

    static Error.Builder error(ErrorCode code) {
        return Error.newBuilder()
                .setCode(code.number())
                .setName(code.name())
                .setMessage(code.text())
                .setRetryable(code.retryable());
    }

    static ServerFrame.Builder errorFrame(ErrorCode code) {
        return ServerFrame.newBuilder().setError(error(code));
    }

    @Override
    public void opened(VirtualWorld.Peer link) {
        live = null;
    }

    @Override
    public void closed(VirtualWorld.Peer link) {
        if (live == link) {
            live = null;
        }
    }

    boolean hasLive() {
        return live != null && !live.isDead();
    }

    void push(ServerFrame.Builder frame) {
        if (hasLive()) {
            live.push(frame);
        }
    }

    @Override
    public void frame(VirtualWorld.Peer link, ClientFrame frame) {
        received.add(frame);
        ServerFrame.Builder scripted = intercept.apply(frame);
        if (scripted != null) {
            if (scripted.getBodyCase() != ServerFrame.BodyCase.BODY_NOT_SET) {
                link.push(scripted.setReplyTo(frame.getId()));
            }
            return;
        }
        ServerFrame.Builder reply = switch (frame.getBodyCase()) {
            case HELLO -> {
                live = link;
                yield ServerFrame.newBuilder()
                        .setWelcome(welcome(frame.getHello().getResumeList()));
            }
            case HEARTBEAT ->
                answersHeartbeats ? ServerFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()) : null;
            case AUTHENTICATE -> ServerFrame.newBuilder().setDone(Done.getDefaultInstance());
            case START_CHAT -> start(frame);
            case SEND -> send(frame);
            case GET_ENTRIES -> entries(frame);
            case CLOSE_CHAT -> close(frame.getCloseChat().getChat());
            case ACCEPT_OFFER -> accept(frame.getAcceptOffer().getOffer());
            case TAKE_CHAT -> take(rooms.get(frame.getTakeChat().getChat()));
            case DECLINE_OFFER, TRANSFER_CHAT -> ServerFrame.newBuilder().setDone(Done.getDefaultInstance());
            case HOLD_CHAT -> {
                Room room = rooms.get(frame.getHoldChat().getChat());
                room.chat.setParked(frame.getHoldChat().getHold() ? Parked.PARKED_ON_HOLD : Parked.PARKED_UNSPECIFIED);
                pushUpdate(room);
                yield ServerFrame.newBuilder().setDone(Done.getDefaultInstance());
            }
            case EXTEND_WRAP_UP -> {
                wrapUps = 1;
                yield ServerFrame.newBuilder().setAgentState(agentState());
            }
            case END_WRAP_UP -> {
                wrapUps = 0;
                yield ServerFrame.newBuilder().setAgentState(agentState());
            }
            case SET_PRESENCE -> {
                presence = frame.getSetPresence().getPresence();
                yield ServerFrame.newBuilder().setAgentState(agentState());
            }
            case TYPING, BODY_NOT_SET -> null;
        };
        if (reply != null) {
            link.push(reply.setReplyTo(frame.getId()));
        }
    }

    AgentState.Builder agentState() {
        AgentState.Builder state = AgentState.newBuilder()
                .setAgent(AGENT)
                .setPresence(presence)
                .setCapacity(3)
                .setMayTakeOver(true);
        for (int i = 0; i < wrapUps; i++) {
            state.setNextPresence(Presence.PRESENCE_AWAY)
                    .addWrapUps(WrapUp.newBuilder()
                            .setChat("r0-9")
                            .setRemainingMs(30_000)
                            .setUnits(1));
        }
        return state;
    }

    private Welcome.Builder welcome(List<ResumePoint> points) {
        Welcome.Builder welcome = Welcome.newBuilder()
                .setSession("s1")
                .setSubject(AGENT)
                .setRole(Role.ROLE_AGENT)
                .setHeartbeatMs(heartbeatMs)
                .setTokenExpiresInMs(tokenLifeMs)
                .setAgent(agentState())
                .addAllOffers(offers.values())
                .addAllTransfers(transfers.stream()
                        .filter(update -> points.stream()
                                .anyMatch(point -> point.getChat().equals(update.getChat())))
                        .toList())
                .setLimits(Limits.newBuilder()
                        .setFrameMaxBytes(65_536)
                        .setFramesPerSecond(framesPerSecond)
                        .setFramesBurst(framesBurst));
        Map<String, Long> known = new HashMap<>();
        points.forEach(point -> known.put(point.getChat(), point.getLastSequence()));
        for (Room room : rooms.values()) {
            boolean open = room.chat.getPhase() != ChatPhase.CHAT_PHASE_CLOSED;
            Long last = known.get(room.chat.getId());
            if (!open && last == null) {
                continue;
            }
            boolean recovered = last != null && !whole;
            Entries page = page(room, recovered ? last : 0);
            welcome.addChats(ChatSnapshot.newBuilder()
                    .setChat(room.chat)
                    .setOutcome(recovered ? ResumeOutcome.RESUME_OUTCOME_RECOVERED : ResumeOutcome.RESUME_OUTCOME_WHOLE)
                    .addAllEntries(page.getEntriesList())
                    .setMore(page.getMore()));
        }
        return welcome;
    }

    private ServerFrame.Builder start(ClientFrame frame) {
        String id = started.computeIfAbsent(frame.getStartChat().getKey(), key -> {
            Room room = room("r0-" + ++nextChat, frame.getStartChat().getQueue());
            room.chat.setKey(key);
            return room.chat.getId();
        });
        return ServerFrame.newBuilder().setChatReply(ChatReply.newBuilder().setChat(rooms.get(id).chat));
    }

    /** A waiting chat. */
    Room room(String id, String queue) {
        Room room = new Room();
        room.chat = Chat.newBuilder()
                .setId(id)
                .setQueue(queue)
                .setPhase(ChatPhase.CHAT_PHASE_WAITING)
                .setPlace(1);
        rooms.put(id, room);
        return room;
    }

    /** Gives the chat to the agent and tells. */
    void assign(Room room, String agent) {
        room.chat
                .setPhase(ChatPhase.CHAT_PHASE_ACTIVE)
                .setPlace(0)
                .setAssignment(room.chat.getAssignment() + 1)
                .setAgent(Author.newBuilder()
                        .setKind(AuthorKind.AUTHOR_KIND_AGENT)
                        .setId(agent)
                        .setName("Anna"));
        pushUpdate(room);
    }

    void pushUpdate(Room room) {
        room.chat.setLastSequence(room.entries.size());
        push(ServerFrame.newBuilder().setChatUpdate(ChatUpdate.newBuilder().setChat(room.chat)));
    }

    private ServerFrame.Builder send(ClientFrame frame) {
        Room room = rooms.get(frame.getSend().getChat());
        Long before = room.byMessageId.get(frame.getSend().getMessageId());
        long sequence = before != null
                ? before
                : write(room, frame.getSend().getText(), frame.getSend().getMessageId());
        return ServerFrame.newBuilder().setSent(Sent.newBuilder().setSequence(sequence));
    }

    /** Stores a text and pushes it. */
    long write(Room room, String text, String messageId) {
        long sequence = write(
                room,
                Entry.newBuilder()
                        .setKind(EntryKind.ENTRY_KIND_TEXT)
                        .setText(text)
                        .setMessageId(messageId));
        room.byMessageId.put(messageId, sequence);
        return sequence;
    }

    /** Stores the last line of a chat and pushes it. */
    void writeClosingLine(Room room) {
        var unused = write(
                room, Entry.newBuilder().setKind(EntryKind.ENTRY_KIND_SYSTEM).setTextKey("closed"));
    }

    private long write(Room room, Entry.Builder draft) {
        long sequence = room.entries.size() + 1L;
        Entry entry = draft.setSequence(sequence)
                .setPrevious(previous(room, sequence))
                .build();
        room.entries.add(entry);
        if (pushes) {
            push(ServerFrame.newBuilder()
                    .setEntryPush(
                            EntryPush.newBuilder().setChat(room.chat.getId()).setEntry(entry)));
        }
        return sequence;
    }

    private static long previous(Room room, long sequence) {
        return sequence - 1 <= room.hiddenUpTo ? 0 : sequence - 1;
    }

    private ServerFrame.Builder entries(ClientFrame frame) {
        Room room = rooms.get(frame.getGetEntries().getChat());
        return ServerFrame.newBuilder()
                .setEntries(page(room, frame.getGetEntries().getAfterSequence()));
    }

    private static Entries page(Room room, long after) {
        List<Entry> rest = room.entries.stream()
                .filter(entry -> entry.getSequence() > Math.max(after, room.hiddenUpTo))
                .toList();
        return Entries.newBuilder()
                .setChat(room.chat.getId())
                .addAllEntries(rest.subList(0, Math.min(PAGE, rest.size())))
                .setMore(rest.size() > PAGE)
                .build();
    }

    private ServerFrame.Builder close(String id) {
        Room room = rooms.get(id);
        room.chat
                .setPhase(ChatPhase.CHAT_PHASE_CLOSED)
                .setCloseReason(dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_SOLVED);
        pushUpdate(room);
        // Like the server: the news is out before the line is stored.
        writeClosingLine(room);
        return ServerFrame.newBuilder().setChatReply(ChatReply.newBuilder().setChat(room.chat));
    }

    void offer(Room room, String id, int remainingMs) {
        Offer offer = Offer.newBuilder()
                .setId(id)
                .setChat(room.chat)
                .setRemainingMs(remainingMs)
                .build();
        offers.put(id, offer);
        push(ServerFrame.newBuilder().setOffer(offer));
    }

    void endOffer(String id, OfferEnd how) {
        offers.remove(id);
        push(ServerFrame.newBuilder()
                .setOfferEnded(OfferEnded.newBuilder().setOffer(id).setEnd(how)));
    }

    private ServerFrame.Builder accept(String id) {
        Offer offer = offers.get(id);
        Room room = offer == null ? null : rooms.get(offer.getChat().getId());
        if (room == null) {
            return errorFrame(ErrorCode.OFFER_GONE);
        }
        return take(room);
    }

    private ServerFrame.Builder take(Room room) {
        if (room.chat.getPhase() != ChatPhase.CHAT_PHASE_ACTIVE) {
            assign(room, AGENT);
        }
        Entries page = page(room, 0);
        return ServerFrame.newBuilder()
                .setChatReply(ChatReply.newBuilder()
                        .setChat(room.chat)
                        .addAllEntries(page.getEntriesList())
                        .setMore(page.getMore()));
    }

    /** How many frames of this kind came. */
    long count(ClientFrame.BodyCase kind) {
        return received.stream().filter(frame -> frame.getBodyCase() == kind).count();
    }

    static String assertionOf(byte[] body) {
        try {
            return dev.switchboard.protocol.v1.ProgramTokenRequest.parseFrom(body)
                    .getAssertion();
        } catch (InvalidProtocolBufferException garbage) {
            throw new AssertionError(garbage);
        }
    }
}
