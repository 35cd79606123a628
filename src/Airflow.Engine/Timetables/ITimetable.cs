using System.Text.Json.Nodes;
using Airflow.Engine.Runs;

namespace Airflow.Engine.Timetables;

/// <summary>
/// When the runs of a DAG happen and what each is about. Pure: the clock comes with each question. The scheduler asks
/// <see cref="NextDagRunInfo"/> with the last automated run; a trigger asks <see cref="InferManualDataInterval"/>.
/// </summary>
public interface ITimetable
{
    /// <summary>Airflow's class name, such as CronTriggerTimetable.</summary>
    string TypeName { get; }

    /// <summary>Airflow's import path, the __type of the serialised form.</summary>
    string TypePath { get; }

    /// <summary>Short text for lists.</summary>
    string Summary { get; }

    /// <summary>A sentence; empty when there is none.</summary>
    string Description { get; }

    /// <summary>It makes runs again and again.</summary>
    bool IsPeriodic { get; }

    /// <summary>It can make runs by itself, by time or by assets.</summary>
    bool CanBeScheduled { get; }

    /// <summary>The columns that order its runs in the UI.</summary>
    IReadOnlyList<string> RunOrdering { get; }

    /// <summary>The most runs at a time; null for no limit of its own.</summary>
    int? ActiveRunsLimit { get; }

    /// <summary>Its runs are about partitions.</summary>
    bool IsPartitioned { get; }

    /// <summary>Its runs get their partition key only when triggered or from a task.</summary>
    bool IsPartitionedAtRuntime { get; }

    /// <summary>Throws <see cref="TimetableException"/> when it is wrongly specified.</summary>
    void Validate();

    /// <summary>The next run; null when there is none (now: it may be asked again).</summary>
    DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now);

    /// <summary>The data interval of a run that somebody triggers.</summary>
    DataInterval InferManualDataInterval(DateTimeOffset runAfter);

    /// <summary>The id of a run.</summary>
    string GenerateRunId(RunType type, DagRunInfo run, Random random);

    /// <summary>The __var of the serialised form.</summary>
    JsonObject Serialize();
}
