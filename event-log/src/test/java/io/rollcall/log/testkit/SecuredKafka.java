package io.rollcall.log.testkit;

import io.rollcall.embedded.CertificateAuthority;
import io.rollcall.embedded.CertificateAuthority.Issued;
import io.rollcall.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that asks who comes, over TLS, by password or by certificate, and whose authorizer allows nobody anything
 * unless it is told. The settings are those of docs/guides/security.md.
 */
public final class SecuredKafka implements AutoCloseable {
    private static final String PASSWORDS = "PASSWORDS";
    private static final String CERTIFICATES = "CERTIFICATES";
    private static final int ITERATIONS = 4_096;
    private static final long PATIENCE_SECONDS = 30;
    private static final String LOGIN_MODULES = "org.apache.kafka.common.security.";

    private final CertificateAuthority authority;
    private final EmbeddedKafka kafka;

    private SecuredKafka(CertificateAuthority authority, EmbeddedKafka kafka) {
        this.authority = authority;
        this.kafka = kafka;
    }

    /**
     * Starts it with files in that directory.
     *
     * @param authority whose certificate it shows, and whose certificates it takes
     * @param plainUsers names and passwords of those who come by PLAIN; the others are made by {@link #user}
     */
    public static SecuredKafka start(Path directory, CertificateAuthority authority, Map<String, String> plainUsers) {
        Issued broker = authority.issue("kafka", "dns:localhost", "ip:127.0.0.1");
        Map<String, String> settings = new HashMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", broker.both().toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", authority.certificate().toString());
        settings.put("listener.name.certificates.ssl.client.auth", "required");
        settings.put("listener.name.certificates.ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
        settings.put(
                "listener.name.passwords.scram-sha-512.sasl.jaas.config",
                LOGIN_MODULES + "scram.ScramLoginModule required;");
        StringBuilder plain = new StringBuilder(LOGIN_MODULES + "plain.PlainLoginModule required");
        plainUsers.forEach((name, password) -> plain.append(" user_")
                .append(name)
                .append("=\"")
                .append(password)
                .append('"'));
        settings.put(
                "listener.name.passwords.plain.sasl.jaas.config",
                plain.append(';').toString());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // By the listener that is open to this machine come the broker itself and whoever sets up the test.
        settings.put("super.users", "User:ANONYMOUS");
        return new SecuredKafka(
                authority,
                EmbeddedKafka.start(directory, 0, Map.of(PASSWORDS, "SASL_SSL", CERTIFICATES, "SSL"), settings));
    }

    /** Where everybody on this machine may do everything: for whoever sets up a test. */
    public String open() {
        return kafka.bootstrapServers();
    }

    /** What a client has to be told that comes by TLS and a SCRAM password. */
    public Map<String, String> byScram(String name, String password) {
        return byPassword("SCRAM-SHA-512", "scram.ScramLoginModule", name, password);
    }

    /** The same for PLAIN. */
    public Map<String, String> byPlain(String name, String password) {
        return byPassword("PLAIN", "plain.PlainLoginModule", name, password);
    }

    private Map<String, String> byPassword(String mechanism, String module, String name, String password) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(PASSWORDS),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                LOGIN_MODULES + module + " required username=\"" + name + "\" password=\"" + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.certificate().toString());
    }

    /** What a client has to be told that comes by TLS and a certificate. */
    public Map<String, String> byCertificate(Issued client) {
        Map<String, String> settings = new HashMap<>(byTls());
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", client.both().toString());
        return settings;
    }

    /** The same, without the certificate that is asked for. */
    public Map<String, String> byTls() {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(CERTIFICATES),
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.certificate().toString());
    }

    /** Gives a user a SCRAM password. */
    public void user(String name, String password) {
        admin(admin -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                .all());
    }

    /** Allows a user these operations on a topic. */
    public void allow(String user, String topic, AclOperation... operations) {
        admin(admin ->
                admin.createAcls(bindings(user, topic, List.of(operations))).all());
    }

    private static Collection<AclBinding> bindings(String user, String topic, List<AclOperation> operations) {
        return operations.stream()
                .map(operation -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }

    /** A request to the broker. */
    private interface Request {
        KafkaFuture<Void> of(Admin admin);
    }

    private void admin(Request request) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", open()))) {
            request.of(admin).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the broker cannot be set up", failed);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
