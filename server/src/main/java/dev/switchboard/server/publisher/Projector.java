package dev.switchboard.server.publisher;

import dev.switchboard.server.log.Backoff;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.publisher.OutboxStore.Projection;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.NodeId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hashes by which other programs see agents and nodes. What changed is noted, and written from the present view:
 * changes that follow each other quickly are written once. A node that begins to publish writes all agents anew.
 */
final class Projector {
    static final int BATCH_MAX = 200;
    private static final int AGENTS_PAGE = 1_000;
    /** Removed nodes whose hashes wait to be deleted; beyond it the oldest hash stays until the next change of publisher. */
    private static final int NODES_MAX = 1_000;

    private final Loop loop;
    private final ControlPath control;
    private final OutboxStore store;
    private final Backoff backoff = new Backoff(100, 5_000);
    private final SortedSet<AgentId> agents = new TreeSet<>();
    private final SortedSet<NodeId> nodes = new TreeSet<>();
    private boolean publishing;
    private boolean busy;

    Projector(Loop loop, ControlPath control, OutboxStore store) {
        this.loop = loop;
        this.control = control;
        this.store = store;
    }

    /** Notes what an entry changed; only the publisher does anything about it. */
    void note(Applied applied) {
        if (!publishing) {
            return;
        }
        for (Event event : applied.events()) {
            if (event instanceof Event.AgentChanged changed) {
                agents.add(changed.agent());
            } else if (event instanceof Event.AgentRemoved removed) {
                agents.add(removed.agent());
            } else if (event instanceof Event.NodeAdded added) {
                nodes.add(added.node());
            } else if (event instanceof Event.NodeRemoved removed) {
                nodes.add(removed.node());
                if (nodes.size() > NODES_MAX) {
                    nodes.remove(nodes.first());
                }
            }
        }
        run();
    }

    void publishing(boolean now) {
        if (now && !publishing) {
            noteAll();
        } else if (!now) {
            agents.clear();
            nodes.clear();
        }
        publishing = now;
        run();
    }

    private void noteAll() {
        RoutingView view = control.view();
        nodes.addAll(view.nodes());
        List<AgentView> page = view.agents(0, AGENTS_PAGE);
        while (!page.isEmpty()) {
            page.forEach(agent -> agents.add(agent.id()));
            page = view.agents(page.get(page.size() - 1).id().value(), AGENTS_PAGE);
        }
    }

    private void run() {
        if (busy || (agents.isEmpty() && nodes.isEmpty())) {
            return;
        }
        List<AgentId> someAgents = take(agents);
        List<NodeId> someNodes = take(nodes);
        RoutingView view = control.view();
        var projections = new ArrayList<Projection>();
        someAgents.forEach(agent -> projections.add(ofAgent(agent, view.agent(agent))));
        someNodes.forEach(node -> projections.add(ofNode(node, view.nodes().contains(node))));
        busy = true;
        var unused = store.project(view.position(), projections).whenComplete((done, failure) -> {
            if (failure == null) {
                backoff.reset();
                busy = false;
                run();
            } else {
                if (publishing) {
                    agents.addAll(someAgents);
                    nodes.addAll(someNodes);
                }
                loop.schedule(backoff.nextMs(), () -> {
                    busy = false;
                    run();
                });
            }
        });
    }

    private static <T> List<T> take(SortedSet<T> from) {
        var taken = new ArrayList<T>();
        Iterator<T> all = from.iterator();
        while (all.hasNext() && taken.size() < BATCH_MAX) {
            taken.add(all.next());
            all.remove();
        }
        return taken;
    }

    private static Projection ofAgent(AgentId id, @Nullable AgentView agent) {
        if (agent == null) {
            return new Projection("agent", id.value(), List.of());
        }
        String nodes =
                agent.nodes().stream().map(node -> Long.toString(node.value())).collect(Collectors.joining(","));
        return new Projection(
                "agent",
                id.value(),
                List.of(
                        "presence", agent.presence().name(),
                        "reachable", Boolean.toString(agent.reachable()),
                        "load", Integer.toString(agent.load()),
                        "capacity", Integer.toString(agent.capacity()),
                        "nodes", nodes));
    }

    private static Projection ofNode(NodeId id, boolean live) {
        return new Projection("node", id.value(), live ? List.of("state", "live") : List.of());
    }
}
