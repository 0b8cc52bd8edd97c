package io.flyball.app.clients.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;

/** One vendor's interface: what it takes, what it refuses, and the words of its answers. */
interface ModelApi {
    /** Whether the request carries the key where this vendor looks for it. */
    boolean hasKey(Headers headers, String query);

    /** Answers a GET: lists of models and the like, never billed. */
    ModelAnswer get(String path);

    /** Answers a POST; asks for a bill when, and only when, the call is answered. */
    ModelAnswer post(String path, JsonNode request, Biller biller);

    /** An error in the vendor's words. */
    ModelAnswer refusal(int status, String why);

    /** Puts one call on the ledger. */
    interface Biller {
        BilledCall bill(BilledCall.Api api, String model, boolean hourAsked);
    }
}
