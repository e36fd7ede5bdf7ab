package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;

/** The texts of the system's dialogs. A brace pair stands for an app's name. */
public enum SystemLabel implements Label {
  KEEPS_STOPPING(
      "{} keeps stopping", "{} s'arrête systématiquement", "{} sigue fallando", "{}屡次停止运行"),
  OPEN_AGAIN("Open app again", "Rouvrir l'application", "Volver a abrir la app", "重新打开应用"),
  CLOSE_APP("Close app", "Fermer l'application", "Cerrar app", "关闭应用"),
  NOT_RESPONDING("{} isn't responding", "{} ne répond pas", "{} no responde", "{}没有响应"),
  WAIT("Wait", "Attendre", "Esperar", "等待"),
  ALLOW_LOCATION(
      "Allow {} to access this device’s location?",
      "Autoriser {} à accéder à la position de cet appareil ?",
      "¿Permitir que {} acceda a la ubicación de este dispositivo?",
      "要允许“{}”访问此设备的位置信息吗？"),
  WHILE_USING(
      "While using the app", "Lorsque vous utilisez l'appli", "Mientras se usa la app", "使用时允许"),
  ONLY_THIS_TIME("Only this time", "Uniquement cette fois-ci", "Solo esta vez", "仅限这一次"),
  DONT_ALLOW("Don’t allow", "Ne pas autoriser", "No permitir", "不允许"),
  ALLOW_MEDIA(
      "Allow {} to access photos and videos on this device?",
      "Autoriser {} à accéder aux photos et vidéos de cet appareil ?",
      "¿Permitir que {} acceda a las fotos y los videos de este dispositivo?",
      "要允许“{}”访问此设备上的照片和视频吗？"),
  ALLOW_ALL("Allow all", "Tout autoriser", "Permitir todo", "全部允许"),
  NO_NOTIFICATIONS("No notifications", "Aucune notification", "No hay notificaciones", "没有通知"),
  QUICK_SETTINGS("Quick settings", "Réglages rapides", "Ajustes rápidos", "快捷设置");

  private final String english;
  private final String french;
  private final String spanish;
  private final String chinese;

  SystemLabel(String english, String french, String spanish, String chinese) {
    this.english = english;
    this.french = french;
    this.spanish = spanish;
    this.chinese = chinese;
  }

  @Override
  public String in(Language language) {
    return Label.choose("system." + name(), language, english, french, spanish, chinese);
  }
}
