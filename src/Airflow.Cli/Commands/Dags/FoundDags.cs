using Airflow.Engine.Dags;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>The DAGs and import errors that a listing tells of, and where their serialised forms are.</summary>
internal sealed record FoundDags(AirflowStores Stores, IReadOnlyList<DagRecord> Dags, IReadOnlyList<ImportError> Errors)
{
    /// <summary>They were parsed just now, not read from the installation's database.</summary>
    public bool IsLocal { get; init; }
}
