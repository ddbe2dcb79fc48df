package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import java.util.Map;

/** Queues as an administrator puts them, and as routing has them. */
final class QueueDesk {
    final Desk desk = new Desk();

    Queue put(Queue.Builder queue) {
        return desk.admin("PutQueue", queue.build(), Queue.class);
    }

    ApiException refusal(String method, Message body) {
        return desk.refusal(() -> desk.admin.call(desk.request(desk.admin, method, body, Desk.ADMINISTRATION, "")));
    }

    Map<String, String> faults(Queue queue) {
        ApiException refusal = refusal("PutQueue", queue);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        Map<String, String> faults = new java.util.TreeMap<>(refusal.details());
        faults.remove("field");
        return faults;
    }

    QueueRules rules(Queue queue) {
        return desk.control.view().queue(id(queue)).rules();
    }

    static QueueId id(Queue queue) {
        return new QueueId(Integer.parseInt(queue.getId()));
    }

    static DeleteRequest delete(String id, long revision) {
        return DeleteRequest.newBuilder().setId(id).setRevision(revision).build();
    }

    static Requirement requirement(String skill, int level, int levelMax) {
        return Requirement.newBuilder()
                .setSkill(skill)
                .setLevel(level)
                .setLevelMax(levelMax)
                .build();
    }
}
