using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Params;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Runs;

/// <summary>Builds the run that a trigger asks for.</summary>
public static class ManualRuns
{
    /// <exception cref="ParamException">A param of the DAG would have no valid value with this conf; all problems are told.</exception>
    public static DagRun Build(DagRecord dag, SerializedDag document, ManualRunRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(dag);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(request);
        _ = ParamDeclarations.Of(document).WithValues(JsonNode.Parse(request.Conf) as JsonObject).Resolve();
        var runAfter = request.RunAfter ?? request.LogicalDate ?? now;
        var timetable = document.BuildTimetable();
        var interval = IntervalOf(timetable, request);
        var info = new DagRunInfo(runAfter, request.LogicalDate is null ? null : interval);
        return new DagRun
        {
            DagId = dag.DagId,
            RunId = request.RunId ?? timetable.GenerateRunId(request.RunType, info, new Random(unchecked((int)now.Ticks))),
            RunType = request.RunType,
            State = RunState.Queued,
            LogicalDate = request.LogicalDate,
            DataIntervalStart = interval?.Start,
            DataIntervalEnd = interval?.End,
            RunAfter = runAfter,
            QueuedAt = now,
            Conf = request.Conf,
            TriggeredBy = request.TriggeredBy,
            TriggeringUserName = request.User,
            BundleVersion = dag.BundleVersion,
            CreatedDagVersionId = dag.LatestVersionId,
            PartitionKey = request.PartitionKey,
            Note = request.Note,
        };
    }

    private static DataInterval? IntervalOf(ITimetable timetable, ManualRunRequest request)
    {
        if (request.DataIntervalStart is { } start && request.DataIntervalEnd is { } end)
        {
            return new DataInterval(start, end);
        }

        return request.LogicalDate is { } at ? timetable.InferManualDataInterval(at) : null;
    }
}
