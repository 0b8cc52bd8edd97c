package io.flyball.gateway;

import java.io.IOException;

/** A value on the throttle topic that is no signal; the message says what is wrong with which field. */
final class UnreadableSignalException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN_CHARS = 60;

    UnreadableSignalException(String message) {
        super(message);
    }

    /** Foreign text as a log line can bear it: short, without control characters. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN_CHARS); i++) {
            out.append(Character.isISOControl(text.charAt(i)) ? '?' : text.charAt(i));
        }
        return text.length() > SHOWN_CHARS ? out.append("...").toString() : out.toString();
    }
}
