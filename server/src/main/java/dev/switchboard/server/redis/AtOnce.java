package dev.switchboard.server.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A pipeline to one server that arrives as one transaction. Redis reads at most 16 KiB of a connection at a time, and with
 * {@code appendfsync always} it syncs after each of them; a transaction is synced once, however long it is. And when the
 * connection breaks before its end, none of it happens.
 *
 * <p>A wait for replicas, which must be the last command, follows the transaction. A command alone goes as it is.
 */
final class AtOnce extends AbstractPipeline {
    private static final Builder<Object> AS_IT_COMES = new Builder<>() {
        @Override
        public Object build(Object data) {
            return data;
        }
    };

    private final AbstractPipeline pipeline;
    private final List<Asked<?>> asked = new ArrayList<>();
    private boolean waits;

    AtOnce(AbstractPipeline pipeline) {
        super(new CommandObjects(RedisProtocol.RESP2));
        this.pipeline = pipeline;
    }

    @Override
    protected <T> Response<T> appendCommand(CommandObject<T> command) {
        if (waits) {
            throw new IllegalStateException("Nothing follows the wait for replicas");
        }
        waits = command.getArguments().getCommand() == Command.WAIT;
        var one = new Asked<>(command, new Response<>(command.getBuilder()));
        asked.add(one);
        return one.response;
    }

    @Override
    public void sync() {
        int together = waits ? asked.size() - 1 : asked.size();
        boolean transaction = together > 1;
        if (transaction) {
            pipeline.executeCommand(plain(Command.MULTI));
        }
        List<Response<Object>> answers =
                asked.subList(0, together).stream().map(this::send).toList();
        Response<Object> executed = transaction ? pipeline.executeCommand(plain(Command.EXEC)) : null;
        Response<Object> waited = waits ? send(asked.get(together)) : null;
        pipeline.sync();
        if (executed == null) {
            answers.forEach(answer -> asked.get(0).response.set(answerOf(answer)));
        } else {
            distribute(answers, answerOf(executed));
        }
        if (waited != null) {
            asked.get(together).response.set(answerOf(waited));
        }
    }

    private Response<Object> send(Asked<?> one) {
        return pipeline.executeCommand(new CommandObject<>(one.command.getArguments(), AS_IT_COMES));
    }

    private static CommandObject<Object> plain(Command command) {
        return new CommandObject<>(new CommandArguments(command), AS_IT_COMES);
    }

    /** A command that Redis would not queue has its own error, and then none was executed. */
    private void distribute(List<Response<Object>> queued, Object executed) {
        for (int i = 0; i < queued.size(); i++) {
            Object answer = answerOf(queued.get(i)) instanceof JedisDataException refused
                    ? refused
                    : executed instanceof List<?> results ? results.get(i) : executed;
            asked.get(i).response.set(answer);
        }
    }

    private static Object answerOf(Response<Object> response) {
        try {
            return response.get();
        } catch (JedisDataException error) {
            return error;
        }
    }

    @Override
    public void close() {
        pipeline.close();
    }

    private record Asked<T>(CommandObject<T> command, Response<T> response) {}
}
