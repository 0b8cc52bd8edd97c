package io.flyball.alerting.slack;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.response.files.FilesCompleteUploadExternalResponse;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.words.AlertWords;
import io.flyball.alerting.words.Mrkdwn;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a picture beside a message where the token allows it. A picture that fails is left out: the message is there. */
public final class SlackCharts {
    private static final Logger LOG = LoggerFactory.getLogger(SlackCharts.class);
    private static final Set<String> NEVER = Set.of("missing_scope", "not_allowed_token_type", "unknown_method");
    private static final int ALT_CHARS = 500;

    private final Slack slack;
    private final MethodsClient methods;
    private final SlackRests rests;
    private final ChartSource source;
    private volatile boolean mayNot;

    SlackCharts(Slack slack, MethodsClient methods, SlackRests rests, ChartSource source) {
        this.slack = slack;
        this.methods = methods;
        this.rests = rests;
        this.source = source;
    }

    /** Uploads the picture into the message's thread. */
    void attach(AlertCase of, String channel, String ts) {
        if (mayNot) {
            return;
        }
        source.chartOf(of).ifPresent(png -> upload(of, png, channel, ts));
    }

    private void upload(AlertCase of, byte[] png, String channel, String ts) {
        String title = Mrkdwn.plain(AlertWords.what(of.course().latest()), ALT_CHARS);
        SlackCalls.Outcome<FilesGetUploadURLExternalResponse> place = rests.call(
                "files.getUploadURLExternal",
                () -> methods.filesGetUploadURLExternal(
                        r -> r.filename("spend.png").length(png.length).altTxt(title)),
                channel);
        FilesGetUploadURLExternalResponse where = place.response();
        if (where == null) {
            failed(place.error());
            return;
        }
        if (!send(where.getUploadUrl(), png)) {
            return;
        }
        SlackCalls.Outcome<FilesCompleteUploadExternalResponse> done = rests.call(
                "files.completeUploadExternal",
                () -> methods.filesCompleteUploadExternal(r -> r.files(List.of(FileDetails.builder()
                                .id(where.getFileId())
                                .title(title)
                                .build()))
                        .channelId(channel)
                        .threadTs(ts)),
                channel);
        if (done.response() == null) {
            failed(done.error());
        }
    }

    private boolean send(String url, byte[] png) {
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(png, MediaType.parse("image/png")))
                .build();
        try (Response response =
                slack.getHttpClient().getOkHttpClient().newCall(request).execute()) {
            return response.isSuccessful();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A chart was not uploaded", e);
            return false;
        }
    }

    private void failed(String error) {
        if (NEVER.contains(error)) {
            mayNot = true;
            LOG.info("Slack does not let the bot upload charts ({}): alerts come without them", error);
        } else {
            LOG.debug("A chart was not uploaded: {}", error);
        }
    }
}
