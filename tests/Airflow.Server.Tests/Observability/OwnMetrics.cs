namespace Airflow.Server.Tests.Observability;

/// <summary>Tests that listen to the instruments of the whole process, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OwnMetrics
{
    public const string Name = "metrics of the process";

    private OwnMetrics()
    {
    }
}
