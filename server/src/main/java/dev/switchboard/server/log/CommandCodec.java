package dev.switchboard.server.log;

import dev.switchboard.server.routing.BinaryReader;
import dev.switchboard.server.routing.BinaryValues;
import dev.switchboard.server.routing.BinaryWriter;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.MalformedBytesException;
import dev.switchboard.server.routing.model.*;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of an entry's payload: format version, sender, the sender's counter, number of the command's type, its
 * fields in the order of declaration. Type numbers are never given twice; enums grow at their end only. Random ids take 8
 * bytes, all other numbers as few as they need.
 */
public final class CommandCodec {
    static final int FORMAT_VERSION = 2;

    private static final int EXPECTED_SIZE = 64;

    private CommandCodec() {}

    /** @param counter the sender's own number of the command, by which the core recognises a repeat */
    public record Entry(NodeId sender, long counter, Command command) {}

    public static byte[] encode(NodeId sender, long counter, Command command) {
        BinaryWriter out = new BinaryWriter(EXPECTED_SIZE);
        out.putByte(FORMAT_VERSION).putLong(sender.value()).putLong(counter);
        if (!putOfChats(out, command)
                && !putOfHands(out, command)
                && !putOfPeople(out, command)
                && !putOfConfiguration(out, command)) {
            putOfNodes(out, command);
        }
        return out.toBytes();
    }

    /** @throws UndecodableEntryException if this program cannot read the payload */
    public static Entry decode(byte[] payload) {
        BinaryReader in = new BinaryReader(payload);
        try {
            int version = in.getByte();
            if (version != FORMAT_VERSION) {
                throw new UndecodableEntryException("unknown format version " + version);
            }
            NodeId sender = new NodeId(in.getLong());
            long counter = in.getLong();
            Command command = getCommand(in.getByte(), in);
            in.end();
            return new Entry(sender, counter, command);
        } catch (MalformedBytesException broken) {
            throw new UndecodableEntryException("broken payload: " + broken.getMessage(), broken);
        }
    }

    private static Command getCommand(int type, BinaryReader in) {
        Command command = getOfChats(type, in);
        if (command == null) {
            command = getOfHands(type, in);
        }
        if (command == null) {
            command = getOfPeople(type, in);
        }
        if (command == null) {
            command = getOfConfiguration(type, in);
        }
        if (command == null) {
            command = getOfNodes(type, in);
        }
        if (command == null) {
            throw new UndecodableEntryException("unknown command type " + type);
        }
        return command;
    }

    private static void putOfNodes(BinaryWriter out, Command command) {
        if (command instanceof Command.NodeJoined c) {
            out.putByte(1).putLong(c.node().value()).putLong(c.coreVersionMin()).putLong(c.coreVersionMax());
        } else if (command instanceof Command.NodeLeft c) {
            out.putByte(2).putLong(c.node().value());
        } else if (command instanceof Command.Heartbeat c) {
            out.putByte(3).putLong(c.node().value());
        } else if (command instanceof Command.Tick) {
            out.putByte(4);
        } else if (command instanceof Command.Recovered c) {
            out.putByte(5).putLong(c.lostPosition());
        } else if (command instanceof Command.SwitchCore c) {
            out.putByte(6).putLong(c.version());
        } else {
            throw new IllegalStateException("no form for the command " + command);
        }
    }

    private static @Nullable Command getOfNodes(int type, BinaryReader in) {
        return switch (type) {
            case 1 -> new Command.NodeJoined(new NodeId(in.getLong()), in.getInt(), in.getInt());
            case 2 -> new Command.NodeLeft(new NodeId(in.getLong()));
            case 3 -> new Command.Heartbeat(new NodeId(in.getLong()));
            case 4 -> new Command.Tick();
            case 5 -> new Command.Recovered(in.getLong());
            case 6 -> new Command.SwitchCore(in.getInt());
            default -> null;
        };
    }

    private static boolean putOfConfiguration(BinaryWriter out, Command command) {
        if (command instanceof Command.ConfigureSettings c) {
            BinaryValues.putSettings(out.putByte(10), c.settings());
        } else if (command instanceof Command.ConfigureSkill c) {
            out.putByte(11).putLong(c.skill().value()).putString(c.name());
        } else if (command instanceof Command.ConfigureQueue c) {
            out.putByte(12).putLong(c.queue().value());
            BinaryValues.putQueueRules(out, c.rules());
        } else if (command instanceof Command.RemoveQueue c) {
            out.putByte(13).putLong(c.queue().value());
        } else if (command instanceof Command.RemoveSkill c) {
            out.putByte(16).putLong(c.skill().value());
        } else if (command instanceof Command.ConfigureAgent c) {
            out.putByte(14).putLong(c.agent().value());
            BinaryValues.putAgentRules(out, c.rules());
        } else if (command instanceof Command.RemoveAgent c) {
            out.putByte(15).putLong(c.agent().value());
        } else if (command instanceof Command.SetQueueOpen c) {
            out.putByte(17).putLong(c.queue().value()).putBoolean(c.open());
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Command getOfConfiguration(int type, BinaryReader in) {
        return switch (type) {
            case 10 -> new Command.ConfigureSettings(BinaryValues.getSettings(in));
            case 11 -> new Command.ConfigureSkill(new SkillId(in.getInt()), in.getString());
            case 12 -> new Command.ConfigureQueue(new QueueId(in.getInt()), BinaryValues.getQueueRules(in));
            case 13 -> new Command.RemoveQueue(new QueueId(in.getInt()));
            case 16 -> new Command.RemoveSkill(new SkillId(in.getInt()));
            case 14 -> new Command.ConfigureAgent(new AgentId(in.getLong()), BinaryValues.getAgentRules(in));
            case 15 -> new Command.RemoveAgent(new AgentId(in.getLong()));
            case 17 -> new Command.SetQueueOpen(new QueueId(in.getInt()), in.getBoolean());
            default -> null;
        };
    }

    private static boolean putOfPeople(BinaryWriter out, Command command) {
        if (command instanceof Command.ConnectAgent c) {
            out.putByte(20)
                    .putLong(c.agent().value())
                    .putFixed(c.session().value())
                    .putLong(c.node().value());
        } else if (command instanceof Command.DisconnectAgent c) {
            out.putByte(21).putLong(c.agent().value()).putFixed(c.session().value());
        } else if (command instanceof Command.SetPresence c) {
            out.putByte(22).putLong(c.agent().value()).putEnum(c.presence());
        } else if (command instanceof Command.ConnectCustomer c) {
            out.putByte(23)
                    .putFixed(c.customer().value())
                    .putFixed(c.session().value())
                    .putLong(c.node().value());
        } else if (command instanceof Command.DisconnectCustomer c) {
            out.putByte(24).putFixed(c.customer().value()).putFixed(c.session().value());
        } else if (command instanceof Command.RevokeCustomer c) {
            out.putByte(25).putFixed(c.customer().value()).putLong(c.issuedBeforeMs());
        } else if (command instanceof Command.RevokeAgent c) {
            out.putByte(26).putLong(c.agent().value()).putLong(c.issuedBeforeMs());
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Command getOfPeople(int type, BinaryReader in) {
        return switch (type) {
            case 20 -> new Command.ConnectAgent(agent(in), session(in), new NodeId(in.getLong()));
            case 21 -> new Command.DisconnectAgent(agent(in), session(in));
            case 22 -> new Command.SetPresence(agent(in), in.getEnum(Presence.values()));
            case 23 -> new Command.ConnectCustomer(customer(in), session(in), new NodeId(in.getLong()));
            case 24 -> new Command.DisconnectCustomer(customer(in), session(in));
            case 25 -> new Command.RevokeCustomer(customer(in), in.getLong());
            case 26 -> new Command.RevokeAgent(agent(in), in.getLong());
            default -> null;
        };
    }

    private static boolean putOfChats(BinaryWriter out, Command command) {
        if (command instanceof Command.StartChat c) {
            out.putByte(30)
                    .putString(c.key())
                    .putFixed(c.customer().value())
                    .putLong(c.site().value())
                    .putLong(c.queue().value());
            BinaryValues.putWishes(out, c.wishes());
            out.putFixed(c.session().value()).putLong(c.node().value());
        } else if (command instanceof Command.AcceptOffer c) {
            putOffer(out.putByte(31), c.offer()).putLong(c.agent().value());
        } else if (command instanceof Command.DeclineOffer c) {
            putOffer(out.putByte(32), c.offer()).putLong(c.agent().value()).putEnum(c.reason());
        } else if (command instanceof Command.TransferChat c) {
            out.putByte(33)
                    .putLong(c.chat().value())
                    .putLong(c.assignment())
                    .putLong(c.by().value())
                    .putOptional(c.toQueue(), queue -> out.putLong(queue.value()))
                    .putOptional(c.toAgent(), agent -> out.putLong(agent.value()));
        } else if (command instanceof Command.CloseChat c) {
            out.putByte(34).putLong(c.chat().value());
            BinaryValues.putActor(out, c.by());
            out.putLong(c.assignment()).putEnum(c.reason());
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Command getOfChats(int type, BinaryReader in) {
        return switch (type) {
            case 30 ->
                new Command.StartChat(
                        in.getString(),
                        customer(in),
                        new SiteId(in.getInt()),
                        new QueueId(in.getInt()),
                        BinaryValues.getWishes(in),
                        session(in),
                        new NodeId(in.getLong()));
            case 31 -> new Command.AcceptOffer(offer(in), agent(in));
            case 32 -> new Command.DeclineOffer(offer(in), agent(in), in.getEnum(DeclineReason.values()));
            case 33 ->
                new Command.TransferChat(
                        chat(in),
                        in.getInt(),
                        agent(in),
                        in.getOptional(() -> new QueueId(in.getInt())),
                        in.getOptional(() -> agent(in)));
            case 34 ->
                new Command.CloseChat(
                        chat(in), BinaryValues.getActor(in), in.getInt(), in.getEnum(CloseReason.values()));
            default -> null;
        };
    }

    private static boolean putOfHands(BinaryWriter out, Command command) {
        if (command instanceof Command.TakeChat c) {
            out.putByte(35)
                    .putLong(c.chat().value())
                    .putLong(c.by().value())
                    .putOptional(c.from(), from -> out.putLong(from.value()));
        } else if (command instanceof Command.AssignChat c) {
            out.putByte(36)
                    .putLong(c.chat().value())
                    .putLong(c.to().value())
                    .putLong(c.by().value())
                    .putLong(c.revision());
        } else if (command instanceof Command.MoveChat c) {
            out.putByte(37)
                    .putLong(c.chat().value())
                    .putLong(c.to().value())
                    .putLong(c.by().value())
                    .putLong(c.revision());
        } else if (command instanceof Command.PrioritiseChat c) {
            out.putByte(38)
                    .putLong(c.chat().value())
                    .putLong(c.creditMs())
                    .putLong(c.by().value())
                    .putLong(c.revision());
        } else if (command instanceof Command.HoldChat c) {
            out.putByte(39)
                    .putLong(c.chat().value())
                    .putLong(c.assignment())
                    .putLong(c.by().value())
                    .putBoolean(c.hold());
        } else if (command instanceof Command.ReportActivity c) {
            out.putByte(40).putLong(c.chat().value()).putLong(c.assignment()).putLong(c.silentMs());
        } else if (command instanceof Command.ExtendWrapUp c) {
            out.putByte(41).putLong(c.agent().value()).putLong(c.chat().value());
        } else if (command instanceof Command.EndWrapUp c) {
            out.putByte(42).putLong(c.agent().value()).putLong(c.chat().value());
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Command getOfHands(int type, BinaryReader in) {
        return switch (type) {
            case 35 -> new Command.TakeChat(chat(in), agent(in), in.getOptional(() -> agent(in)));
            case 36 -> new Command.AssignChat(chat(in), agent(in), agent(in), in.getLong());
            case 37 -> new Command.MoveChat(chat(in), new QueueId(in.getInt()), agent(in), in.getLong());
            case 38 -> new Command.PrioritiseChat(chat(in), in.getLong(), agent(in), in.getLong());
            case 39 -> new Command.HoldChat(chat(in), in.getInt(), agent(in), in.getBoolean());
            case 40 -> new Command.ReportActivity(chat(in), in.getInt(), in.getLong());
            case 41 -> new Command.ExtendWrapUp(agent(in), chat(in));
            case 42 -> new Command.EndWrapUp(agent(in), chat(in));
            default -> null;
        };
    }

    private static ChatId chat(BinaryReader in) {
        return new ChatId(in.getLong());
    }

    private static BinaryWriter putOffer(BinaryWriter out, OfferId offer) {
        return out.putLong(offer.chat().value()).putLong(offer.turn());
    }

    private static OfferId offer(BinaryReader in) {
        return new OfferId(chat(in), in.getInt());
    }

    private static AgentId agent(BinaryReader in) {
        return new AgentId(in.getLong());
    }

    private static CustomerId customer(BinaryReader in) {
        return new CustomerId(in.getFixed());
    }

    private static SessionId session(BinaryReader in) {
        return new SessionId(in.getFixed());
    }
}
