using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>What is new in a DAG folder.</summary>
/// <param name="Changed">Files that are new or were written.</param>
/// <param name="Again">Files to be parsed again for what they may read.</param>
/// <param name="Removed">Files that are gone.</param>
internal sealed record FolderChanges(
    IReadOnlyList<(DagFileKey Key, DateTime ModifiedAt)> Changed,
    IReadOnlyList<(DagFileKey Key, DateTime ModifiedAt)> Again,
    IReadOnlyList<DagFileKey> Removed);
