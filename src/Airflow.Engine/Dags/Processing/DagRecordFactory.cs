using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Dags.Processing;

/// <summary>Takes from a serialised DAG what its row in the table dag shows.</summary>
public sealed class DagRecordFactory(DagSource defaults, bool isPausedAtCreation, Func<SerializedDag, NextDagRun?>? planNext = null)
{
    /// <summary>The row of a DAG found in a file.</summary>
    /// <exception cref="TimetableException">Its timetable is unknown or wrongly specified.</exception>
    public DagRecord Create(SerializedDag dag, DagFileKey file, string fileLocation)
    {
        ArgumentNullException.ThrowIfNull(dag);
        ArgumentNullException.ThrowIfNull(file);
        var timetable = dag.BuildTimetable();
        timetable.Validate();
        return new DagRecord
        {
            DagId = dag.DagId,
            FileLocation = fileLocation,
            RelativeFileLocation = file.RelativePath,
            BundleName = file.BundleName,
            IsPaused = dag.IsPausedUponCreation ?? isPausedAtCreation,
            Owners = Owners(dag),
            DisplayName = dag.DagDisplayName,
            Description = dag.Description,
            TimetableType = TypeOf(timetable),
            TimetableSummary = timetable.Summary,
            TimetableDescription = timetable.Description,
            TimetablePeriodic = timetable.IsPeriodic,
            TimetablePartitioned = timetable.IsPartitioned,
            AssetExpression = (timetable as Timetables.AssetTriggeredTimetable)?.AssetCondition.ToExpression().ToJsonString(),
            HasTaskConcurrencyLimits = dag.Tasks.Any(static task => task.MaxActiveTisPerDag is not null || task.MaxActiveTisPerDagrun is not null),
            AllowedRunTypes = dag.AllowedRunTypes is { IsDefault: false } types ? [.. types] : null,
            MaxActiveTasks = dag.MaxActiveTasks ?? defaults.MaxActiveTasks,
            MaxActiveRuns = dag.MaxActiveRuns ?? defaults.MaxActiveRuns,
            MaxConsecutiveFailedRuns = dag.MaxConsecutiveFailedDagRuns ?? defaults.MaxConsecutiveFailedRuns,
            FailFast = dag.FailFast ?? false,
            Tags = dag.Tags is { IsDefault: false } tags ? [.. tags] : [],
            Next = planNext?.Invoke(dag),
        };
    }

    /// <summary>What lists of DAGs are filtered by: those that Airflow has go by their short name, an author's own by the whole.</summary>
    private static string TypeOf(Timetables.ITimetable timetable) =>
        timetable.TypePath.StartsWith("airflow.timetables.", StringComparison.Ordinal) ? timetable.TypeName : timetable.TypePath;

    private string Owners(SerializedDag dag)
    {
        var byDefault = dag.TaskDefaults?.Owner ?? defaults.Owner;
        return string.Join(", ", dag.Tasks.Select(task => task.Owner ?? byDefault).Where(owner => owner.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
