package dev.switchboard.server.redis;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.NodeId;
import java.util.List;
import java.util.Locale;

/**
 * Names of all keys; {@code docs/redis.md} describes them. What stands in braces decides the slot: everything that one
 * script touches has the same.
 */
final class Keys {
    private final String routing;
    private final String accounts;
    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix;
        this.routing = prefix + ":{r0}:";
        this.accounts = prefix + ":{a}:";
    }

    byte[] log() {
        return Bytes.of(routing + "log");
    }

    byte[] logEnd() {
        return Bytes.of(routing + "log:end");
    }

    byte[] skip() {
        return Bytes.of(routing + "skip");
    }

    byte[] incarnation() {
        return Bytes.of(routing + "incarnation");
    }

    byte[] incarnationHistory() {
        return Bytes.of(routing + "incarnation:history");
    }

    byte[] snapshots() {
        return Bytes.of(routing + "snapshots");
    }

    byte[] snapshotPart(long position, int part) {
        return Bytes.of(routing + "snapshot:" + position + ":" + part);
    }

    byte[] cursor() {
        return Bytes.of(routing + "cursor");
    }

    byte[] outbox() {
        return Bytes.of(routing + "outbox");
    }

    byte[] records() {
        return Bytes.of(routing + "records");
    }

    byte[] recordsOf(ChatId chat) {
        return Bytes.of(routing + "records:" + chat.value());
    }

    byte[] presence(String kind, long id) {
        return Bytes.of(routing + "presence:" + kind + ":" + id);
    }

    byte[] lines(ChatId chat) {
        return chat(chat, "lines");
    }

    byte[] state(ChatId chat) {
        return chat(chat, "state");
    }

    byte[] inbox(NodeId node) {
        return Bytes.of(prefix + ":{n:" + node.value() + "}:inbox");
    }

    byte[] inboxNumber(NodeId node) {
        return Bytes.of(prefix + ":{n:" + node.value() + "}:number");
    }

    byte[] lastAgent(CustomerId customer) {
        return Bytes.of(prefix + ":{u:" + customer.value() + "}:agent");
    }

    /** Values, revisions, names, holders, ids: the keys of {@code account-put.lua}. */
    List<byte[]> objects(AccountStore.Kind kind) {
        return List.of(
                account(kind, "values"),
                account(kind, "revisions"),
                account(kind, "names"),
                account(kind, "holders"),
                account(kind, "ids"));
    }

    byte[] secrets(AccountStore.Kind kind) {
        return account(kind, "secrets");
    }

    byte[] lastId(AccountStore.Kind kind) {
        return account(kind, "last");
    }

    /** Bodies, open, answered, answers, counts: the first keys of {@code offline-keep.lua}. */
    List<byte[]> offlineMessages() {
        return List.of(offline("bodies"), offline("open"), offline("answered"), offline("answers"), offline("counts"));
    }

    byte[] offline(String what) {
        return Bytes.of(prefix + ":{o}:" + what);
    }

    byte[] once(String key) {
        return Bytes.of(accounts + "once:" + key);
    }

    byte[] mark(String key) {
        return Bytes.of(accounts + "mark:" + key);
    }

    byte[] shared() {
        return Bytes.of(accounts + "shared");
    }

    private byte[] chat(ChatId chat, String what) {
        return Bytes.of(prefix + ":{c:" + chat.value() + "}:" + what);
    }

    private byte[] account(AccountStore.Kind kind, String what) {
        return Bytes.of(accounts + kind.name().toLowerCase(Locale.ROOT) + ":" + what);
    }
}
