package io.flyball.ingest.http;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** The common name in the subject of a certificate. */
final class CommonName {
    private CommonName() {}

    /** The first CN of a name by RFC 2253, or null where there is none. */
    static @Nullable String of(String distinguishedName) {
        try {
            for (Rdn part : new LdapName(distinguishedName).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
            return null;
        } catch (InvalidNameException noName) {
            return null;
        }
    }
}
