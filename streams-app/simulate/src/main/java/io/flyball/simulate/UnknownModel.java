package io.flyball.simulate;

import java.util.List;

/**
 * A model that some people try before anybody has entered its price.
 *
 * @param startMs its first call may end then, epoch ms
 * @param announcedMs when its price is entered, epoch ms
 * @param users who tries it
 */
record UnknownModel(Model model, long startMs, long announcedMs, List<Member> users) {}
