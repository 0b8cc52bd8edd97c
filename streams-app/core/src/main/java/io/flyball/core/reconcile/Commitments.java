package io.flyball.core.reconcile;

/** Which usage is paid by a commitment: it stands in reports of usage and in none of costs, so it is not compared. */
final class Commitments {
    private Commitments() {}

    static boolean covers(String provider, String serviceTier) {
        return provider.equals("anthropic") && serviceTier.equals("priority");
    }
}
