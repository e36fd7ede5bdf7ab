package dev.drover.bootstrap.vendorpages;

import static dev.drover.bootstrap.vendorpages.Claim.claim;
import static dev.drover.bootstrap.vendorpages.Expect.creates;
import static dev.drover.bootstrap.vendorpages.Expect.createsWarning;
import static dev.drover.bootstrap.vendorpages.Expect.refuses;
import static dev.drover.bootstrap.vendorpages.Expect.tasks;
import static dev.drover.bootstrap.vendorpages.Request.script;
import static dev.drover.bootstrap.vendorpages.Request.task;

import java.util.List;

/** Facts of the page about {@code post}. */
final class PostPage {
  private PostPage() {}

  private static Claim accepted(String words, String config) {
    return claim(words, script("post", config), creates(1));
  }

  private static Claim refused(String words, String config, String field) {
    return claim(words, script("post", config), refuses("/script_config/" + field));
  }

  static List<Claim> content() {
    return List.of(
        accepted("no parameter at all: everything has a default", ""),
        accepted("content_type 0: a video", "'content_type': 0"),
        accepted("content_type 1: images", "'content_type': 1"),
        accepted("content_type as a text", "'content_type': '1'"),
        accepted("content_type as 0.0, which is 0", "'content_type': 0.0"),
        refused("content_type 2", "'content_type': 2", "content_type"),
        refused("content_type in words", "'content_type': 'video'", "content_type"),
        accepted("image_count 1", "'content_type': 1, 'image_count': 1"),
        accepted("image_count 5", "'content_type': 1, 'image_count': 5"),
        accepted("image_count 35", "'content_type': 1, 'image_count': 35"),
        accepted("image_count as a text", "'content_type': 1, 'image_count': '5'"),
        refused("image_count 0", "'content_type': 1, 'image_count': 0", "image_count"),
        refused("image_count 36", "'content_type': 1, 'image_count': 36", "image_count"),
        accepted("captions", "'captions': 'Look at this! #viral #fyp'"),
        accepted(
            "captions in spintax", "'captions': '{Hello|Hi|Hey} from {the sea|a {boat|ship}}'"),
        accepted("captions with a title", "'captions': 'A title##A description 🔥'"),
        accepted("captions empty", "'captions': ''"),
        accepted("captions null", "'captions': null"),
        accepted("post_way share", "'post_way': 'share'"),
        accepted("post_way addButton", "'post_way': 'addButton'"),
        accepted("post_way useSound with a sound", "'post_way': 'useSound', 'sound_name': 'River'"),
        accepted("post_way empty is as if absent", "'post_way': ''"),
        refused("post_way of another value", "'post_way': 'upload'", "post_way"));
  }

  static List<Claim> material() {
    return List.of(
        accepted("material_source materialLibrary", "'material_source': 'materialLibrary'"),
        accepted(
            "material_source localFolder with a folder",
            "'material_source': 'localFolder', 'material_path': '{materials}'"),
        accepted("material_source empty is as if absent", "'material_source': ''"),
        refused(
            "material_source of another value", "'material_source': 'cloud'", "material_source"),
        refused(
            "material_path is required with localFolder",
            "'material_source': 'localFolder'",
            "material_path"),
        refused(
            "material_path empty is none",
            "'material_source': 'localFolder', 'material_path': ''",
            "material_path"),
        accepted("material_path empty beside the library", "'material_path': ''"),
        claim(
            "material_list: paths or names; a warning while there is no such file",
            script("post", "'material_list': ['video1.mp4']"),
            createsWarning(1, "video1.mp4")),
        claim(
            "material_list with a path of another machine; a warning too",
            script("post", "'material_list': ['C:/Videos/video1.mp4'], 'upload_wait_time': 60"),
            createsWarning(1, "video1.mp4")),
        accepted(
            "material_list wins over the folder, which need not be given then",
            "'material_source': 'localFolder', 'material_list': ['{materials}/there.mp4']"),
        accepted("material_list empty is as if absent", "'material_list': []"),
        refused(
            "material_list empty does not spare the folder",
            "'material_source': 'localFolder', 'material_list': []",
            "material_path"),
        accepted("materials_tags, separated by commas", "'materials_tags': 'trending, dance'"),
        accepted("materials_tags empty", "'materials_tags': ''"));
  }

  static List<Claim> waitingAndSound() {
    return List.of(
        accepted("upload_wait_time in seconds", "'upload_wait_time': 60"),
        accepted("upload_wait_time as a text", "'upload_wait_time': '60'"),
        accepted("upload_wait_time with a fraction of zero", "'upload_wait_time': 600.0"),
        accepted("upload_wait_time with a fraction", "'upload_wait_time': 12.5"),
        refused("upload_wait_time below 0", "'upload_wait_time': -1", "upload_wait_time"),
        refused("upload_wait_time in words", "'upload_wait_time': 'long'", "upload_wait_time"),
        accepted("sound_wait_time in seconds", "'sound_wait_time': 10"),
        accepted("sound_wait_time as a text", "'sound_wait_time': '15'"),
        accepted("add_sound '-1': as the app does", "'add_sound': '-1'"),
        accepted("add_sound '0': none", "'add_sound': '0'"),
        accepted("add_sound '1': a recommended one", "'add_sound': '1'"),
        accepted("add_sound -1 as a number", "'add_sound': -1"),
        accepted("add_sound 0 as a number", "'add_sound': 0"),
        accepted("add_sound 1 as a number", "'add_sound': 1"),
        accepted(
            "add_sound custom with a keyword",
            "'add_sound': 'custom', 'custom_sound_keyword': 'trending dance'"),
        accepted("add_sound empty is as if absent", "'add_sound': ''"),
        refused("add_sound of another value", "'add_sound': 'loud'", "add_sound"),
        refused(
            "custom_sound_keyword is required with custom",
            "'add_sound': 'custom'",
            "custom_sound_keyword"),
        refused(
            "custom_sound_keyword empty is none",
            "'add_sound': 'custom', 'custom_sound_keyword': ''",
            "custom_sound_keyword"),
        refused("sound_name is required with useSound", "'post_way': 'useSound'", "sound_name"),
        refused(
            "sound_name empty is none", "'post_way': 'useSound', 'sound_name': ''", "sound_name"),
        accepted(
            "sound_name as an address",
            "'post_way': 'useSound', 'sound_name':"
                + " 'https://www.tiktok.com/music/original-sound-7123456789'"),
        accepted("origin_sound_volume 0", "'origin_sound_volume': 0"),
        accepted("origin_sound_volume 100", "'origin_sound_volume': 100"),
        refused("origin_sound_volume 101", "'origin_sound_volume': 101", "origin_sound_volume"),
        accepted("add_sound_volume 0", "'add_sound_volume': 0"),
        accepted("add_sound_volume 100", "'add_sound_volume': 100"),
        accepted("add_sound_volume as a text", "'add_sound_volume': '70'"),
        refused("add_sound_volume -1", "'add_sound_volume': -1", "add_sound_volume"));
  }

  static List<Claim> ofOneApp() {
    return List.of(
        accepted("add_product_link 0", "'add_product_link': 0"),
        accepted("add_product_link 1", "'add_product_link': 1"),
        accepted("add_product_link as a text", "'add_product_link': '0'"),
        refused("add_product_link 2", "'add_product_link': 2", "add_product_link"),
        onInstagram("placement reel", "'placement': 'reel'", creates(1)),
        onInstagram("placement story", "'placement': 'story'", creates(1)),
        onInstagram("placement empty is as if absent", "'placement': ''", creates(1)),
        onInstagram(
            "placement of another value",
            "'placement': 'wall'",
            refuses("/script_config/placement")),
        onInstagram(
            "a sound, which Instagram's script has not, is ignored with a warning",
            "'add_sound': 'custom', 'custom_sound_keyword': 'dance'",
            createsWarning(1, "add_sound")),
        onInstagram(
            "a volume is ignored with a warning",
            "'origin_sound_volume': 30",
            createsWarning(1, "origin_sound_volume")),
        onInstagram(
            "the other volume, too",
            "'add_sound_volume': 70",
            createsWarning(1, "add_sound_volume")),
        onInstagram(
            "a product link is no small thing: refused",
            "'add_product_link': 1",
            refuses("/script_config/add_product_link")),
        claim(
            "placement story for an account of TikTok is refused",
            task(
                "'usernames': ['user1'], 'script_name': 'post', 'script_config': {'placement':"
                    + " 'story'}"),
            refuses("/script_config/placement")),
        claim(
            "a sound with enable_multi_account: for both apps, with a warning for Instagram",
            task(
                "'serials': ['device_1'], 'enable_multi_account': true, 'script_name': 'post',"
                    + " 'script_config': {'origin_sound_volume': 30}"),
            createsWarning(3, "origin_sound_volume")),
        claim(
            "a reel with enable_multi_account: for the account of Instagram alone, with a warning",
            task(
                "'serials': ['device_1'], 'enable_multi_account': true, 'script_name': 'post',"
                    + " 'script_config': {'placement': 'story'}"),
            createsWarning(1, "my_account1"),
            tasks("/username", "'insta_account'")));
  }

  private static Claim onInstagram(String words, String config, Claim.Expectation... expected) {
    return claim(
        "Instagram: " + words,
        task(
            "'usernames': ['insta_account'], 'script_name': 'post', 'script_config': {"
                + config
                + "}"),
        expected);
  }

  /** The examples of the page, by what they combine. */
  static List<Claim> examples() {
    return List.of(
        claim(
            "from the library, by tags, with the app's own sound, on two phones",
            task(
                "'serials': ['device_serial_1', 'device_serial_2'], 'script_name': 'post',"
                    + " 'script_config': {'content_type': 0, 'captions': 'New! #fyp', 'post_way':"
                    + " 'share', 'material_source': 'materialLibrary', 'materials_tags':"
                    + " 'trending, dance', 'upload_wait_time': 60, 'add_sound': '-1'},"
                    + " 'enable_multi_account': false"),
            creates(2)),
        claim(
            "by accounts, with a list of files",
            task(
                "'usernames': ['@user1', '@user2', '@user3'], 'script_name': 'post',"
                    + " 'script_config': {'content_type': 0, 'captions': 'New! #fyp',"
                    + " 'material_list': ['{materials}/video1.mp4'], 'upload_wait_time': 60}"),
            createsWarning(3, "video1.mp4")),
        claim(
            "a reel from a folder, on a phone with an account of Instagram",
            task(
                "'serials': ['device_insta'], 'script_name': 'post', 'script_config':"
                    + " {'content_type': 0, 'captions': 'Amazing! #reels', 'post_way':"
                    + " 'addButton', 'placement': 'reel', 'material_source': 'localFolder',"
                    + " 'material_path': '{materials}', 'upload_wait_time': 45},"
                    + " 'enable_multi_account': true"),
            creates(1),
            tasks("/username", "'insta_only'")),
        claim(
            "with a sound that is searched for, and both volumes",
            script(
                "post",
                "'content_type': 0, 'captions': 'Dancing!', 'post_way': 'share', 'add_sound':"
                    + " 'custom', 'custom_sound_keyword': 'trending dance 2024',"
                    + " 'origin_sound_volume': 30, 'add_sound_volume': 70, 'material_source':"
                    + " 'materialLibrary', 'upload_wait_time': 60"),
            creates(1)),
        claim(
            "with the sound of an address",
            script(
                "post",
                "'post_way': 'useSound', 'sound_name':"
                    + " 'https://www.tiktok.com/music/original-sound-7123456789', 'captions':"
                    + " 'This sound!', 'material_source': 'materialLibrary'"),
            creates(1)),
        claim(
            "five images from a folder",
            script(
                "post",
                "'content_type': 1, 'image_count': 5, 'captions': 'Photos! #photocarousel',"
                    + " 'material_source': 'localFolder', 'material_path': '{materials}',"
                    + " 'upload_wait_time': 45"),
            creates(1)));
  }
}
