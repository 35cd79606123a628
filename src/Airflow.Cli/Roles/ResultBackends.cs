using Airflow.Celery.Brokers;
using Airflow.Celery.Results;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Results;
using Airflow.Storage;
using Airflow.Storage.Results;

namespace Airflow.Cli.Roles;

/// <summary>The result backend that [celery] result_backend names.</summary>
internal static class ResultBackends
{
    /// <summary>Null where none is named: a worker holds no address of the metadata database, where Airflow's would write then.</summary>
    public static IResultBackend? Open(AirflowConfiguration configuration, TimeProvider clock)
    {
        if (configuration.Find("celery", "result_backend")?.Text is not { Length: > 0 } address)
        {
            return null;
        }

        var backend = ResultBackendUrl.Parse(address);
        return backend.Kind switch
        {
            ResultBackendKind.Database => DatabaseResultBackend.Open(new StorageOptions { Url = backend.Url, Time = clock }),
            ResultBackendKind.Redis or ResultBackendKind.Sentinel => new RedisResultBackend(
                new BrokerOptions { Url = backend.Url, MasterName = configuration.Find("celery_result_backend_transport_options", "master_name")?.Text }, clock),
            ResultBackendKind.Disabled => null,
            var kind => throw new AirflowException(
                "result_backend_unknown", $"[celery] result_backend names a {kind} backend, which workers cannot write to; use db+postgresql://…, db+mysql://…, db+sqlite:///… or redis://…"),
        };
    }
}
