using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>A redis-server that speaks TLS only and asks clients for a certificate.</summary>
public sealed class RedisTlsTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-redis-tls-").FullName;
    private readonly int port = FreePort.Find();
    private ServiceProcess? server;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var program = ServiceProcess.Require("redis-server");
        using var authority = Authority("authority");
        using var stranger = Authority("stranger");
        Write(authority, "server", "127.0.0.1");
        Write(authority, "client", "client");
        server = await ServiceProcess.StartAsync(
            new ProcessStartInfo(program,
            [
                "--port", "0", "--tls-port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", folder, "--tls-cert-file", PathOf("server.pem"), "--tls-key-file", PathOf("server.key"),
                "--tls-ca-cert-file", PathOf("authority.pem"), "--tls-auth-clients", "yes",
            ]),
            port);
    }

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("rediss://127.0.0.1:{0}/0", true)]
    [InlineData("rediss://127.0.0.1:{0}/0?ssl_cert_reqs=none", false)]
    public async Task A_message_goes_through(string url, bool isChecked)
    {
        await using var broker = Open(url, isChecked ? "authority.pem" : null, "client");

        await broker.PublishAsync([new QueuedMessage("default", new BrokerMessage { Body = "hello"u8.ToArray() })], Soon);
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);

        (await consumer.ReceiveAsync(1, Soon)).ShouldHaveSingleItem().Message.Body.ToArray().ShouldBe("hello"u8.ToArray());
    }

    [Theory]
    [InlineData("rediss://127.0.0.1:{0}/0", null, "client")]
    [InlineData("rediss://127.0.0.1:{0}/0", "stranger.pem", "client")]
    [InlineData("rediss://127.0.0.1:{0}/0", "authority.pem", null)]
    [InlineData("redis://127.0.0.1:{0}/0", null, null)]
    public async Task What_cannot_be_trusted_is_not_spoken_to(string url, string? authorities, string? client)
    {
        await using var broker = Open(url, authorities, client);

        (await Should.ThrowAsync<BrokerException>(() => broker.CountAsync("default", Soon))).IsTransient.ShouldBeTrue();
    }

    private IBroker Open(string url, string? authorities, string? client) => BrokerCatalog.Open(
        new BrokerOptions
        {
            Url = string.Format(System.Globalization.CultureInfo.InvariantCulture, url, port),
            Tls = new BrokerTls
            {
                AuthoritiesFile = authorities is null ? null : PathOf(authorities),
                CertificateFile = client is null ? null : PathOf($"{client}.pem"),
                KeyFile = client is null ? null : PathOf($"{client}.key"),
            },
        },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        return certificate;
    }

    private void Write(X509Certificate2 authority, string name, string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray());
        File.WriteAllText(PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
