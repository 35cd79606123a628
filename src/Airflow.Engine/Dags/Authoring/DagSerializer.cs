using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>Turns a DAG written in C# into the document that everything else knows it by.</summary>
public static class DagSerializer
{
    /// <exception cref="TimetableException">The schedule or the time zone is not valid.</exception>
    public static SerializedDag Serialize(Dag dag, DagSource source)
    {
        ArgumentNullException.ThrowIfNull(dag);
        ArgumentNullException.ThrowIfNull(source);
        var zone = ScheduleZone.Parse(dag.Timezone ?? source.DefaultTimezone);
        var timetable = ScheduleWriter.ToTimetable(dag.Schedule, zone, source);
        var writer = new TaskWriter(dag, zone, source);
        SerializedTask[] tasks = [.. dag.Tasks.Select(writer.Write)];
        return Describe(dag) with
        {
            Fileloc = source.FileLocation,
            RelativeFileloc = source.RelativeFileLocation,
            ProcessorDagsFolder = source.DagsFolder,
            Timezone = new SerializedTimezone(dag.Timezone ?? source.DefaultTimezone, null),
            Timetable = ScheduleWriter.Write(timetable),
            StartDate = dag.StartDate is { } start ? DagDates.ToUtc(start, zone) : null,
            EndDate = dag.EndDate is { } end ? DagDates.ToUtc(end, zone) : null,
            Catchup = dag.Catchup ?? source.Catchup,
            MaxActiveRuns = Math.Min(dag.MaxActiveRuns ?? source.MaxActiveRuns, timetable.ActiveRunsLimit ?? int.MaxValue),
            MaxActiveTasks = dag.MaxActiveTasks ?? source.MaxActiveTasks,
            MaxConsecutiveFailedDagRuns = dag.MaxConsecutiveFailedDagRuns ?? source.MaxConsecutiveFailedRuns,
            Tasks = [.. tasks],
            DagDependencies = DagDependencies.Of(dag.DagId, tasks, (timetable as Timetables.AssetTriggeredTimetable)?.AssetCondition),
            TaskGroup = TaskGroupWriter.Root(dag),
            EdgeInfo = Labels(dag),
            DefaultArgs = DefaultArgsWriter.Write(dag.DefaultArgs, zone),
        };
    }

    private static SerializedDag Describe(Dag dag) => new()
    {
        DagId = dag.DagId,
        Fileloc = "",
        Tasks = [],
        DagDisplayName = dag.DisplayName,
        Description = dag.Description,
        DocMd = dag.DocMd,
        DagrunTimeout = dag.DagRunTimeout,
        FailFast = dag.FailFast ? true : null,
        IsPausedUponCreation = dag.IsPausedUponCreation,
        RenderTemplateAsNativeObj = dag.RenderTemplateAsNativeObj ? true : null,
        DisableBundleVersioning = dag.DisableBundleVersioning,
        HasOnSuccessCallback = dag.OnSuccess is null ? null : true,
        HasOnFailureCallback = dag.OnFailure is null ? null : true,
        Tags = dag.Tags.Count == 0 ? null : [.. dag.Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Params = ParamWriter.Write(dag.Params),
        OwnerLinks = dag.OwnerLinks.Count == 0
            ? null
            : JsonElements.Of(new JsonObject(dag.OwnerLinks.Select(link => KeyValuePair.Create(link.Key, (JsonNode?)link.Value)))),
    };

    private static ImmutableArray<EdgeLabel> Labels(Dag dag) =>
        [.. dag.Graph.Labels.Select(label => new EdgeLabel(label.Key.From, label.Key.To, label.Value))];
}
