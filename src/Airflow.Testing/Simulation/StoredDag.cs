using System.Text;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Dags.Processing;
using Airflow.Engine.Scheduling;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Simulation;

/// <summary>Stores an author's DAG as the DAG processor does.</summary>
internal static class StoredDag
{
    public static async Task SaveAsync(Dag dag, MemoryDatabase database)
    {
        var problems = dag.Validate();
        if (problems.Count > 0)
        {
            throw new ArgumentException($"DAG '{dag.DagId}' is not valid: {string.Join("; ", problems)}", nameof(dag));
        }

        var file = Path.GetFullPath(dag.Place.File);
        var source = new DagSource { FileLocation = file, RelativeFileLocation = Path.GetFileName(file), DagsFolder = Path.GetDirectoryName(file) ?? "" };
        var document = DagSerializer.Serialize(dag, source);
        var now = database.Clock.GetUtcNow();
        var records = new DagRecordFactory(source, isPausedAtCreation: false, document => NextRuns.First(document, now));
        var parsed = new ParsedDag
        {
            Data = Encoding.UTF8.GetString(DagSerialization.Write(document)),
            DagHash = DagHash.Compute(document),
            Dag = records.Create(document, new DagFileKey("test", source.RelativeFileLocation), file) with { IsPaused = false },
        };
        await database.Stores.Dags.SaveAsync(
            [new ParsedFile { BundleName = "test", RelativePath = source.RelativeFileLocation, ParsedAt = now, Dags = [parsed] }], CancellationToken.None);
    }
}
