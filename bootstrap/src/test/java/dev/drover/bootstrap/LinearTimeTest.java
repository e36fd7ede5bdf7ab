package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tests that every regular expression in the code takes linear time on any text. It finds the
 * expressions in the compiled classes, so that none is forgotten, and measures work in characters
 * read.
 */
class LinearTimeTest {
  /**
   * Where an expression is made at run time, and of what. A new place has to be looked at, and
   * listed here.
   */
  private static final Map<String, String> MADE_AT_RUN_TIME =
      Map.of(
          "dev.drover.bootstrap.config.HttpSettingsReader",
              "a constant of the same class with a fixed beginning",
          "dev.drover.testkit.ObedientScreen", "of a test's own selectors",
          "dev.drover.virtualphone.app.Icons", "of what the virtual phone's own pages say",
          "dev.drover.virtualphone.system.MediaStore", "of a number",
          "dev.drover.virtualphone.shell.MediaQuery", "of a query that the driver sends");

  private static final Set<String> STRING_METHODS =
      Set.of("matches", "split", "splitWithDelimiters", "replaceAll", "replaceFirst");

  private static final String PATTERN = "Ljava/util/regex/Pattern;";

  private static final Found FOUND = expressions();

  private static final int SHORTEST = 256;
  private static final int LONGEST = 4096;

  /** Twice the text costs twice the work: a quadratic expression comes to 4. */
  private static final double MOST_GROWTH = 2.7;

  /** Below so many looks a character, growth is no matter. */
  private static final int FEW = 12;

  private static final int MOST = 3_000;

  /** Deeper than any stack, where an engine calls itself for each repetition. */
  private static final int DEEP = 60_000;

  /** How an expression is used. */
  private enum Use {
    MATCHES,
    BEGINS,
    FINDS
  }

  /** An expression and where it stands. */
  private record Expression(String regex, int flags, Set<Use> uses, String place) {
    Expression usedFor(Set<Use> known) {
      return new Expression(regex, flags, known, place);
    }
  }

  /** What the scan of the classes has found. */
  private record Found(List<Expression> constant, Set<String> madeAtRunTime) {}

  /** A text that counts how often it is looked at, and gives up when that is too often. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final long most;
    private long looks;

    Counted(String text) {
      this.text = text;
      this.most = (long) MOST * (text.length() + 16);
    }

    static final class TooOften extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      if (looks > most) {
        throw new TooOften();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void every_expression_takes_linear_time() {
    assertThat(FOUND.constant()).hasSizeGreaterThan(100);
    List<String> slow = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Expression expression : FOUND.constant()) {
      for (Use use : expression.uses()) {
        if (seen.add(List.of(expression.regex(), expression.flags(), use))) {
          slowness(expression, use)
              .ifPresent(why -> slow.add(expression.place() + ", " + use + ": " + why));
        }
      }
    }
    assertThat(slow).isEmpty();
  }

  @Test
  void expressions_that_are_made_at_run_time_are_known() {
    assertThat(FOUND.madeAtRunTime()).isEqualTo(new TreeSet<>(MADE_AT_RUN_TIME.keySet()));
  }

  @Test
  void a_slow_expression_is_seen() {
    for (String regex :
        List.of(
            "m(?:CurrentFocus|FocusedApp)=\\S*\\{[^}]*?\\s([A-Za-z0-9_.]+)/[^}]*}",
            "(a+)+b",
            "x*x*y",
            "/+$",
            "\\s*(\\d{1,9}(?:\\.\\d{1,9})*).*")) {
      Expression slow = new Expression(regex, 0, Set.of(), "planted");
      assertThat(slowness(slow, Use.MATCHES).or(() -> slowness(slow, Use.FINDS)))
          .as(regex)
          .isPresent();
    }
  }

  private static Optional<String> slowness(Expression expression, Use use) {
    Pattern pattern = Pattern.compile(expression.regex(), expression.flags());
    boolean repeatsGroups = expression.regex().matches("(?s).*\\)[*+{].*");
    for (HostileTexts.Shape shape : HostileTexts.of(expression.regex())) {
      try {
        int length = SHORTEST;
        while (grows(pattern, use, shape, length)) {
          length *= 4;
          if (length > LONGEST) {
            return Optional.of(expression.regex() + " on " + shape);
          }
        }
        if (repeatsGroups && shape.end().isEmpty()) {
          looks(pattern, use, shape.ofLength(DEEP));
        }
      } catch (Counted.TooOften tooOften) {
        return Optional.of(expression.regex() + " far too slow on " + shape);
      } catch (StackOverflowError tooDeep) {
        return Optional.of(expression.regex() + " overflows the stack on " + shape);
      }
    }
    return Optional.empty();
  }

  private static boolean grows(Pattern pattern, Use use, HostileTexts.Shape shape, int length) {
    String twice = shape.ofLength(2 * length);
    long work = looks(pattern, use, twice);
    return work > (long) FEW * twice.length()
        && work > MOST_GROWTH * looks(pattern, use, shape.ofLength(length));
  }

  private static long looks(Pattern pattern, Use use, String text) {
    Counted counted = new Counted(text);
    Matcher matcher = pattern.matcher(counted);
    switch (use) {
      case MATCHES -> matcher.matches();
      case BEGINS -> matcher.lookingAt();
      case FINDS -> {
        while (matcher.find()) {
          // All of them, as replacing and splitting do.
        }
      }
    }
    return counted.looks;
  }

  /** What the code does with the expressions that its fields hold. */
  private static final class Scan {
    private final Map<String, Expression> byPlace = new TreeMap<>();
    private final Map<String, String> placeByField = new HashMap<>();
    private final Map<String, Set<Use>> usesByField = new HashMap<>();
    private final Set<String> madeAtRunTime = new TreeSet<>();

    Found found() {
      placeByField.forEach(
          (field, place) ->
              Optional.ofNullable(usesByField.get(field))
                  .ifPresent(
                      uses -> byPlace.computeIfPresent(place, (_, known) -> known.usedFor(uses))));
      return new Found(List.copyOf(byPlace.values()), madeAtRunTime);
    }

    /** The uses of a field are told by the methods that load it. */
    void method(String className, MethodModel method) {
      Deque<Object> constants = new ArrayDeque<>();
      Set<String> loaded = new HashSet<>();
      Set<Use> uses = EnumSet.noneOf(Use.class);
      Optional<String> compiled = Optional.empty();
      int line = 0;
      for (CodeElement element : method.code().map(code -> code.elementList()).orElse(List.of())) {
        switch (element) {
          case LineNumber number -> line = number.line();
          case ConstantInstruction constant -> constants.push(constant.constantValue());
          case FieldInstruction field -> {
            String name = field.owner().asInternalName() + "." + field.name().stringValue();
            if (field.opcode() == Opcode.GETSTATIC && field.type().stringValue().equals(PATTERN)) {
              loaded.add(name);
            } else if (field.opcode() == Opcode.PUTSTATIC) {
              compiled.ifPresent(place -> placeByField.put(name, place));
            }
            compiled = Optional.empty();
          }
          case InvokeInstruction call -> {
            use(call).ifPresent(uses::add);
            compiled = called(call, constants, className, line);
            constants.clear();
          }
          case InvokeDynamicInstruction _ -> constants.clear();
          default -> {}
        }
      }
      loaded.forEach(
          field -> {
            // What a method does not use itself, it hands on: for any use.
            usesByField
                .computeIfAbsent(field, _ -> EnumSet.noneOf(Use.class))
                .addAll(uses.isEmpty() ? EnumSet.allOf(Use.class) : uses);
          });
    }

    private Optional<Use> use(InvokeInstruction call) {
      String owner = call.owner().asInternalName();
      String name = call.name().stringValue();
      if (!owner.equals("java/util/regex/Matcher") && !owner.equals("java/util/regex/Pattern")) {
        return Optional.empty();
      }
      return switch (name) {
        case "matches", "asMatchPredicate" -> Optional.of(Use.MATCHES);
        case "lookingAt" -> Optional.of(Use.BEGINS);
        case "find",
            "results",
            "replaceAll",
            "replaceFirst",
            "split",
            "asPredicate",
            "splitAsStream",
            "hitEnd" ->
            Optional.of(Use.FINDS);
        default -> Optional.empty();
      };
    }

    private Optional<String> called(
        InvokeInstruction call, Deque<Object> constants, String className, int line) {
      String owner = call.owner().asInternalName();
      String name = call.name().stringValue();
      boolean compiles =
          owner.equals("java/util/regex/Pattern")
              && (name.equals("compile") || name.equals("matches"));
      if (!compiles && !(owner.equals("java/lang/String") && STRING_METHODS.contains(name))) {
        return Optional.empty();
      }
      int flags = 0;
      List<Object> pushed = new ArrayList<>(constants);
      // Of two arguments the expression stands below the other, which may be no constant.
      if (call.typeSymbol().parameterCount() == 2 && !pushed.isEmpty()) {
        if (compiles && pushed.getFirst() instanceof Integer given) {
          flags = given;
          pushed.removeFirst();
        } else if (pushed.size() > 1 && pushed.get(1) instanceof String) {
          pushed.removeFirst();
        }
      }
      if (!pushed.isEmpty() && pushed.getFirst() instanceof String regex) {
        String place = className + ":" + line + " " + name;
        Set<Use> uses =
            compiles
                ? EnumSet.allOf(Use.class)
                : EnumSet.of(name.equals("matches") ? Use.MATCHES : Use.FINDS);
        byPlace.put(place + regex, new Expression(regex, flags, uses, place));
        return compiles ? Optional.of(place + regex) : Optional.empty();
      }
      madeAtRunTime.add(className);
      return Optional.empty();
    }
  }

  private static Found expressions() {
    Scan scan = new Scan();
    for (JavaClass known :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/planted/"))
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.drover")) {
      ClassModel model = ClassFile.of().parse(bytes(known));
      model.methods().forEach(method -> scan.method(known.getName(), method));
    }
    return scan.found();
  }

  private static byte[] bytes(JavaClass known) {
    try (InputStream in = known.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
