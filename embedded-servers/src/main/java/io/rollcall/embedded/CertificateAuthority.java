package io.rollcall.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates for tests of TLS, by the JDK's keytool, as PEM files: that of the authority, and for each name a
 * certificate, its key, and both in one file, as Kafka wants them. They are valid from yesterday on, for ten years.
 */
public final class CertificateAuthority {
    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "changeit";
    private static final char[] SECRET = PASSWORD.toCharArray();
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path directory;
    private final Path store;

    /**
     * The files of a name.
     *
     * @param certificate its certificate
     * @param key the key, PKCS#8 without a password
     * @param both the key, then the certificate
     */
    public record Issued(Path certificate, Path key, Path both) {}

    private CertificateAuthority(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("authority.p12");
    }

    /** Makes an authority of its own in a directory, which is made when it is absent. */
    public static CertificateAuthority in(Path directory) {
        try {
            CertificateAuthority authority =
                    new CertificateAuthority(Files.createDirectories(directory.toAbsolutePath()));
            authority.keytool(AUTHORITY, "-ext", "bc:c");
            authority.write(authority.certificate(), pem("CERTIFICATE", authority.certificate(AUTHORITY)));
            return authority;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make certificates in " + directory, unwritable);
        }
    }

    /** The certificate by which others recognise what it has issued. */
    public Path certificate() {
        return directory.resolve("ca.pem");
    }

    /**
     * Issues a certificate for {@code CN=name}, good for clients, and for a server that is reached by these hosts.
     *
     * @param hosts as keytool writes them: {@code dns:localhost}, {@code ip:127.0.0.1}; none for a client
     */
    public Issued issue(String name, String... hosts) {
        List<String> options = new ArrayList<>(List.of("-signer", AUTHORITY, "-ext", "eku=serverAuth,clientAuth"));
        if (hosts.length > 0) {
            options.addAll(List.of("-ext", "san=" + String.join(",", hosts)));
        }
        try {
            keytool(name, options.toArray(String[]::new));
            Path certificate = directory.resolve(name + ".pem");
            Path key = directory.resolve(name + ".key");
            Path both = directory.resolve(name + "-both.pem");
            String certificateText = pem("CERTIFICATE", certificate(name));
            String keyText = pem("PRIVATE KEY", key(name));
            write(certificate, certificateText);
            write(key, keyText);
            write(both, keyText + certificateText);
            return new Issued(certificate, key, both);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make a certificate in " + directory, unwritable);
        }
    }

    /** What a client of a test needs that trusts this authority and shows no certificate. */
    public SSLContext trusting() {
        return context(null);
    }

    /** The same, which shows the certificate issued for that name. */
    public SSLContext of(String name) {
        return context(name);
    }

    private SSLContext context(@Nullable String name) {
        try {
            KeyStore all = load();
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(AUTHORITY, all.getCertificate(AUTHORITY));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (name != null) {
                own.setKeyEntry(name, all.getKey(name, SECRET), SECRET, all.getCertificateChain(name));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, SECRET);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException("cannot use what keytool made in " + directory, unusable);
        }
    }

    private void keytool(String name, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-startdate", "-1d", "-validity", "3650", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = keytool.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool was at work", interrupted);
        }
    }

    private byte[] certificate(String name) throws IOException {
        try {
            Certificate certificate = load().getCertificate(name);
            if (certificate == null) {
                throw new IOException("keytool made no certificate for " + name);
            }
            return certificate.getEncoded();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("cannot read what keytool made", unreadable);
        }
    }

    private byte[] key(String name) throws IOException {
        try {
            Key key = load().getKey(name, SECRET);
            if (key == null) {
                throw new IOException("keytool made no key for " + name);
            }
            return key.getEncoded();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("cannot read what keytool made", unreadable);
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), SECRET);
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + what + "-----\n";
    }
}
