package dev.drover.virtualphone.app.tiktok.content;

import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.config.Language;

/**
 * The texts of the TikTok-like app's screens and the descriptions of its icons, in English, French,
 * Spanish and Chinese; the other languages are in files. A brace pair stands for a name or a
 * number.
 */
public enum TikTokLabel implements Label {
  // The bar at the bottom
  HOME("Home", "Accueil", "Inicio", "首页"),
  FRIENDS("Friends", "Amis", "Amigos", "朋友"),
  CREATE("Create", "Créer", "Crear", "创建"),
  INBOX("Inbox", "Messages", "Bandeja de entrada", "收件箱"),
  PROFILE("Profile", "Profil", "Perfil", "主页"),

  // Everywhere
  BACK("Back", "Retour", "Atrás", "返回"),
  BACK_TO_PREVIOUS(
      "Back to previous screen",
      "Retour à l'écran précédent",
      "Volver a la pantalla anterior",
      "返回上一屏幕"),
  CLOSE("Close", "Fermer", "Cerrar", "关闭"),
  CANCEL("Cancel", "Annuler", "Cancelar", "取消"),
  DONE("Done", "Terminé", "Listo", "完成"),
  NEXT("Next", "Suivant", "Siguiente", "下一步"),
  OK("OK", "OK", "Aceptar", "好"),
  NOT_NOW("Not now", "Pas maintenant", "Ahora no", "以后再说"),
  SHARE("Share", "Partager", "Compartir", "分享"),

  // Feed and video
  FEED_FOLLOWING("Following", "Suivis", "Siguiendo", "关注"),
  FOR_YOU("For You", "Pour toi", "Para ti", "推荐"),
  SEARCH("Search", "Rechercher", "Buscar", "搜索"),
  LIKE_VIDEO(
      "Like video. {} likes",
      "Attribuer un « J'aime » à la vidéo. {} « J'aime »",
      "Dar me gusta al video. {} me gusta",
      "点赞视频。{} 个赞"),
  VIDEO_LIKED(
      "Video liked. {} likes",
      "Retirer le J'aime de la vidéo. {} J'aime",
      "Video con me gusta. {} me gusta",
      "已点赞视频。{} 个赞"),
  READ_COMMENTS(
      "Read or add comments. {} comments",
      "Lire ou ajouter des commentaires. {} commentaires",
      "Leer o añadir comentarios. {} comentarios",
      "阅读或添加评论。{} 条评论"),
  FAVORITE(
      "Add or remove this video from Favorites.",
      "Ajoute ou supprime cette vidéo de tes Favoris.",
      "Añadir o quitar este video de Favoritos.",
      "将此视频添加到或移出收藏。"),
  SHARE_VIDEO(
      "Share video. {} shares",
      "Partager une vidéo. {} partages",
      "Compartir video. {} veces compartido",
      "分享视频。{} 次分享"),
  FOLLOW_AUTHOR("Follow {}", "Suivre {}", "Seguir a {}", "关注 {}"),
  SPONSORED("Sponsored", "Sponsorisé", "Patrocinado", "赞助内容"),
  LEARN_MORE("Learn more", "En savoir plus", "Más información", "了解更多"),
  LIVE_NOW("LIVE now", "En LIVE", "LIVE ahora", "正在直播"),
  TAP_TO_WATCH_LIVE(
      "Tap to watch LIVE", "Appuie pour regarder le LIVE", "Toca para ver el LIVE", "点击观看直播"),
  VIDEO_UNAVAILABLE(
      "Video currently unavailable",
      "Vidéo actuellement indisponible",
      "El video no está disponible en este momento",
      "视频暂时无法播放"),
  NOT_INTERESTED("Not interested", "Pas intéressé(e)", "No me interesa", "不感兴趣"),
  REPORT("Report", "Signaler", "Denunciar", "举报"),

  // Comments
  COMMENTS("{} comments", "{} commentaires", "{} comentarios", "{} 条评论"),
  COMMENTS_OFF(
      "Comments are turned off",
      "Les commentaires sont désactivés",
      "Los comentarios están desactivados",
      "评论已关闭"),
  ADD_COMMENT("Add comment...", "Ajouter un commentaire...", "Añadir comentario...", "添加评论..."),
  INSERT_EMOJI("Insert emoji", "Insérer un emoji", "Insertar emoji", "插入表情"),
  INSERT_PHOTO("Insert photo", "Insérer une photo", "Insertar foto", "插入照片"),
  REMOVE_PHOTO("Remove photo", "Supprimer la photo", "Quitar foto", "移除照片"),
  POST_COMMENT("Post comment", "Publier le commentaire", "Publicar comentario", "发布评论"),
  COMMENT_NOT_POSTED(
      "Couldn't post comment",
      "Impossible de publier le commentaire",
      "No se pudo publicar el comentario",
      "无法发布评论"),
  REPLY("Reply", "Répondre", "Responder", "回复"),

  // Search
  TOP("Top", "Meilleurs", "Destacados", "综合"),
  VIDEOS("Videos", "Vidéos", "Videos", "视频"),
  USERS("Users", "Utilisateurs", "Usuarios", "用户"),
  SOUNDS("Sounds", "Sons", "Sonidos", "声音"),
  NO_RESULTS(
      "No results found for \"{}\"",
      "Aucun résultat trouvé pour « {} »",
      "No se encontraron resultados para \"{}\"",
      "未找到“{}”的相关结果"),
  DISPLAY_NAME("Name of {}", "Nom de {}", "Nombre de {}", "{} 的名字"),
  BIOGRAPHY("Words about {}", "Quelques mots sur {}", "Palabras sobre {}", "关于 {} 的几句话"),

  // Profiles
  ACCOUNT_NOT_FOUND(
      "Couldn't find this account",
      "Ce compte est introuvable",
      "No se pudo encontrar esta cuenta",
      "找不到此账号"),
  FOLLOW("Follow", "Suivre", "Seguir", "关注"),
  FOLLOW_BACK("Follow back", "Suivre en retour", "Seguir también", "回关"),
  FOLLOWING("Following", "Suivi(e)", "Siguiendo", "已关注"),
  FRIEND("Friends", "Ami(e)s", "Amigos", "互相关注"),
  REQUESTED("Requested", "Demande envoyée", "Solicitado", "已请求"),
  FOLLOWERS("Followers", "Followers", "Seguidores", "粉丝"),
  LIKES("Likes", "J'aime", "Me gusta", "获赞"),
  MESSAGE("Message", "Message", "Mensaje", "消息"),
  UNFOLLOW_QUESTION(
      "Unfollow @{}?", "Ne plus suivre @{} ?", "¿Dejar de seguir a @{}?", "取消关注 @{}？"),
  UNFOLLOW("Unfollow", "Ne plus suivre", "Dejar de seguir", "取消关注"),
  PROFILE_MENU("Profile menu", "Menu du profil", "Menú del perfil", "主页菜单"),
  EDIT_PROFILE("Edit profile", "Modifier", "Editar perfil", "编辑主页"),
  VIDEO_VIEWS("Video, {} views", "Vidéo, {} vues", "Video, {} visualizaciones", "视频，{} 次观看"),
  PHOTO_POST_VIEWS(
      "Photo post, {} views",
      "Publication photo, {} vues",
      "Publicación de fotos, {} visualizaciones",
      "图文，{} 次观看"),
  DRAFTS_COUNT("Drafts: {}", "Brouillons : {}", "Borradores: {}", "草稿：{}"),
  SWITCH_ACCOUNT("Switch account", "Changer de compte", "Cambiar de cuenta", "切换账号"),
  ADD_ACCOUNT("Add account", "Ajouter un compte", "Añadir cuenta", "添加账号"),

  // Camera and gallery
  FLIP("Flip", "Retourner", "Girar", "翻转"),
  ADD_SOUND("Add sound", "Ajouter un son", "Añadir sonido", "添加声音"),
  UPLOAD("Upload", "Importer", "Cargar", "上传"),
  GALLERY_ALL("All", "Tout", "Todo", "全部"),
  GALLERY_VIDEOS("Videos", "Vidéos", "Videos", "视频"),
  GALLERY_PHOTOS("Photos", "Photos", "Fotos", "照片"),
  SELECT_MULTIPLE("Select multiple", "Sélection multiple", "Seleccionar varios", "选择多个"),
  NEXT_COUNT("Next ({})", "Suivant ({})", "Siguiente ({})", "下一步 ({})"),
  NO_MEDIA("No photos or videos", "Aucune photo ou vidéo", "No hay fotos ni videos", "没有照片或视频"),
  NO_MEDIA_ACCESS(
      "Allow access to your photos and videos in Settings",
      "Autorise l'accès à tes photos et vidéos dans les Réglages",
      "Permite el acceso a tus fotos y videos en Ajustes",
      "请在设置中允许访问你的照片和视频"),

  // Edit page
  REMOVE_SOUND("Remove sound", "Supprimer le son", "Quitar sonido", "移除声音"),
  VOLUME("Volume", "Volume", "Volumen", "音量"),
  TEXT("Text", "Texte", "Texto", "文字"),
  STICKERS("Stickers", "Stickers", "Stickers", "贴纸"),
  YOUR_STORY("Your Story", "Ta Story", "Tu historia", "你的故事"),
  DISCARD_QUESTION(
      "Discard edits?", "Supprimer les modifications ?", "¿Descartar los cambios?", "放弃编辑？"),
  DISCARD("Discard", "Supprimer", "Descartar", "放弃"),
  SAVE_DRAFT("Save draft", "Enregistrer le brouillon", "Guardar borrador", "保存草稿"),
  KEEP_EDITING("Keep editing", "Continuer la modification", "Seguir editando", "继续编辑"),
  MEDIA_NOT_LOADED(
      "Couldn't load this file. Try another one.",
      "Impossible de charger ce fichier. Essaie avec un autre.",
      "No se pudo cargar este archivo. Prueba con otro.",
      "无法加载此文件。请换一个。"),

  // Sounds
  RECOMMENDED("Recommended", "Recommandés", "Recomendados", "推荐"),
  FAVORITES("Favorites", "Favoris", "Favoritos", "收藏"),
  SEARCH_SOUNDS("Search sounds", "Rechercher des sons", "Buscar sonidos", "搜索声音"),
  USE_THIS_SOUND("Use this sound", "Utiliser ce son", "Usar este sonido", "使用此声音"),
  SOUND_UNAVAILABLE(
      "This sound isn't available",
      "Ce son n'est pas disponible",
      "Este sonido no está disponible",
      "此声音无法使用"),
  ORIGINAL_SOUND("Original sound", "Son original", "Sonido original", "原声"),
  ADDED_SOUND("Added sound", "Son ajouté", "Sonido añadido", "添加的声音"),

  // Post page
  TITLE_HINT(
      "Add a catchy title",
      "Ajoute un titre accrocheur",
      "Añade un título llamativo",
      "添加一个吸引人的标题"),
  DESCRIPTION_HINT(
      "Writing a long description can help get 3x more views on average.",
      "Une longue description peut multiplier les vues par 3 en moyenne.",
      "Una descripción larga puede triplicar las visualizaciones.",
      "撰写较长的描述平均可带来 3 倍的观看次数。"),
  TAG_PEOPLE("Tag people", "Identifier des personnes", "Etiquetar personas", "标记用户"),
  LOCATION("Location", "Lieu", "Ubicación", "位置"),
  ADD_LINK("Add link", "Ajouter un lien", "Añadir enlace", "添加链接"),
  PRODUCT("Product", "Produit", "Producto", "商品"),
  PRODUCT_ADDED("Product: {}", "Produit : {}", "Producto: {}", "商品：{}"),
  ADD("Add", "Ajouter", "Añadir", "添加"),
  EVERYONE_CAN_VIEW(
      "Everyone can view this post",
      "Tout le monde peut voir cette publication",
      "Todos pueden ver esta publicación",
      "所有人可见"),
  DRAFTS("Drafts", "Brouillons", "Borradores", "草稿"),
  POST("Post", "Publier", "Publicar", "发布"),
  UPLOADING("Uploading {}%", "Importation {} %", "Subiendo {}%", "正在上传 {}%"),
  VIDEO_POSTED(
      "Your video is posted", "Ta vidéo est publiée", "Tu video se ha publicado", "你的视频已发布"),
  PHOTOS_POSTED(
      "Your photos are posted",
      "Tes photos sont publiées",
      "Tus fotos se han publicado",
      "你的照片已发布"),
  UPLOAD_FAILED(
      "Upload failed. Tap to retry",
      "Échec de l'importation. Appuie pour réessayer",
      "Error al subir. Toca para reintentar",
      "上传失败。点击重试"),

  // Editing the profile
  EDIT_PROFILE_TITLE("Edit profile", "Modifier le profil", "Editar perfil", "编辑资料"),
  CHANGE_PHOTO("Change photo", "Changer de photo", "Cambiar foto", "更换头像"),
  PHOTO_FROM_GALLERY(
      "Select from gallery", "Choisir dans la galerie", "Seleccionar de la galería", "从相册选择"),
  PROFILE_NAME("Name", "Nom", "Nombre", "名字"),
  PROFILE_USERNAME("Username", "Nom d'utilisateur", "Nombre de usuario", "用户名"),
  PROFILE_BIO("Bio", "Bio", "Biografía", "简介"),
  PROFILE_LINK("Link", "Lien", "Enlace", "链接"),
  PROFILE_SAVE("Save", "Enregistrer", "Guardar", "保存"),
  USERNAME_TAKEN(
      "This username isn't available. Try another one.",
      "Ce nom d'utilisateur n'est pas disponible. Essaies-en un autre.",
      "Este nombre de usuario no está disponible. Prueba con otro.",
      "该用户名不可用。请换一个。"),
  USERNAME_TOO_LATELY(
      "You can only change your username once every 30 days.",
      "Tu ne peux modifier ton nom d'utilisateur qu'une fois tous les 30 jours.",
      "Solo puedes cambiar tu nombre de usuario una vez cada 30 días.",
      "你每 30 天只能更改一次用户名。"),
  PROFILE_NOT_SAVED(
      "Couldn't save. Try again later.",
      "Impossible d'enregistrer. Réessaie plus tard.",
      "No se pudo guardar. Inténtalo más tarde.",
      "无法保存。请稍后再试。"),
  USERNAME_QUESTION(
      "Set username to {}?",
      "Définir {} comme nom d'utilisateur ?",
      "¿Usar {} como nombre de usuario?",
      "将用户名设为 {}？"),
  SET_USERNAME("Set username", "Définir", "Cambiar nombre de usuario", "设置用户名"),

  // What blocks the app
  LOG_IN("Log in to TikTok", "Se connecter à TikTok", "Inicia sesión en TikTok", "登录 TikTok"),
  LOG_IN_WAYS(
      "Use phone / email / username",
      "Utiliser un téléphone / e-mail / nom d'utilisateur",
      "Usar teléfono / correo / nombre de usuario",
      "使用手机号 / 邮箱 / 用户名"),
  VERIFY("Verify to continue", "Vérifie pour continuer", "Verifica para continuar", "验证以继续"),
  DRAG_SLIDER(
      "Drag the slider to fit the puzzle",
      "Fais glisser le curseur pour compléter le puzzle",
      "Arrastra el control deslizante para completar el rompecabezas",
      "拖动滑块完成拼图"),
  TOO_FAST(
      "You're doing this too fast. Take a rest and try again later.",
      "Tu vas trop vite. Fais une pause et réessaie plus tard.",
      "Lo estás haciendo demasiado rápido. Descansa e inténtalo más tarde.",
      "你的操作过于频繁。请休息一下再试。"),
  BANNED(
      "Your account was permanently banned",
      "Ton compte a été banni définitivement",
      "Tu cuenta fue suspendida permanentemente",
      "你的账号已被永久封禁"),
  SUSPENDED(
      "Your account is suspended",
      "Ton compte est suspendu",
      "Tu cuenta está suspendida",
      "你的账号已被停用"),

  // Popups
  NOTIFICATIONS_QUESTION(
      "Turn on notifications?",
      "Activer les notifications ?",
      "¿Activar las notificaciones?",
      "开启通知？"),
  TURN_ON("Turn on", "Activer", "Activar", "开启"),
  UPDATE_AVAILABLE(
      "A new version of TikTok is available",
      "Une nouvelle version de TikTok est disponible",
      "Hay una nueva versión de TikTok disponible",
      "TikTok 有新版本可用"),
  UPDATE("Update", "Mettre à jour", "Actualizar", "更新"),
  CONTACTS_QUESTION(
      "Sync your contacts to find friends",
      "Synchronise tes contacts pour trouver des amis",
      "Sincroniza tus contactos para encontrar amigos",
      "同步联系人以查找好友"),
  DONT_ALLOW("Don't allow", "Ne pas autoriser", "No permitir", "不允许");

  private final String english;
  private final String french;
  private final String spanish;
  private final String chinese;

  TikTokLabel(String english, String french, String spanish, String chinese) {
    this.english = english;
    this.french = french;
    this.spanish = spanish;
    this.chinese = chinese;
  }

  @Override
  public String in(Language language) {
    return Label.choose("tiktok." + name(), language, english, french, spanish, chinese);
  }
}
