package dev.drover.application.plugin;

import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.FilesNeeded;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MaterialUser;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.TaskId;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The materials of a storage that keeps no files. The library is empty and refuses uploads. Scripts
 * that need no file run; a script that needs one fails without effect, and its creation warns of
 * that.
 *
 * @param storage what the storage is called in messages
 */
public record NoMaterials(String storage) implements MaterialLibrary, MaterialSupply {
  private String reason() {
    return "the storage " + storage + " keeps no files to post; configure another storage";
  }

  @Override
  public Upload store(
      MaterialName name, InputStream content, UnaryOperator<MaterialLabels> labels) {
    throw new FolderUnusable(reason(), new UnsupportedOperationException(storage));
  }

  @Override
  public long largestBytes() {
    return 0;
  }

  @Override
  public Optional<LibraryMaterial> find(MaterialId id) {
    return Optional.empty();
  }

  @Override
  public MaterialPage list(MaterialFilter filter, int page, int pageSize) {
    return new MaterialPage(List.of(), 0);
  }

  @Override
  public Optional<Content> open(MaterialId id) {
    return Optional.empty();
  }

  @Override
  public Optional<LibraryMaterial> change(MaterialId id, UnaryOperator<MaterialLabels> change) {
    return Optional.empty();
  }

  @Override
  public Deletion delete(MaterialId id) {
    return new Deletion.NotFound();
  }

  @Override
  public Supply take(
      TaskId task, int attempt, DeviceSerial serial, Optional<Account> account, Script script) {
    return needsFile(script) ? new Supply.Missing(reason()) : new Supply.NothingNeeded();
  }

  @Override
  public Optional<String> countFor(TaskId task, int attempt, DeviceSerial serial, Account account) {
    return Optional.empty();
  }

  @Override
  public List<String> warnings(Script script, Map<MaterialUser, Integer> posts) {
    return needsFile(script) ? List.of(reason() + "; the tasks will fail") : List.of();
  }

  private static boolean needsFile(Script script) {
    return switch (script.files()) {
      case FilesNeeded.None _ -> false;
      case FilesNeeded.ToPost _, FilesNeeded.Picture _, FilesNeeded.Avatar _ -> true;
    };
  }
}
