using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Airflow.Celery.Brokers;

/// <summary>Options of TLS for a broker, as .NET wants them.</summary>
internal static class TlsStreams
{
    public static SslClientAuthenticationOptions Options(string host, BrokerTls tls)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (tls is { CertificateFile: { } certificate, KeyFile: { } key })
        {
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];
        }

        if (tls.AuthoritiesFile is { } authorities)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(authorities);
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(trusted);
            options.CertificateChainPolicy = policy;
        }

        // without a callback .NET checks both the chain and the name, which is what is wanted unless the user said otherwise
        if (!tls.IsVerified)
        {
            options.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        }
        else if (!tls.IsHostChecked)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        }

        return options;
    }

    /// <summary>The check that an API without chain policies is given; null: the system's own.</summary>
    public static RemoteCertificateValidationCallback? Check(X509ChainPolicy? policy) => policy is null ? null : (_, certificate, _, errors) =>
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = policy.Clone() };
        using var presented = new X509Certificate2(certificate);
        return chain.Build(presented);
    };
}
