package dev.drover.device.profile.index;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.index.KnownTexts.Known;
import dev.drover.device.profile.index.KnownTexts.Question;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The nodes of a screen by what they say and are. Sets of nodes have the bits of their places in
 * {@link UiTree#nodes}. Used by one thread; nobody may change the sets that it returns.
 */
public final class ScreenIndex {
  /** On some phones the hierarchy contains the system bars, which have their own Back and Home. */
  private static final String SYSTEM_BARS = "com.android.systemui";

  /** Some versions of the apps give the number of a text in the place of its words. */
  private static final Pattern UNRESOLVED = Pattern.compile("@\\d{6,}");

  private static final BitSet NONE = new BitSet(0);

  private final UiTree tree;
  private final BitSet shown = new BitSet();
  private final BitSet fields = new BitSet();
  private final Map<String, Word> words = new HashMap<>();
  private final List<Word> all = new ArrayList<>();
  private final Map<String, BitSet> ids = new HashMap<>();
  private final Map<String, BitSet> types = new HashMap<>();
  private final Map<String, BitSet> withId = new HashMap<>();
  private final Map<String, BitSet> withType = new HashMap<>();
  private Optional<KnownTexts> source = Optional.empty();

  /** A text or description of the screen, and where it is one and the other. */
  private static final class Word {
    private final String said;
    private final BitSet texts = new BitSet();
    private final BitSet descriptions = new BitSet();
    private Optional<Known> known = Optional.empty();

    Word(String said) {
      this.said = said;
    }
  }

  /**
   * What fits a comparison.
   *
   * @param texts the nodes of which the text fits
   * @param descriptions the nodes of which the description fits
   * @param said the nodes of which one of both fits and says anything
   */
  public record Fitting(BitSet texts, BitSet descriptions, BitSet said) {
    private static final Fitting NOTHING = new Fitting(NONE, NONE, NONE);

    private static Fitting of(List<Word> words) {
      if (words.isEmpty()) {
        return NOTHING;
      }
      BitSet texts = new BitSet();
      BitSet descriptions = new BitSet();
      BitSet said = new BitSet();
      for (Word word : words) {
        texts.or(word.texts);
        descriptions.or(word.descriptions);
        if (isSaid(word.said)) {
          said.or(word.texts);
          said.or(word.descriptions);
        }
      }
      return new Fitting(texts, descriptions, said);
    }
  }

  public ScreenIndex(UiTree tree) {
    this.tree = tree;
    int place = 0;
    for (UiNode node : tree.nodes()) {
      if (!node.bounds().isEmpty() && !node.packageName().equals(SYSTEM_BARS)) {
        shown.set(place);
        word(node.text()).texts.set(place);
        word(node.description()).descriptions.set(place);
        ids.computeIfAbsent(node.id(), _ -> new BitSet()).set(place);
        types.computeIfAbsent(node.type(), _ -> new BitSet()).set(place);
        if (node.isField()) {
          fields.set(place);
        }
      }
      place++;
    }
  }

  private Word word(String said) {
    Word word = words.get(said);
    if (word == null) {
      word = new Word(said);
      words.put(said, word);
      all.add(word);
    }
    return word;
  }

  /** Returns whether a text says anything to a person. */
  public static boolean isSaid(String text) {
    return !text.isEmpty() && !(text.charAt(0) == '@' && UNRESOLVED.matcher(text).matches());
  }

  /** Returns a node by its place. */
  public UiNode node(int place) {
    return tree.nodes().get(place);
  }

  /** Returns the nodes that have an extent and belong to no system bar; others never fit. */
  public BitSet shown() {
    return shown;
  }

  /** Returns those shown that are input fields. */
  public BitSet fields() {
    return fields;
  }

  /** Returns those shown whose resource id ends with {@code id/} and this. */
  public BitSet withId(String id) {
    return withId.computeIfAbsent(id, _ -> ending(ids, "id/" + id));
  }

  /** Returns those shown whose class ends with this. */
  public BitSet withType(String type) {
    return withType.computeIfAbsent(type, _ -> ending(types, type));
  }

  private static BitSet ending(Map<String, BitSet> names, String end) {
    BitSet found = new BitSet();
    names.forEach(
        (name, nodes) -> {
          if (name.endsWith(end)) {
            found.or(nodes);
          }
        });
    return found;
  }

  /** Finds what fits a comparison, which is not remembered after the screen. */
  public Fitting fitting(Predicate<String> comparison) {
    List<Word> fitting = new ArrayList<>();
    for (Word word : all) {
      if (comparison.test(word.said)) {
        fitting.add(word);
      }
    }
    return Fitting.of(fitting);
  }

  /**
   * Finds what fits a comparison.
   *
   * @param comparison what the question stands for
   */
  public Fitting fitting(Question question, Predicate<String> comparison) {
    KnownTexts texts = question.texts();
    if (source.filter(texts::equals).isEmpty()) {
      source = Optional.of(texts);
      all.forEach(word -> word.known = Optional.of(texts.of(word.said)));
    }
    List<Word> fitting = new ArrayList<>();
    for (Word word : all) {
      if (word.known.orElseThrow().fits(question, comparison)) {
        fitting.add(word);
      }
    }
    return Fitting.of(fitting);
  }
}
