using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Database;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Storage;
using Airflow.Storage.Messaging;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The broker that [celery] broker_url names.</summary>
internal static class BrokerSettings
{
    private static readonly string[] Prefixes = ["db+", "sqla+", "sqlalchemy+"];

    public static IBroker Open(AirflowConfiguration configuration, TimeProvider clock, ILoggerFactory loggers)
    {
        var options = new BrokerOptions
        {
            Url = configuration.GetString("celery", "broker_url"),
            MasterName = Option(configuration, "master_name"),
            SentinelPassword = Option(configuration, "sentinel_kwargs") is null
                ? null
                : (string?)(configuration.GetJson("celery_broker_transport_options", "sentinel_kwargs") as JsonObject)?["password"],
            GlobalKeyPrefix = Option(configuration, "global_keyprefix") ?? "",
            Tls = configuration.GetBool("celery", "ssl_active") ? Tls(configuration) : null,
        };
        if (Option(configuration, "visibility_timeout") is not null)
        {
            var timeout = configuration.GetDuration("celery_broker_transport_options", "visibility_timeout");
            options = options with { VisibilityTimeout = timeout, RestoreInterval = timeout < options.RestoreInterval ? timeout : options.RestoreInterval };
        }

        return Database(options.Url) is { } url ? OpenDatabase(url, options, clock) : BrokerCatalog.Open(options, clock, loggers);
    }

    /// <summary>The URL after db+ or sqla+, as Celery's users write it; null for another broker.</summary>
    private static string? Database(string url) =>
        Prefixes.FirstOrDefault(prefix => url.StartsWith(prefix, StringComparison.Ordinal)) is { } found ? url[found.Length..] : null;

    private static DatabaseBroker OpenDatabase(string url, BrokerOptions options, TimeProvider clock)
    {
        var parsed = DatabaseUrl.Parse(url);
        var address = new BrokerAddress($"db+{parsed.Backend}", parsed.Host ?? "localhost", parsed.Port ?? 0, parsed.Database ?? "", parsed.User, false);
        return new DatabaseBroker(DatabaseMessageStore.Open(new StorageOptions { Url = url, Time = clock }), address, options, clock);
    }

    private static string? Option(AirflowConfiguration configuration, string key) =>
        configuration.Find("celery_broker_transport_options", key)?.Text is { Length: > 0 } text ? text : null;

    private static BrokerTls Tls(AirflowConfiguration configuration) => new()
    {
        KeyFile = File(configuration, "ssl_key"),
        CertificateFile = File(configuration, "ssl_cert"),
        AuthoritiesFile = File(configuration, "ssl_cacert"),
    };

    private static string? File(AirflowConfiguration configuration, string key) => configuration.Find("celery", key)?.Text is { Length: > 0 } text ? text : null;
}
