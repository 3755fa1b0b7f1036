package io.rollcall.standalone.doctor;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom the doctor trusts, and who it is, over TLS.
 *
 * @param authority PEM with the certificates of those whose certificates are trusted; null for the JDK's own
 * @param own PEM with the doctor's key (PKCS#8) and certificate, as Kafka's clients take them; null for none
 */
record Identity(@Nullable Path authority, @Nullable Path own) {
    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final List<String> KINDS_OF_KEY = List.of("EC", "RSA", "EdDSA");
    private static final char[] NO_SECRET = {};

    /**
     * For connections that are made by the JDK.
     *
     * @throws IOException when a file cannot be read, or holds something else
     */
    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("cannot be used for TLS: " + unusable.getMessage(), unusable);
        }
    }

    /** The same for connections of Redis' client. */
    void addTo(NetClientOptions options) {
        options.setHostnameVerificationAlgorithm("HTTPS");
        if (authority != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
        }
        if (own != null) {
            options.setKeyCertOptions(
                    new PemKeyCertOptions().addKeyPath(own.toString()).addCertPath(own.toString()));
        }
    }

    private TrustManager @Nullable [] trust() throws IOException, GeneralSecurityException {
        if (authority == null) {
            return null;
        }
        KeyStore trusted = empty();
        int number = 0;
        for (Certificate certificate : certificates(authority)) {
            trusted.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
        if (own == null) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry("own", key(own), NO_SECRET, certificates(own).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_SECRET);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        String certificates =
                sections(file, "CERTIFICATE").stream().map(MatchResult::group).collect(Collectors.joining("\n"));
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder()
                .decode(sections(file, "PRIVATE KEY").get(0).group(2));
        for (String kind : KINDS_OF_KEY) {
            Optional<PrivateKey> key = key(encoded, kind);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException(file + " has a key that is none of " + KINDS_OF_KEY);
    }

    private static Optional<PrivateKey> key(byte[] encoded, String kind) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException anotherKind) {
            return Optional.empty();
        }
    }

    private static List<MatchResult> sections(Path file, String kind) throws IOException {
        List<MatchResult> sections = SECTION.matcher(Files.readString(file))
                .results()
                .filter(section -> section.group(1).equals(kind))
                .toList();
        if (sections.isEmpty()) {
            throw new IOException(file + " holds no " + kind + " in PEM");
        }
        return sections;
    }
}
