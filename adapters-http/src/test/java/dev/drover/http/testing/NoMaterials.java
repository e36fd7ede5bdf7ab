package dev.drover.http.testing;

import dev.drover.application.port.storage.MaterialLibrary;
import dev.drover.application.port.storage.MaterialSupply;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
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

/** A library that is empty and stays so. No script runs on these ports, so none lacks a file. */
final class NoMaterials implements MaterialLibrary, MaterialSupply {
  @Override
  public Upload store(
      MaterialName name, InputStream content, UnaryOperator<MaterialLabels> labels) {
    throw new UnsupportedOperationException("uploads are tested with a real library");
  }

  @Override
  public long largestBytes() {
    return 1024 * 1024;
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
    throw new UnsupportedOperationException("no script runs here");
  }

  @Override
  public Optional<String> countFor(TaskId task, int attempt, DeviceSerial serial, Account account) {
    return Optional.empty();
  }

  @Override
  public List<String> warnings(Script script, Map<MaterialUser, Integer> posts) {
    return List.of();
  }
}
