using Airflow.Shared;

namespace Airflow.Celery.Tests.Tools;

/// <summary>The Celery application that tutorials name, as this repository ships it for hosts without Airflow in Python.</summary>
internal static class AirflowApp
{
    public const string Name = "airflow.executors.celery_executor.app";

    /// <summary>What Celery's programs need to find it and the broker.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string brokerUrl) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PYTHONPATH"] = Path.Combine(RepositoryFolder.Root, "deploy", "python"),
        ["AIRFLOW__CELERY__BROKER_URL"] = brokerUrl,
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };
}
