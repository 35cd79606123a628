using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The broker that [celery] broker_url names.</summary>
internal static class BrokerSettings
{
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
            options = options with { VisibilityTimeout = configuration.GetDuration("celery_broker_transport_options", "visibility_timeout") };
        }

        return BrokerCatalog.Open(options, clock, loggers);
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
