using Airflow.Engine.Configuration;

namespace Airflow.Cli.Roles;

/// <summary>Which executor [core] executor names.</summary>
internal static class ExecutorName
{
    public const string Celery = "CeleryExecutor";

    /// <summary>SequentialExecutor is read as LocalExecutor; what was written still says how many slots it has. A class may be named with its module.</summary>
    public static string Of(AirflowConfiguration configuration)
    {
        var name = configuration.Find("core", "executor") is { } executor ? executor.Replaced ?? executor.Text : "";
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
