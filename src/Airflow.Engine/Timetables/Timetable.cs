using System.Text.Json.Nodes;
using Airflow.Engine.Runs;

namespace Airflow.Engine.Timetables;

/// <summary>What most timetables have in common.</summary>
public abstract class Timetable : ITimetable
{
    private static readonly string[] ByInterval = ["data_interval_end", "logical_date"];

    protected Timetable(string module) => TypePath = $"airflow.timetables.{module}.{GetType().Name}";

    public string TypeName => GetType().Name;

    public string TypePath { get; }

    public abstract string Summary { get; }

    public abstract string Description { get; }

    public virtual bool IsPeriodic => true;

    public virtual bool CanBeScheduled => true;

    public virtual IReadOnlyList<string> RunOrdering => ByInterval;

    public virtual int? ActiveRunsLimit => null;

    public virtual bool IsPartitioned => false;

    public virtual bool IsPartitionedAtRuntime => false;

    public virtual void Validate()
    {
    }

    public abstract DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now);

    public abstract DataInterval InferManualDataInterval(DateTimeOffset runAfter);

    public virtual string GenerateRunId(RunType type, DagRunInfo run, Random random)
    {
        ArgumentNullException.ThrowIfNull(run);
        return RunIds.Make(type, run.RunAfter);
    }

    public abstract JsonObject Serialize();

    protected static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
