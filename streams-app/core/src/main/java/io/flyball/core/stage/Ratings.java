package io.flyball.core.stage;

import io.flyball.core.price.Price;
import org.jspecify.annotations.Nullable;

/** What calls cost that were priced anew after their first charge. */
public interface Ratings {
    /** What the call costs at present, or null where its first charge still holds. */
    @Nullable
    Price rating(String payer, String eventId);

    /** The call costs that from now on. */
    void rate(String payer, String eventId, Price price);
}
