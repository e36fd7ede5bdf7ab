package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.FaultExecutor;
import dev.drover.virtualphone.phone.Command;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.shell.ShellParser.SyntaxError;
import dev.drover.virtualphone.shell.ShellSyntax.Part;
import dev.drover.virtualphone.shell.ShellSyntax.Redirection;
import dev.drover.virtualphone.shell.ShellSyntax.Word;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shell on the phone. It parses and runs command lines, and keeps variables and the last exit
 * code.
 */
public final class Shell {
  private static final Logger log = LoggerFactory.getLogger(Shell.class);

  private final Phone phone;

  private final long connection;
  private final FaultExecutor faultEffect;
  private final Map<String, String> variables = new HashMap<>();
  private int lastExit;
  private boolean exited;

  /**
   * @param connection the number of the connection that carries its commands
   */
  public Shell(Phone phone, long connection, FaultExecutor faultEffect) {
    this.phone = phone;
    this.connection = connection;
    this.faultEffect = faultEffect;
  }

  /**
   * Runs one command line, as {@code sh -c} does. The output is written when the command has ended.
   */
  public int run(String line, InputStream in, ShellOutput out, ShellOutput err) throws IOException {
    Command record = phone.begin(line, connection);
    strike(line, Fault.Moment.BEFORE);
    Streams streams = new Streams(in, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    try {
      lastExit = execute(ShellParser.parse(line), streams, record);
    } catch (SyntaxError malformed) {
      streams.error("/system/bin/sh: " + malformed.reason() + "\n");
      lastExit = 1;
    }
    boolean garbled = strike(line, Fault.Moment.AFTER);
    Optional<Fault> said = phone.faults().strike(Fault.Kind.SAYS, line);
    if (said.isPresent()) {
      HostileOutput.named(said.get().name()).say(out);
      return lastExit;
    }
    answer(streams.out, out, garbled);
    answer(streams.err, err, garbled);
    return lastExit;
  }

  /**
   * Reads command lines from the input until it ends or {@code exit} is called. A line with an open
   * quote continues on the next.
   */
  public int runInteractively(InputStream in, ShellOutput out, ShellOutput err) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !exited) {
      if (isIncomplete(line)) {
        String more = lines.readLine();
        if (more != null) {
          line = line + "\n" + more;
          continue;
        }
      }
      run(line, InputStream.nullInputStream(), out, err);
      line = exited ? null : lines.readLine();
    }
    return lastExit;
  }

  private static boolean isIncomplete(String line) {
    try {
      ShellParser.parse(line);
      return false;
    } catch (SyntaxError malformed) {
      return malformed.incomplete();
    }
  }

  private static void answer(ByteArrayOutputStream text, ShellOutput to, boolean garbled)
      throws IOException {
    byte[] bytes = text.toByteArray();
    if (garbled) {
      FaultExecutor.garble(bytes);
    }
    if (bytes.length > 0) {
      to.write(bytes);
    }
  }

  private boolean strike(String line, Fault.Moment moment) throws IOException {
    return faultEffect.strike(phone.faults(), line, moment);
  }

  /** The streams of a command. */
  private record Streams(InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    void error(String text) {
      err.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private int execute(ShellSyntax syntax, Streams streams, Command record) throws IOException {
    if (exited) {
      return lastExit;
    }
    lastExit =
        switch (syntax) {
          case ShellSyntax.Sequence sequence -> {
            int exit = sequence.commands().isEmpty() ? 0 : lastExit;
            for (ShellSyntax command : sequence.commands()) {
              exit = execute(command, streams, record);
            }
            yield exit;
          }
          case ShellSyntax.Conditional conditional -> {
            int first = execute(conditional.first(), streams, record);
            yield (first == 0) == conditional.onSuccess()
                ? execute(conditional.second(), streams, record)
                : first;
          }
          case ShellSyntax.Background background -> {
            inBackground(background.command(), record);
            yield 0;
          }
          case ShellSyntax.Pipeline pipeline -> pipe(pipeline, streams, record);
          case ShellSyntax.Group group ->
              redirected(
                  group.redirections(),
                  streams,
                  record,
                  inner -> execute(group.commands(), inner, record));
          case ShellSyntax.Simple simple ->
              redirected(
                  simple.redirections(), streams, record, inner -> simple(simple, inner, record));
        };
    return lastExit;
  }

  /** Discards output without a redirection, because the shell has ended. */
  private void inBackground(ShellSyntax command, Command record) {
    Shell own = new Shell(phone, connection, faultEffect);
    own.variables.putAll(variables);
    Streams nowhere =
        new Streams(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream());
    Thread.ofVirtual()
        .name("phone-background")
        .start(
            () -> {
              try {
                own.execute(command, nowhere, record);
              } catch (IOException gone) {
                log.debug("a program in the background ended: {}", gone.toString());
              }
            });
  }

  private int pipe(ShellSyntax.Pipeline pipeline, Streams streams, Command record)
      throws IOException {
    InputStream in = streams.in();
    int exit = 0;
    for (int i = 0; i < pipeline.commands().size(); i++) {
      boolean last = i == pipeline.commands().size() - 1;
      ByteArrayOutputStream out = last ? streams.out() : new ByteArrayOutputStream();
      exit = execute(pipeline.commands().get(i), new Streams(in, out, streams.err()), record);
      in = new ByteArrayInputStream(last ? new byte[0] : out.toByteArray());
    }
    return exit;
  }

  private interface Body {
    int run(Streams streams) throws IOException;
  }

  private int redirected(List<Redirection> redirections, Streams streams, Command record, Body body)
      throws IOException {
    InputStream in = streams.in();
    ByteArrayOutputStream out = streams.out();
    ByteArrayOutputStream err = streams.err();
    List<Runnable> afterwards = new ArrayList<>();
    for (Redirection redirection : redirections) {
      String target = String.join(" ", expand(redirection.target(), streams, record));
      switch (redirection.kind()) {
        case READ -> {
          var content = phone.files().read(target);
          if (content.isEmpty() && !target.equals("/dev/null")) {
            streams.error("/system/bin/sh: can't open " + target + ": No such file or directory\n");
            return 1;
          }
          in = new ByteArrayInputStream(content.orElse(new byte[0]));
        }
        case WRITE, APPEND -> {
          ByteArrayOutputStream file = new ByteArrayOutputStream();
          if (redirection.kind() == Redirection.Kind.APPEND) {
            phone.files().read(target).ifPresent(file::writeBytes);
          }
          if (!target.equals("/dev/null")) {
            // The file exists from the start, for as long as the program runs.
            phone.files().write(target, file.toByteArray());
          }
          if (redirection.descriptor() == 2) {
            err = file;
          } else {
            out = file;
          }
          afterwards.add(
              () -> {
                if (!target.equals("/dev/null")) {
                  phone.files().write(target, file.toByteArray());
                }
              });
        }
        case DUPLICATE -> {
          if (redirection.descriptor() == 2 && target.equals("1")) {
            err = out;
          } else if (redirection.descriptor() == 1 && target.equals("2")) {
            out = err;
          }
        }
      }
    }
    int exit = body.run(new Streams(in, out, err));
    afterwards.forEach(Runnable::run);
    return exit;
  }

  private int simple(ShellSyntax.Simple simple, Streams streams, Command record)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (Word word : simple.words()) {
      arguments.addAll(expand(word, streams, record));
    }
    while (!arguments.isEmpty() && arguments.getFirst().matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
      String assignment = arguments.removeFirst();
      int equals = assignment.indexOf('=');
      variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    if (arguments.isEmpty()) {
      return 0;
    }
    if (arguments.size() > 1 && arguments.getFirst().equals("nohup")) {
      arguments.removeFirst();
    }
    record.executed(arguments);
    return switch (arguments.getFirst()) {
      case "exit" -> {
        exited = true;
        yield arguments.size() > 1 && arguments.get(1).matches("\\d{1,3}")
            ? Integer.parseInt(arguments.get(1)) & 0xff
            : lastExit;
      }
      case "sh", "/system/bin/sh" -> nested(arguments, streams, record);
      default ->
          new PhoneCommands(phone, new CommandIo(streams.in(), streams.out(), streams.err()))
              .run(arguments);
    };
  }

  private int nested(List<String> arguments, Streams streams, Command record) throws IOException {
    if (arguments.size() == 1) {
      return runInteractively(streams.in(), streams.out()::writeBytes, streams.err()::writeBytes);
    }
    if (!arguments.get(1).equals("-c") || arguments.size() < 3) {
      streams.error("/system/bin/sh: " + arguments.get(1) + ": No such file or directory\n");
      return 127;
    }
    try {
      return execute(ShellParser.parse(arguments.get(2)), streams, record);
    } catch (SyntaxError malformed) {
      streams.error("/system/bin/sh: " + malformed.reason() + "\n");
      return 1;
    }
  }

  /**
   * Returns the arguments that a word expands to. Unquoted expansions are split at blanks, and
   * disappear if they are empty.
   */
  private List<String> expand(Word word, Streams streams, Command record) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean open = false;
    for (Part part : word.parts()) {
      String value;
      boolean splits;
      switch (part) {
        case Part.Literal literal -> {
          value = literal.text();
          splits = false;
        }
        case Part.Variable variable -> {
          value =
              variable.name().equals("?")
                  ? Integer.toString(lastExit)
                  : variables.getOrDefault(variable.name(), "");
          splits = !variable.quoted();
        }
        case Part.Substitution substitution -> {
          ByteArrayOutputStream output = new ByteArrayOutputStream();
          execute(
              substitution.commands(), new Streams(streams.in(), output, streams.err()), record);
          value = output.toString(StandardCharsets.UTF_8).replaceFirst("(?<!\\n)\\n+$", "");
          splits = !substitution.quoted();
        }
      }
      if (!splits) {
        current.append(value);
        open = true;
        continue;
      }
      String[] pieces = value.split("[ \\t\\n]+", -1);
      for (int i = 0; i < pieces.length; i++) {
        if (i > 0 && (open || !current.isEmpty())) {
          fields.add(current.toString());
          current.setLength(0);
          open = false;
        }
        current.append(pieces[i]);
        open = open || !pieces[i].isEmpty();
      }
    }
    if (open) {
      fields.add(current.toString());
    }
    return fields;
  }
}
