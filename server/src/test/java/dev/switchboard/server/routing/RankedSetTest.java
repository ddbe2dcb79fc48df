package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It does what a tree of the JDK does. */
class RankedSetTest {
    private static final int STEPS = 20_000;

    private final RankedSet<Integer> set = new RankedSet<>(value -> value / 4, Comparator.naturalOrder());

    /** A small range gives many repeats and empties blocks, a large one splits them. */
    @ParameterizedTest
    @ValueSource(ints = {10, 600, 5_000})
    void shouldDoWhatATreeDoes(int range) {
        TreeSet<Integer> tree = new TreeSet<>();
        Random random = new Random(range);
        for (int i = 0; i < STEPS; i++) {
            Integer value = random.nextInt(range);
            boolean fill = random.nextInt(STEPS) > i - STEPS / 2;
            if (fill) {
                assertThat(set.add(value)).isEqualTo(tree.add(value));
            } else {
                assertThat(set.remove(value)).isEqualTo(tree.remove(value));
            }
            Integer probe = random.nextInt(range);
            assertThat(set.contains(probe)).isEqualTo(tree.contains(probe));
            assertThat(set.place(probe)).isEqualTo(tree.headSet(probe, true).size());
            assertThat(set.size()).isEqualTo(tree.size());
            assertThat(set.firstRank()).isEqualTo(tree.isEmpty() ? Long.MAX_VALUE : tree.first() / 4);
            if (i % 500 == 0) {
                assertThat(set).containsExactlyElementsOf(tree);
                assertThat(set.toList()).containsExactlyElementsOf(tree);
            }
        }
    }

    /** A line: who comes goes to the end, who leaves mostly stands in front. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 200, 700})
    void shouldDoWhatATreeDoesWhereTheFirstLeave(int length) {
        TreeSet<Integer> tree = new TreeSet<>();
        Random random = new Random(length);
        for (int i = 0; i < STEPS; i++) {
            assertThat(set.add(i)).isEqualTo(tree.add(i));
            if (tree.size() > length) {
                Integer leaves = random.nextInt(4) > 0 ? tree.first() : tree.ceiling(i - random.nextInt(length));
                assertThat(set.remove(leaves)).isEqualTo(tree.remove(leaves));
                if (random.nextInt(3) == 0) {
                    assertThat(set.add(leaves)).isEqualTo(tree.add(leaves));
                }
            }
            assertThat(set.first()).isEqualTo(tree.first());
            if (i % 500 == 0) {
                assertThat(set).containsExactlyElementsOf(tree);
            }
        }
    }

    @Test
    void shouldKeepWhatComesInOrder() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 4 * RankedSet.BLOCK_MAX; i++) {
            set.add(i);
            all.add(i);
            assertThat(set.place(i)).isEqualTo(i + 1);
        }
        assertThat(set).containsExactlyElementsOf(all);
        assertThat(set.first()).isZero();
        for (int i = 0; i < all.size(); i++) {
            assertThat(set.first()).isEqualTo(i);
            assertThat(set.remove(i)).isTrue();
        }
        assertThat(set.isEmpty()).isTrue();
        assertThatThrownBy(set::first).isInstanceOf(NoSuchElementException.class);
    }
}
