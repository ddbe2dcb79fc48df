package dev.switchboard.server.demo;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentList;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.AppKeyList;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.QueueList;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.server.admin.LocalCaller;
import dev.switchboard.server.api.ApiException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A small company's desk. Made through the administration service, so it shows how that is used; an object that exists
 * already, perhaps changed by its user, stays as it is.
 */
public final class SampleDesk {
    /** Public key of the sample site, as its widget would name it. */
    public static final String SITE = "demo";

    static final Set<String> PEOPLE = Set.of("anna", "ben", "carla", "dai", "sam", "alex");
    static final String BOT = "robin";
    static final String RECEPTION = "reception";
    static final List<String> PEOPLE_QUEUES = List.of("sales", "billing", "support");

    private static final String BOT_KEY_TITLE = "demo bot";
    private static final ListRequest FIRST_PAGE =
            ListRequest.newBuilder().setLimit(500).build();

    private final LocalCaller admin;
    private boolean made;

    public SampleDesk(LocalCaller admin) {
        this.admin = admin;
    }

    /**
     * Makes what is missing. On the loop.
     *
     * @param origins of pages that may embed the widget, used when the site is made
     * @return the bot's app key, fresh at each start because its secret can be read only once
     */
    public CompletionStage<AppKey> make(List<String> origins) {
        return unlessTaken("PutSkill", skill("english"), Skill.class)
                .thenCompose(done -> unlessTaken("PutSkill", skill("german"), Skill.class))
                .thenCompose(done -> unlessTaken("PutSkill", skill("refunds"), Skill.class))
                .thenCompose(done -> unlessTaken("PutQueue", reception(), Queue.class))
                .thenCompose(done -> unlessTaken("PutQueue", queue("sales", "Sales", 10_000), Queue.class))
                .thenCompose(done -> unlessTaken("PutQueue", queue("billing", "Billing", 0), Queue.class))
                .thenCompose(done -> unlessTaken("PutQueue", queue("support", "Support", 0), Queue.class))
                .thenCompose(done -> unlessTaken("PutSite", site(origins), Site.class))
                .thenCompose(done -> agents())
                .thenCompose(done -> freshBotKey())
                .thenApply(key -> {
                    made = true;
                    return key;
                });
    }

    /** Ids of the sample people who exist, in order of making: for their sign-in links. */
    public CompletionStage<List<Agent>> people() {
        return admin.call("ListAgents", FIRST_PAGE, AgentList.class)
                .thenApply(list -> list.getItemsList().stream()
                        .filter(agent -> agent.getRole() != Role.ROLE_PROGRAM && !agent.getDisabled())
                        .limit(20)
                        .toList());
    }

    /** Those of the people who came with the desk: the demo lets anybody be one of them, but nobody whom its user has added. */
    CompletionStage<List<Agent>> samplePeople() {
        return people().thenApply(people -> people.stream()
                .filter(agent -> PEOPLE.contains(agent.getName()))
                .toList());
    }

    /** {@return whether {@link #make} has made or found all of it} */
    boolean made() {
        return made;
    }

    CompletionStage<List<Queue>> queues() {
        return admin.call("ListQueues", FIRST_PAGE, QueueList.class).thenApply(QueueList::getItemsList);
    }

    private CompletionStage<?> agents() {
        return unlessTaken(
                        "PutAgent", person("anna", "Anna Berg", "english 9, german 6", "sales", "billing"), Agent.class)
                .thenCompose(done -> unlessTaken(
                        "PutAgent",
                        person("ben", "Ben Okafor", "english 10, refunds 5", "billing", "support"),
                        Agent.class))
                .thenCompose(done -> unlessTaken(
                        "PutAgent",
                        person("carla", "Carla Weiß", "german 10, english 7", "support", "sales"),
                        Agent.class))
                .thenCompose(done -> unlessTaken(
                        "PutAgent", person("dai", "Dai Nguyen", "english 8, refunds 9", "support"), Agent.class))
                .thenCompose(done -> unlessTaken(
                        "PutAgent",
                        person("sam", "Sam Rivera", "english 10", "sales", "billing", "support").toBuilder()
                                .setRole(Role.ROLE_SUPERVISOR)
                                .build(),
                        Agent.class))
                .thenCompose(done -> unlessTaken(
                        "PutAgent",
                        person("alex", "Alex Kim", "english 9", "support").toBuilder()
                                .setRole(Role.ROLE_ADMINISTRATOR)
                                .build(),
                        Agent.class))
                .thenCompose(done -> unlessTaken(
                        "PutAgent",
                        person(BOT, "Robin (bot)", "english 5", RECEPTION).toBuilder()
                                .setRole(Role.ROLE_PROGRAM)
                                .setCapacity(100)
                                .build(),
                        Agent.class));
    }

    private CompletionStage<AppKey> freshBotKey() {
        return admin.call("ListAppKeys", FIRST_PAGE, AppKeyList.class)
                .thenCompose(list -> deleted(list.getItemsList().stream()
                        .filter(key -> key.getTitle().equals(BOT_KEY_TITLE))
                        .toList()))
                .thenCompose(done -> admin.call(
                        "CreateAppKey",
                        CreateAppKeyRequest.newBuilder()
                                .setTitle(BOT_KEY_TITLE)
                                .addAgents(BOT)
                                .build(),
                        AppKey.class));
    }

    private CompletionStage<?> deleted(List<AppKey> keys) {
        if (keys.isEmpty()) {
            return CompletableFuture.completedStage(Done.getDefaultInstance());
        }
        AppKey first = keys.get(0);
        DeleteRequest request = DeleteRequest.newBuilder()
                .setId(first.getId())
                .setRevision(first.getRevision())
                .build();
        return admin.call("DeleteAppKey", request, Done.class)
                .thenCompose(done -> deleted(keys.subList(1, keys.size())));
    }

    private <A extends Message> CompletionStage<?> unlessTaken(String method, A wanted, Class<A> type) {
        return admin.call(method, wanted, type).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure;
            if (cause instanceof ApiException refused && refused.code() == ErrorCode.NAME_TAKEN) {
                return wanted;
            }
            throw new CompletionException(cause);
        });
    }

    private static Skill skill(String name) {
        return Skill.newBuilder().setName(name).build();
    }

    /** The bot takes chats without being asked; people are asked. */
    private static Queue reception() {
        return queue(RECEPTION, "Reception", 0).toBuilder()
                .setDirectAssignment(true)
                .build();
    }

    private static Queue queue(String name, String title, int creditMs) {
        return Queue.newBuilder()
                .setName(name)
                .setTitle(title)
                .setPriorityCreditMs(creditMs)
                .build();
    }

    private static Site site(List<String> origins) {
        return Site.newBuilder()
                .setName("Demo shop")
                .setKey(SITE)
                .addAllOrigins(origins)
                .setDefaultQueue(RECEPTION)
                .addQueues(RECEPTION)
                .addAllQueues(PEOPLE_QUEUES)
                .build();
    }

    private static Agent person(String name, String displayName, String skills, String... queues) {
        Agent.Builder agent = Agent.newBuilder()
                .setName(name)
                .setDisplayName(displayName)
                .setRole(Role.ROLE_AGENT)
                .addAllQueues(Arrays.asList(queues));
        for (String skill : skills.split(", ", -1)) {
            String[] nameAndLevel = skill.split(" ", -1);
            agent.addSkills(
                    AgentSkill.newBuilder().setSkill(nameAndLevel[0]).setLevel(Integer.parseInt(nameAndLevel[1])));
        }
        return agent.build();
    }
}
