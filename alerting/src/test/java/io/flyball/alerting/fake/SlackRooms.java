package io.flyball.alerting.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The fake's channels, people and messages: what each method does once the door has let it in. */
final class SlackRooms {
    private static final int MAX_TEXT = 40_000;
    private static final int PAGE = 2;

    final Map<String, String> channelByName = new ConcurrentHashMap<>();
    /** Ids of channels that the bot is not in. */
    final Set<String> outside = ConcurrentHashMap.newKeySet();

    final Map<String, String> userByEmail = new ConcurrentHashMap<>();
    final List<SlackPost> posts = new CopyOnWriteArrayList<>();
    final List<SlackPost> shown = new CopyOnWriteArrayList<>();
    final List<String> views = new CopyOnWriteArrayList<>();
    final List<String> files = new CopyOnWriteArrayList<>();

    /** Answers a method of the Web API by its form. */
    String call(String method, Map<String, String> form, String uploadUrl) {
        return switch (method) {
            case "auth.test" -> "{\"ok\":true,\"team\":\"Fake\",\"user\":\"flyball\",\"user_id\":\"U000BOT\"}";
            case "chat.postMessage" -> post(form);
            case "chat.update" -> update(form);
            case "conversations.list" -> list(form);
            case "conversations.open" -> open(form.getOrDefault("users", ""));
            case "conversations.history" -> messages(form, "");
            case "conversations.replies" -> messages(form, form.getOrDefault("ts", ""));
            case "users.lookupByEmail" -> lookUp(form.getOrDefault("email", ""));
            case "users.info" -> info(form.getOrDefault("user", ""));
            case "views.open" -> view(form);
            case "files.getUploadURLExternal" -> uploadTo(form, uploadUrl);
            case "files.completeUploadExternal" -> uploaded(form);
            default -> notOk("unknown_method");
        };
    }

    private String post(Map<String, String> form) {
        String named = form.getOrDefault("channel", "");
        String channel = channelByName.containsValue(named) ? named : channelByName.get(named);
        if (channel == null || isPrivate(channel) && outside.contains(channel)) {
            return notOk("channel_not_found");
        }
        String thread = form.getOrDefault("thread_ts", "");
        if (!thread.isEmpty() && find(channel, thread).isEmpty()) {
            return notOk("thread_not_found");
        }
        String error = messageError(form);
        if (error != null) {
            return notOk(error);
        }
        String ts = String.format("1700000000.%06d", posts.size() + 1);
        SlackPost post = of("chat.postMessage", channel, ts, thread, form);
        posts.add(post);
        shown.add(post);
        return told(channel, ts);
    }

    private String update(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        Optional<SlackPost> before = find(channel, form.getOrDefault("ts", ""));
        if (!channelByName.containsValue(channel)) {
            return notOk("channel_not_found");
        }
        if (before.isEmpty()) {
            return notOk("message_not_found");
        }
        String error = messageError(form);
        if (error != null) {
            return notOk(error);
        }
        SlackPost old = before.get();
        SlackPost changed = new SlackPost(
                "chat.update",
                channel,
                old.ts(),
                form.getOrDefault("text", ""),
                form.getOrDefault("blocks", ""),
                old.threadTs(),
                old.metadata());
        posts.add(changed);
        shown.set(shown.indexOf(old), changed);
        return told(channel, old.ts());
    }

    private Optional<SlackPost> find(String channel, String ts) {
        return shown.stream()
                .filter(post -> post.channel().equals(channel) && post.ts().equals(ts))
                .findFirst();
    }

    private String open(String users) {
        String channel = channelByName.get(users);
        if (channel == null || !users.matches("[UW][A-Z0-9]+")) {
            return notOk("user_not_found");
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        JsonObject opened = new JsonObject();
        opened.addProperty("id", channel);
        answer.add("channel", opened);
        return answer.toString();
    }

    /** Channels in order of their names, so many a page as are asked for, but two at most. */
    private String list(Map<String, String> form) {
        List<String> types =
                List.of(form.getOrDefault("types", "public_channel").split(","));
        List<Map.Entry<String, String>> seen = channelByName.entrySet().stream()
                .filter(e -> e.getKey().startsWith("#") && types.contains(typeOf(e.getValue())))
                .filter(e -> !isPrivate(e.getValue()) || !outside.contains(e.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        String limit = form.getOrDefault("limit", "100");
        String cursor = form.getOrDefault("cursor", "");
        if (!limit.matches("[1-9][0-9]{0,2}")) {
            return notOk("invalid_limit");
        }
        if (!cursor.matches("[0-9]{0,9}")) {
            return notOk("invalid_cursor");
        }
        int from = cursor.isEmpty() ? 0 : Math.min(seen.size(), Integer.parseInt(cursor));
        int to = Math.min(seen.size(), from + Math.min(PAGE, Integer.parseInt(limit)));
        JsonArray channels = new JsonArray();
        seen.subList(from, to).forEach(e -> {
            JsonObject channel = new JsonObject();
            channel.addProperty("id", e.getValue());
            channel.addProperty("name", e.getKey().substring(1));
            channels.add(channel);
        });
        JsonObject metadata = new JsonObject();
        metadata.addProperty("next_cursor", to < seen.size() ? Integer.toString(to) : "");
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.add("channels", channels);
        answer.add("response_metadata", metadata);
        return answer.toString();
    }

    private static String typeOf(String id) {
        return isPrivate(id) ? "private_channel" : "public_channel";
    }

    private static boolean isPrivate(String id) {
        return id.startsWith("G");
    }

    private String messages(Map<String, String> form, String threadTs) {
        String channel = form.getOrDefault("channel", "");
        if (!channelByName.containsValue(channel) || isPrivate(channel) && outside.contains(channel)) {
            return notOk("channel_not_found");
        }
        if (outside.contains(channel)) {
            return notOk("not_in_channel");
        }
        boolean metadata = form.getOrDefault("include_all_metadata", "").matches("1|true");
        JsonArray messages = new JsonArray();
        int limit = Integer.parseInt(form.getOrDefault("limit", "100"));
        for (int i = shown.size() - 1; i >= 0 && messages.size() < limit; i--) {
            SlackPost post = shown.get(i);
            boolean here = threadTs.isEmpty()
                    ? post.threadTs().isEmpty()
                    : post.threadTs().equals(threadTs) || post.ts().equals(threadTs);
            if (here && post.channel().equals(channel)) {
                JsonObject message = new JsonObject();
                message.addProperty("ts", post.ts());
                message.addProperty("text", post.text());
                if (metadata && !post.metadata().isEmpty()) {
                    message.add("metadata", JsonParser.parseString(post.metadata()));
                }
                messages.add(message);
            }
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.add("messages", messages);
        return answer.toString();
    }

    private String lookUp(String email) {
        String user = userByEmail.get(email);
        return user == null ? notOk("users_not_found") : "{\"ok\":true,\"user\":{\"id\":\"" + user + "\"}}";
    }

    private String info(String user) {
        for (Map.Entry<String, String> entry : userByEmail.entrySet()) {
            if (entry.getValue().equals(user)) {
                return "{\"ok\":true,\"user\":{\"id\":\"" + user + "\",\"profile\":{\"email\":\"" + entry.getKey()
                        + "\"}}}";
            }
        }
        return notOk("user_not_found");
    }

    private String view(Map<String, String> form) {
        String view = form.getOrDefault("view", "");
        if (form.getOrDefault("trigger_id", "").isBlank()) {
            return notOk("invalid_trigger_id");
        }
        String error = BlockRules.viewErrorIn(view);
        if (error != null) {
            return notOk(error);
        }
        views.add(view);
        return "{\"ok\":true,\"view\":{\"id\":\"V1\"}}";
    }

    private static String uploadTo(Map<String, String> form, String uploadUrl) {
        return form.getOrDefault("length", "0").matches("[1-9][0-9]*")
                ? "{\"ok\":true,\"file_id\":\"F1\",\"upload_url\":\"" + uploadUrl + "\"}"
                : notOk("invalid_arguments");
    }

    private String uploaded(Map<String, String> form) {
        if (find(form.getOrDefault("channel_id", ""), form.getOrDefault("thread_ts", ""))
                .isEmpty()) {
            return notOk("channel_not_found");
        }
        files.add(form.getOrDefault("files", ""));
        return "{\"ok\":true,\"files\":[{\"id\":\"F1\"}]}";
    }

    static @Nullable String messageError(Map<String, String> form) {
        String text = form.getOrDefault("text", "");
        String blocks = form.getOrDefault("blocks", "");
        if (text.isBlank() && (blocks.isBlank() || blocks.equals("[]"))) {
            return "no_text";
        }
        if (text.length() > MAX_TEXT) {
            return "msg_too_long";
        }
        return blocks.isBlank() ? null : BlockRules.errorIn(blocks);
    }

    static SlackPost of(String method, String channel, String ts, String threadTs, Map<String, String> form) {
        return new SlackPost(
                method,
                channel,
                ts,
                form.getOrDefault("text", ""),
                form.getOrDefault("blocks", ""),
                threadTs,
                form.getOrDefault("metadata", ""));
    }

    private static String told(String channel, String ts) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.addProperty("channel", channel);
        answer.addProperty("ts", ts);
        return answer.toString();
    }

    static String notOk(String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", error);
        return answer.toString();
    }
}
