package dev.drover.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the committed jOOQ code matches the migrations. To rewrite it after a new migration:
 * {@code mvn -pl adapters-persistence -am test -Dtest=GeneratedCodeTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddrover.regenerate=true}.
 */
@ExtendWith(RealPostgres.class)
class GeneratedCodeTest {
  private static final Path COMMITTED = Path.of("src/main/java-gen");

  @Test
  void the_committed_code_is_what_the_migrations_give(DatabaseAddress address, @TempDir Path fresh)
      throws Exception {
    generate(address, fresh);
    if (Boolean.getBoolean("drover.regenerate")) {
      replaceCommitted(fresh);
    }

    assertThat(sources(COMMITTED)).isEqualTo(sources(fresh));
  }

  private static void generate(DatabaseAddress address, Path directory) throws Exception {
    GenerationTool.generate(
        new Configuration()
            .withLogging(Logging.WARN)
            .withJdbc(
                new Jdbc()
                    .withDriver("org.postgresql.Driver")
                    .withUrl(address.jdbcUrl())
                    .withUser(address.user().orElse(null))
                    .withPassword(address.password().orElse(null)))
            .withGenerator(
                new Generator()
                    .withDatabase(
                        new Database()
                            .withName("org.jooq.meta.postgres.PostgresDatabase")
                            .withInputSchema("public")
                            .withOutputSchemaToDefault(true)
                            .withIncludeRoutines(false)
                            .withIncludes(".*")
                            .withExcludes("flyway_schema_history"))
                    .withGenerate(
                        new Generate()
                            .withJavaTimeTypes(true)
                            .withGeneratedAnnotation(false)
                            .withComments(false))
                    .withTarget(
                        new Target()
                            .withPackageName("dev.drover.persistence.schema")
                            .withDirectory(directory.toString()))));
  }

  private static void replaceCommitted(Path fresh) throws IOException {
    for (Map.Entry<String, String> old : sources(COMMITTED).entrySet()) {
      Files.delete(COMMITTED.resolve(old.getKey()));
    }
    for (String source : sources(fresh).keySet()) {
      Path target = COMMITTED.resolve(source);
      Files.createDirectories(target.resolveSibling("."));
      Files.copy(fresh.resolve(source), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Map<String, String> sources(Path root) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    if (Files.exists(root)) {
      try (var paths = Files.walk(root)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          if (path.toString().endsWith(".java")) {
            sources.put(root.relativize(path).toString(), Files.readString(path));
          }
        }
      }
    }
    return sources;
  }
}
