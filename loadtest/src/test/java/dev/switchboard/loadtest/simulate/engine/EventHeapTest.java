package dev.switchboard.loadtest.simulate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventHeapTest {

    @Test
    void shouldGiveTheEarliestThenTheKindThenTheOrder() {
        EventHeap heap = new EventHeap();
        heap.add(5, 3, 1, 0);
        heap.add(5, 0, 2, 0);
        heap.add(5, 3, 3, 0);
        heap.add(4, 3, 4, 7);

        List<Integer> subjects = new ArrayList<>();
        assertThat(heap.time()).isEqualTo(4);
        assertThat(heap.kind()).isEqualTo(3);
        assertThat(heap.stamp()).isEqualTo(7);
        while (!heap.isEmpty()) {
            subjects.add(heap.subject());
            heap.remove();
        }
        assertThat(subjects).containsExactly(4, 2, 1, 3);
        assertThat(heap.time()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldSortWhatComesInAnyOrder() {
        Random random = new Random(3);
        EventHeap heap = new EventHeap();
        long last = 0;
        int size = 0;
        for (int i = 0; i < 20_000; i++) {
            if (size == 0 || random.nextInt(5) > 1) {
                heap.add(last + random.nextInt(1_000), random.nextInt(4), i, 0);
                size++;
            } else {
                assertThat(heap.time()).isGreaterThanOrEqualTo(last);
                last = heap.time();
                heap.remove();
                size--;
            }
        }
    }
}
