package dev.drover.virtualphone.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Output that tries to harm its reader by the time or memory that it takes. */
enum HostileOutput {
  /** Many beginnings of a focus line, for patterns that try each of them. */
  FOCUS {
    @Override
    void say(ShellOutput to) throws IOException {
      say(to, "mCurrentFocus=" + "{".repeat(40_000) + " a/".repeat(40_000) + "\n");
      say(to, "  mCurrentFocus=Window{1 u0 \n".repeat(2_000));
    }
  },
  /** Many blanks, for patterns that may match them in several ways. */
  SPACES {
    @Override
    void say(ShellOutput to) throws IOException {
      say(to, "  level:" + " ".repeat(100_000) + "\n".repeat(100_000));
      say(to, "    versionName=" + " ".repeat(50_000) + "x");
    }
  },
  /** Many keys and open braces, for patterns that backtrack. */
  BRACES {
    @Override
    void say(ShellOutput to) throws IOException {
      say(to, "mWakefulness=mDreamingLockscreen=mCurMethodId=".repeat(1_000));
      say(to, "{[(".repeat(70_000));
    }
  },
  /** A screen of nested views, 3 MB long. */
  DEEP {
    @Override
    void say(ShellOutput to) throws IOException {
      say(to, HEAD + NODE.formatted("").repeat(15_000) + "</node>".repeat(15_000) + FOOT);
    }
  },
  /** A screen of sibling views, nearly 4 MB long. */
  WIDE {
    @Override
    void say(ShellOutput to) throws IOException {
      say(to, HEAD);
      for (int i = 0; i < 45; i++) {
        say(to, (NODE.formatted("Follow") + "</node>").repeat(400));
      }
      say(to, FOOT);
    }
  },
  /** 8 MiB of output. */
  FLOOD {
    @Override
    void say(ShellOutput to) throws IOException {
      for (int i = 0; i < 256; i++) {
        say(to, "x ".repeat(16_000));
      }
    }
  },
  /** Output without an end. */
  ENDLESS {
    @Override
    void say(ShellOutput to) throws IOException {
      while (true) {
        say(to, "and so on ".repeat(3_000));
      }
    }
  },
  /** Control and bidirectional characters, which turn, hide or end a line. */
  BIDI {
    @Override
    void say(ShellOutput to) throws IOException {
      say(to, "\u202Eevil\u2066\u0007\u001B[2J\u0000\u0085\u2028\uFEFF\n".repeat(100));
    }
  };

  private static final String HEAD =
      "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">";

  private static final String NODE =
      "<node index=\"0\" text=\"%s\" resource-id=\"\" class=\"android.widget.FrameLayout\""
          + " package=\"com.zhiliaoapp.musically\" content-desc=\"\" clickable=\"true\""
          + " enabled=\"true\" focused=\"false\" bounds=\"[0,0][1080,2400]\">";

  private static final String FOOT = "</hierarchy>";

  /** The size of a shell packet's data. */
  private static final int PART = 32_000;

  abstract void say(ShellOutput to) throws IOException;

  static HostileOutput named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  static void say(ShellOutput to, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += PART) {
      to.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART)));
    }
  }
}
