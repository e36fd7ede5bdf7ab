package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.config.Language;

/** The texts of the form by which a person logs in, in every app. */
enum LoginLabel implements Label {
  USERNAME("Username", "Nom d'utilisateur", "Nombre de usuario", "用户名"),
  PASSWORD("Password", "Mot de passe", "Contraseña", "密码"),
  LOG_IN("Log in", "Se connecter", "Iniciar sesión", "登录"),
  NO_SUCH_ACCOUNT(
      "There is no account of this name",
      "Il n'y a pas de compte de ce nom",
      "No hay ninguna cuenta con este nombre",
      "没有此名称的账号"),
  NO_PASSWORD("Enter your password", "Saisis ton mot de passe", "Introduce tu contraseña", "请输入密码");

  private final String english;
  private final String french;
  private final String spanish;
  private final String chinese;

  LoginLabel(String english, String french, String spanish, String chinese) {
    this.english = english;
    this.french = french;
    this.spanish = spanish;
    this.chinese = chinese;
  }

  @Override
  public String in(Language language) {
    return Label.choose("login." + name(), language, english, french, spanish, chinese);
  }
}
