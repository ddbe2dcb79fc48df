package dev.switchboard.server.gateway;

import dev.switchboard.server.gateway.GatewaySettings.Rate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number of connections and of new ones in a time, in all and per address; what is beyond is told so and closed
 * before anything of it is decoded. Behind a trusted proxy the address is known with the first request, see {@link
 * #settle}.
 */
@ChannelHandler.Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    /** Sent to a stranger's pipeline when he has to go; the value says why. */
    record Evicted(Refusal reason) {}

    /** Present while the connection counts. */
    private static final AttributeKey<Place> PLACE = AttributeKey.valueOf(ConnectionLimit.class, "place");

    private static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf(ConnectionLimit.class, "refused");

    /** A browser sends a handful of requests at once; more than this is a program that does not listen. */
    private static final Rate CONNECTION_REQUESTS = new Rate(200, 1_000);

    /** Time for a refused client to read why; so many may be at it. Beyond, the socket is closed at once. */
    private static final long LINGER_MS = 1_000;

    private static final int LINGERING_MAX = 1_000;

    private final int max;
    private final TokenBucket arrivals;
    private final AddressLimits addresses;
    private final Strangers strangers;
    private final TrustedProxies proxies;
    private final GatewayMeters meters;
    private final LongSupplier nanoClock;
    private final AtomicInteger total = new AtomicInteger();
    private final AtomicInteger lingering = new AtomicInteger();

    /** Where a connection counts. On its I/O thread only. */
    private static final class Place {
        /** Null behind a trusted proxy, until a request has named the client. */
        private @Nullable String network;

        /** Null behind a trusted proxy, where many clients may share a connection. */
        private @Nullable TokenBucket requests;
    }

    ConnectionLimit(
            GatewaySettings.Admission admission,
            AddressLimits addresses,
            GatewayMeters meters,
            LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.max = admission.connectionsMax();
        this.arrivals = new TokenBucket(admission.connections(), nanoClock.getAsLong());
        this.addresses = addresses;
        this.strangers = new Strangers(admission.strangersMax(), admission.strangersPerAddressMax());
        this.proxies = new TrustedProxies(admission.proxies());
        this.meters = meters;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        Place place = new Place();
        Refusal refusal = admit(channel, place);
        if (refusal != null) {
            refuse(ctx, refusal);
            return;
        }
        channel.attr(PLACE).set(place);
        meters.opened();
        evict(strangers.add(channel, place.network));
        ctx.fireChannelActive();
    }

    /** The address is asked first, so that one that floods takes nothing from what all others share. */
    private @Nullable Refusal admit(Channel channel, Place place) {
        long nowNanos = nanoClock.getAsLong();
        if (!proxies.trusts(ClientAddress.peer(channel))) {
            String network = ClientAddress.of(channel).network();
            Refusal refusal = addresses.join(network, nowNanos);
            if (refusal != null) {
                return refusal;
            }
            place.network = network;
            place.requests = new TokenBucket(CONNECTION_REQUESTS, nowNanos);
        }
        Refusal refusal = null;
        if (total.incrementAndGet() > max) {
            refusal = Refusal.CONNECTIONS;
        } else if (!arrivals.take(nowNanos)) {
            refusal = Refusal.CONNECTION_RATE;
        }
        if (refusal != null) {
            leave(place);
        }
        return refusal;
    }

    private void leave(Place place) {
        total.decrementAndGet();
        if (place.network != null) {
            addresses.leave(place.network);
        }
    }

    /**
     * Looks at who sends a request and whether he may. On the I/O thread, for each request.
     *
     * @return why not, null when he may
     */
    @Nullable
    Refusal settle(Channel channel, HttpHeaders headers) {
        Place place = Objects.requireNonNull(channel.attr(PLACE).get(), "only counted connections are read");
        long nowNanos = nanoClock.getAsLong();
        InetAddress peer = ClientAddress.peer(channel);
        if (peer != null && proxies.trusts(peer)) {
            try {
                Refusal refusal = settle(channel, place, ClientAddress.of(proxies.clientOf(peer, headers)), nowNanos);
                if (refusal != null) {
                    return refusal;
                }
            } catch (TrustedProxies.Unreadable e) {
                return Refusal.FORWARDED_HEADER;
            }
        }
        if (place.requests != null && !place.requests.take(nowNanos)) {
            return Refusal.CONNECTION_REQUESTS;
        }
        boolean room = place.network == null || addresses.takeRequest(place.network, nowNanos);
        return room ? null : Refusal.ADDRESS_REQUESTS;
    }

    /** A proxy may send requests of several clients over one connection; it counts for the one who was last. */
    private @Nullable Refusal settle(Channel channel, Place place, ClientAddress client, long nowNanos) {
        client.nameIn(channel);
        if (client.network().equals(place.network)) {
            return null;
        }
        Refusal refusal = addresses.join(client.network(), nowNanos);
        if (refusal == null) {
            if (place.network != null) {
                addresses.leave(place.network);
            }
            place.network = client.network();
            evict(strangers.add(channel, place.network));
        }
        return refusal;
    }

    /** The WebSocket's client is known now; it is no stranger any more. On the I/O thread. */
    void welcomed(Channel channel) {
        strangers.remove(channel);
    }

    private void evict(Strangers.@Nullable Evicted evicted) {
        if (evicted != null) {
            meters.refused(evicted.reason());
            Channel channel = evicted.channel();
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(new Evicted(evicted.reason())));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (ctx.channel().hasAttr(PLACE)) {
            // First: what had arrived before the end is still decoded, and asks for its place.
            ctx.fireChannelInactive();
            leave(Objects.requireNonNull(ctx.channel().attr(PLACE).get()));
            strangers.remove(ctx.channel());
            meters.closed();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ctx.channel().hasAttr(REFUSED)) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** Closing with unread input would reset the connection, and the client could not read why. */
    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        meters.refused(refusal);
        Channel channel = ctx.channel();
        channel.attr(REFUSED).set(true);
        if (channel.pipeline().get(Pipeline.TLS) != null) {
            var unused = channel.close(); // a handshake to say why would cost more than what is refused
            return;
        }
        boolean linger = channel instanceof DuplexChannel && lingering.get() < LINGERING_MAX;
        var written = ctx.writeAndFlush(RefusalBytes.of(refusal));
        if (!linger) {
            written.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        lingering.incrementAndGet();
        channel.closeFuture().addListener(done -> lingering.decrementAndGet());
        written.addListener(done -> {
            var unused = ((DuplexChannel) channel).shutdownOutput();
        });
        var unused = channel.eventLoop().schedule(() -> closeNow(channel), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    private static void closeNow(Channel channel) {
        var unused = channel.close();
    }

    /** For tests: what counts at this moment. */
    Counts counts() {
        return new Counts(total.get(), addresses.size(), strangers.size(), lingering.get());
    }

    record Counts(int connections, int networks, int strangers, int lingering) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
