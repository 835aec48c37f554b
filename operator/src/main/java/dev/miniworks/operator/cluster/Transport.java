package dev.miniworks.operator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.TlsVersion;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes clients whose TLS is done by BoringSSL where its library loads, else by the JDK.
 *
 * <p>The JDK's ciphers are fast only once the second compiler has seen them. The operator runs
 * without that compiler (jvm.options), and deciphering its watches took a third of its time.
 */
public final class Transport {

  private Transport() {}

  /** A client for the cluster that the configuration leads to. */
  public static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new Factory(config))
        .build();
  }

  private static final class Factory extends VertxHttpClientFactory {

    private final Config config;

    Factory(Config config) {
      this.config = config;
    }

    @Override
    protected void additionalConfig(WebClientOptions options) {
      if (options.isSsl() && OpenSsl.isAvailable()) {
        options.setSslEngineOptions(new NativeTls(context(config)));
      }
    }
  }

  private static SslContext context(Config config) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.OPENSSL)
              .protocols(Stream.of(config.getTlsVersions()).map(TlsVersion::javaName).toList());
      first(SSLUtils.trustManagers(config)).ifPresent(builder::trustManager);
      first(SSLUtils.keyManagers(config)).ifPresent(builder::keyManager);
      return builder.build();
    } catch (GeneralSecurityException | IOException unusable) {
      throw KubernetesClientException.launderThrowable(unusable);
    }
  }

  /** The client makes one manager, or none at all where the JVM's own are meant. */
  private static <M> Optional<M> first(M[] managers) {
    return Stream.ofNullable(managers).flatMap(Stream::of).findFirst();
  }

  /** Hands Vert.x a context that is ready: it knows how to make one of its own options only. */
  private static final class NativeTls extends OpenSSLEngineOptions {

    private final SslContext context;

    NativeTls(SslContext context) {
      this.context = context;
    }

    @Override
    public NativeTls copy() {
      return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
      return () -> context;
    }
  }
}
