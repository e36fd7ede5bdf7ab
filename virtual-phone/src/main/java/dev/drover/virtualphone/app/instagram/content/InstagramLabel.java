package dev.drover.virtualphone.app.instagram.content;

import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.config.Language;

/**
 * The texts of the Instagram-like app's screens and the descriptions of its icons, in English,
 * French, Spanish and Chinese; the other languages are in files. A brace pair stands for a name or
 * a text; {@code %n}, {@code %r} and {@code %c} stand for numbers.
 */
public enum InstagramLabel implements Label {
  // The bar at the bottom
  HOME("Home", "Accueil", "Inicio", "首页"),
  SEARCH_AND_EXPLORE("Search and explore", "Rechercher et explorer", "Buscar y explorar", "搜索与探索"),
  CREATE("Create", "Créer", "Crear", "创建"),
  CREATE_NEW("Create New", "Créer", "Crear nuevo", "创建"),
  CREATE_REEL("Create new reel", "Créer un reel", "Crear reel", "创建新 Reels"),
  CREATE_POST("Create new post", "Créer une publication", "Crear publicación", "创建新帖子"),
  CREATE_STORY("Create new story", "Créer une story", "Crear historia", "创建新快拍"),
  REELS("Reels", "Reels", "Reels", "Reels"),
  MESSAGES("Message", "Envoyer un message", "Mensaje", "消息"),
  PROFILE("Profile", "Profil", "Perfil", "主页"),
  // Everywhere
  BACK("Back", "Retour", "Atrás", "返回"),
  CANCEL("Cancel", "Annuler", "Cancelar", "取消"),
  NEXT("Next", "Suivant", "Siguiente", "下一步"),
  OK("OK", "OK", "Aceptar", "确定"),
  NOT_NOW("Not now", "Pas maintenant", "Ahora no", "以后再说"),
  SHARE("Share", "Partager", "Compartir", "分享"),
  MORE("More", "Plus", "Más", "更多"),
  // Posts and reels
  YOUR_STORY("Your story", "Votre story", "Tu historia", "你的快拍"),
  ADD_TO_STORY("Add to story", "Ajouter à la story", "Añadir a la historia", "添加到快拍"),
  STORY_OF(
      "{}'s story, Unseen.", "Story de {}, non vue.", "Historia de {}, no vista.", "{} 的快拍，未看。"),
  LIKE("Like", "J’aime", "Me gusta", "赞"),
  UNLIKE("Unlike", "Ne plus aimer", "Ya no me gusta", "取消赞"),
  COMMENT("Comment", "Commenter", "Comentar", "评论"),
  SEND_POST("Send post", "Envoyer la publication", "Enviar publicación", "发送帖子"),
  SAVE_POST(
      "Add to Saved", "Ajouter aux enregistrements", "Agregar a elementos guardados", "添加到收藏"),
  UNSAVE_POST(
      "Remove from saved", "Supprimer des enregistrements", "Eliminar de guardados", "从收藏中移除"),
  SAVE("Save", "Enregistrer", "Guardar", "收藏"),
  UNSAVE("Unsave", "Ne plus enregistrer", "No guardar", "取消收藏"),
  NOT_INTERESTED("Not interested", "Pas intéressé(e)", "No me interesa", "不感兴趣"),
  REEL_BY(
      "Reel by {}. Double tap to play or pause.",
      "Reel de {}. Appuyez deux fois pour lire ou mettre en pause.",
      "Reel de {}. Toca dos veces para reproducir o pausar.",
      "{} 的 Reels。双击即可播放或暂停。"),
  PICTURE_OF("Profile picture of {}", "Photo de profil de {}", "Foto de perfil de {}", "{} 的头像"),
  SPONSORED("Sponsored", "Sponsorisé", "Publicidad", "赞助内容"),
  LEARN_MORE("Learn more", "En savoir plus", "Más información", "了解详情"),
  WATCH_LIVE(
      "Tap to watch live video",
      "Appuyez pour regarder la vidéo en direct",
      "Toca para ver el video en vivo",
      "点击观看直播视频"),
  POSTS("Posts", "Publications", "Publicaciones", "帖子"),
  POST_UNAVAILABLE(
      "Post isn't available",
      "Publication non disponible",
      "La publicación no está disponible",
      "帖子无法查看"),
  // Comments
  COMMENTS("Comments", "Commentaires", "Comentarios", "评论"),
  COMMENTS_OFF(
      "Comments are turned off",
      "Les commentaires sont désactivés",
      "Los comentarios están desactivados",
      "评论功能已关闭"),
  ADD_COMMENT(
      "Add a comment for {}…",
      "Ajouter un commentaire pour {}…",
      "Añade un comentario para {}…",
      "为 {} 添加评论…"),
  POST_COMMENT("Post", "Publier", "Publicar", "发布"),
  COMMENT_NOT_POSTED(
      "Couldn't post comment",
      "Impossible de publier le commentaire",
      "No se pudo publicar el comentario",
      "无法发布评论"),
  REPLY("Reply", "Répondre", "Responder", "回复"),
  // Search
  SEARCH("Search", "Rechercher", "Buscar", "搜索"),
  FOR_YOU("For you", "Pour vous", "Para ti", "为你推荐"),
  ACCOUNTS("Accounts", "Comptes", "Cuentas", "账号"),
  TAGS("Tags", "Hashtags", "Hashtags", "话题标签"),
  NO_RESULTS(
      "No results found for \"{}\"",
      "Aucun résultat pour « {} »",
      "No se encontraron resultados para \"{}\"",
      "找不到与“{}”相关的结果"),
  DISPLAY_NAME("Name of {}", "Nom de {}", "Nombre de {}", "{} 的名字"),
  // Profiles
  USER_NOT_FOUND("User not found", "Utilisateur introuvable", "No se encontró el usuario", "找不到用户"),
  FOLLOW("Follow", "Suivre", "Seguir", "关注"),
  FOLLOW_BACK("Follow back", "Suivre en retour", "Seguir también", "回关"),
  FOLLOWING("Following", "Suivi(e)", "Siguiendo", "已关注"),
  REQUESTED("Requested", "Demandé", "Solicitado", "已请求"),
  FOLLOW_NAME("Follow {}", "Suivre {}", "Seguir a {}", "关注 {}"),
  MESSAGE("Message", "Contacter", "Mensaje", "发消息"),
  POST_COUNT("posts", "publications", "publicaciones", "帖子"),
  FOLLOWER_COUNT("followers", "followers", "seguidores", "粉丝"),
  FOLLOWING_COUNT("following", "suivi(e)s", "seguidos", "关注"),
  OPTIONS("Options", "Options", "Opciones", "选项"),
  EDIT_PROFILE("Edit profile", "Modifier le profil", "Editar perfil", "编辑主页"),
  SHARE_PROFILE("Share profile", "Partager le profil", "Compartir perfil", "分享主页"),
  PROFILE_PICTURE("Profile picture", "Photo de profil", "Foto de perfil", "头像"),
  NO_STORY(
      "Your profile. No story",
      "Votre profil. Aucune story",
      "Tu perfil. Sin historia",
      "你的主页。没有快拍"),
  HAS_STORY(
      "Your profile. New story",
      "Votre profil. Nouvelle story",
      "Tu perfil. Historia nueva",
      "你的主页。有新快拍"),
  REEL_CELL(
      "Reel by {} at row %r, column %c",
      "Reel par {} à la ligne %r, colonne %c",
      "Reel de {} en la fila %r, columna %c",
      "{} 的 Reels，第 %r 行，第 %c 列"),
  PHOTO_CELL(
      "Photo by {} at row %r, column %c",
      "Photo de {} à la ligne %r, colonne %c",
      "Foto de {} en la fila %r, columna %c",
      "{} 的照片，第 %r 行，第 %c 列"),
  ADD_ACCOUNT(
      "Add Instagram account",
      "Ajouter un compte Instagram",
      "Añadir cuenta de Instagram",
      "添加 Instagram 账号"),
  CLOSE_FRIENDS(
      "Add to close friends list",
      "Ajouter à la liste Ami(e)s proches",
      "Añadir a la lista de mejores amigos",
      "添加到密友名单"),
  MUTE("Mute", "Sourdine", "Silenciar", "隐藏"),
  UNFOLLOW("Unfollow", "Ne plus suivre", "Dejar de seguir", "取消关注"),
  PRIVATE_AGAIN(
      "If you change your mind, you'll have to request to follow @{} again.",
      "Si vous changez d’avis, vous devrez redemander à suivre @{}.",
      "Si cambias de opinión, tendrás que volver a solicitar seguir a @{}.",
      "如果你改变主意，需要重新请求关注 @{}。"),
  // Making a post
  NEW_POST("New post", "Nouvelle publication", "Nueva publicación", "新帖子"),
  NEW_REEL("New reel", "Nouveau reel", "Nuevo reel", "新 Reels"),
  POST_TAB("POST", "PUBLICATION", "PUBLICACIÓN", "帖子"),
  STORY_TAB("STORY", "STORY", "HISTORIA", "快拍"),
  REEL_TAB("REEL", "REEL", "REEL", "REELS"),
  OPEN_CAMERA("Open camera", "Ouvrir l’appareil photo", "Abrir cámara", "打开相机"),
  SELECT_MULTIPLE("Select multiple", "Sélectionner plusieurs", "Seleccionar varios", "选择多个"),
  UNSELECTED("Unselected {}", "Non sélectionné : {}", "No seleccionado: {}", "未选择：{}"),
  SELECTED(
      "Selected media number %n {}",
      "Média sélectionné numéro %n {}", "Elemento seleccionado número %n {}", "已选择第 %n 项 {}"),
  VIDEO_THUMBNAIL(
      "Video thumbnail created on {}",
      "Miniature de vidéo créée le {}",
      "Miniatura de video creada el {}",
      "创建于 {} 的视频缩略图"),
  PHOTO_THUMBNAIL(
      "Photo thumbnail created on {}",
      "Miniature de photo créée le {}",
      "Miniatura de foto creada el {}",
      "创建于 {} 的照片缩略图"),
  NO_MEDIA("No photos or videos", "Aucune photo ou vidéo", "No hay fotos ni videos", "没有照片或视频"),
  NO_MEDIA_ACCESS(
      "Allow Instagram to access your photos and videos",
      "Autorisez Instagram à accéder à vos photos et vidéos",
      "Permite que Instagram acceda a tus fotos y videos",
      "允许 Instagram 访问你的照片和视频"),
  EDIT_VIDEO("Edit video", "Modifier la vidéo", "Editar video", "编辑视频"),
  CAPTION_HINT(
      "Write a caption and add hashtags…",
      "Écrivez une légende et ajoutez des hashtags…",
      "Escribe un pie de foto y añade hashtags…",
      "添加说明和话题标签…"),
  TAG_PEOPLE("Tag people", "Identifier des personnes", "Etiquetar personas", "标记用户"),
  ADD_LOCATION("Add location", "Ajouter un lieu", "Añadir ubicación", "添加位置"),
  SAVE_DRAFT("Save draft", "Enregistrer le brouillon", "Guardar borrador", "保存草稿"),
  DISCARD_QUESTION("Discard media?", "Supprimer le contenu ?", "¿Descartar el contenido?", "放弃内容？"),
  DISCARD("Discard", "Supprimer", "Descartar", "放弃"),
  KEEP_EDITING("Keep editing", "Continuer la modification", "Seguir editando", "继续编辑"),
  NOT_LOADED(
      "Couldn't load this file",
      "Impossible de charger ce fichier",
      "No se pudo cargar este archivo",
      "无法加载此文件"),
  SHARING_TO_REELS(
      "Sharing to Reels…", "Partage dans Reels…", "Compartiendo en Reels…", "正在分享到 Reels…"),
  POSTING(
      "Keep Instagram open to finish posting…",
      "Gardez Instagram ouvert pour terminer la publication…",
      "Mantén Instagram abierto para terminar de publicar…",
      "请保持 Instagram 打开以完成发布…"),
  SHARING_TO_STORY(
      "Adding to your story…", "Ajout à votre story…", "Añadiendo a tu historia…", "正在添加到你的快拍…"),
  POSTED("Posted! All set.", "Publié ! Tout est prêt.", "¡Publicado! Todo listo.", "已发布！一切就绪。"),
  REEL_POSTED(
      "Done posting. Want to send it directly to friends?",
      "Publication terminée. Envoyer directement à des ami(e)s ?",
      "Listo, se publicó. ¿Quieres enviarlo directamente a tus amigos?",
      "发布完成。想直接发送给好友吗？"),
  STORY_POSTED("Added to your story", "Ajouté à votre story", "Añadido a tu historia", "已添加到你的快拍"),
  VIDEO_NOT_POSTED(
      "Video can't be posted",
      "Impossible de publier la vidéo",
      "No se puede publicar el video",
      "无法发布视频"),
  PHOTO_NOT_POSTED(
      "Photo can't be posted",
      "Impossible de publier la photo",
      "No se puede publicar la foto",
      "无法发布照片"),
  // What blocks the app
  LOG_IN(
      "Log into Instagram",
      "Se connecter à Instagram",
      "Inicia sesión en Instagram",
      "登录 Instagram"),
  LOG_IN_FIELD(
      "Username, email or mobile number",
      "Nom de profil, e-mail ou numéro de mobile",
      "Nombre de usuario, correo electrónico o número de celular",
      "用户名、邮箱或手机号"),
  LOG_IN_BUTTON("Log in", "Se connecter", "Iniciar sesión", "登录"),
  CONFIRM_HUMAN(
      "Confirm you're human",
      "Confirmez que vous êtes humain(e)",
      "Confirma que eres una persona",
      "确认你是真人"),
  CONFIRM_HOW(
      "To use your account, complete a short check",
      "Pour utiliser votre compte, effectuez une courte vérification",
      "Para usar tu cuenta, completa una breve comprobación",
      "要使用你的账号，请完成简短验证"),
  TOO_FAST(
      "Try again later. We limit how often you can do certain things on Instagram.",
      "Réessayer plus tard. Nous limitons la fréquence de certaines actions sur Instagram.",
      "Vuelve a intentarlo más tarde. Limitamos la frecuencia de ciertas acciones en Instagram.",
      "请稍后再试。我们限制你在 Instagram 上执行某些操作的频率。"),
  SUSPENDED(
      "We suspended your account",
      "Nous avons suspendu votre compte",
      "Suspendimos tu cuenta",
      "我们已停用你的账号"),
  BANNED(
      "We disabled your account",
      "Nous avons désactivé votre compte",
      "Inhabilitamos tu cuenta",
      "我们已禁用你的账号"),
  // Editing the profile
  CHANGE_PHOTO(
      "Edit picture or avatar",
      "Modifier la photo ou l'avatar",
      "Editar foto o avatar",
      "编辑头像或虚拟形象"),
  PHOTO_FROM_GALLERY(
      "Choose from library", "Choisir dans la bibliothèque", "Elegir de la biblioteca", "从图库选择"),
  PROFILE_NAME("Name", "Nom", "Nombre", "姓名"),
  PROFILE_USERNAME("Username", "Nom d'utilisateur", "Nombre de usuario", "用户名"),
  PROFILE_BIO("Bio", "Bio", "Presentación", "个性签名"),
  PROFILE_LINK("Links", "Liens", "Enlaces", "链接"),
  ADD_LINK("Add external link", "Ajouter un lien externe", "Agregar enlace externo", "添加外部链接"),
  PROFILE_SAVE("Done", "Terminé", "Listo", "完成"),
  USERNAME_TAKEN(
      "The username is not available.",
      "Le nom d'utilisateur n'est pas disponible.",
      "El nombre de usuario no está disponible.",
      "该用户名不可用。"),
  USERNAME_TOO_LATELY(
      "You can change your username again in 14 days.",
      "Vous pourrez modifier votre nom d'utilisateur dans 14 jours.",
      "Podrás volver a cambiar tu nombre de usuario en 14 días.",
      "你可以在 14 天后再次更改用户名。"),
  PROFILE_NOT_SAVED(
      "Something went wrong. Try again later.",
      "Une erreur s'est produite. Réessayez plus tard.",
      "Se produjo un error. Vuelve a intentarlo más tarde.",
      "出错了。请稍后再试。"),

  // Popups
  NOTIFICATIONS_QUESTION(
      "Turn on notifications?",
      "Activer les notifications ?",
      "¿Activar las notificaciones?",
      "开启通知？"),
  TURN_ON("Turn on", "Activer", "Activar", "开启"),
  UPDATE_AVAILABLE(
      "Update Instagram to get the latest version",
      "Mettez à jour Instagram pour obtenir la dernière version",
      "Actualiza Instagram para tener la última versión",
      "更新 Instagram 以获取最新版本"),
  UPDATE("Update", "Mettre à jour", "Actualizar", "更新"),
  CONTACTS_QUESTION(
      "Connect contacts to find friends",
      "Associez vos contacts pour trouver des ami(e)s",
      "Conecta tus contactos para encontrar amigos",
      "关联通讯录以查找好友"),
  ALLOW("Allow", "Autoriser", "Permitir", "允许");

  private final String english;
  private final String french;
  private final String spanish;
  private final String chinese;

  InstagramLabel(String english, String french, String spanish, String chinese) {
    this.english = english;
    this.french = french;
    this.spanish = spanish;
    this.chinese = chinese;
  }

  @Override
  public String in(Language language) {
    return Label.choose("instagram." + name(), language, english, french, spanish, chinese);
  }
}
