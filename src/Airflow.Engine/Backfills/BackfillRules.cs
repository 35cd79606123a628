using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Params;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Backfills;

/// <summary>Whether a DAG can be backfilled as somebody asks.</summary>
internal static class BackfillRules
{
    /// <summary>The DAG allows backfills, and its schedule has runs to list.</summary>
    /// <exception cref="AirflowException">It does not.</exception>
    public static void CheckDag(ScheduledDag dag)
    {
        var dagId = dag.Document.DagId;
        if (dag.Document.AllowedRunTypes is { IsDefault: false } allowed && !allowed.Contains(RunType.Backfill.Name()))
        {
            throw new AirflowException(BackfillErrors.NotAllowed, $"Dag with dag_id: '{dagId}' does not allow backfill runs");
        }

        if (!dag.Schedule.Timetable.IsPeriodic)
        {
            throw new AirflowException(BackfillErrors.NotPeriodic, $"{dagId} has a non-periodic schedule that does not support backfills");
        }
    }

    /// <exception cref="AirflowException">The dates, the direction or the conf do not fit the DAG.</exception>
    public static void CheckRequest(ScheduledDag dag, BackfillRequest request, DateTimeOffset now)
    {
        if (request.From > request.To)
        {
            throw Invalid($"from_date ({Iso8601.Format(request.From)}) must not be after to_date ({Iso8601.Format(request.To)}).");
        }

        if (request.From >= now)
        {
            throw Invalid("Backfill cannot be executed for future dates.");
        }

        if (request.MaxActiveRuns < 1)
        {
            throw Invalid($"max_active_runs is {request.MaxActiveRuns}, with which no run would ever start; at least 1 is needed.");
        }

        if (dag.PastDependents.Count > 0)
        {
            CheckPast(request);
        }

        CheckConf(dag.Document, request.Conf);
    }

    private static void CheckPast(BackfillRequest request)
    {
        if (request.RunBackwards)
        {
            throw Invalid("Backfill cannot be run in reverse when the Dag has tasks where depends_on_past=True or depends_on_previous_tasks is set.");
        }

        if (request.ReprocessBehavior == ReprocessBehavior.None)
        {
            throw Invalid(
                "Dag has tasks for which depends_on_past=True or depends_on_previous_tasks is set. You must set reprocess behavior to reprocess completed or reprocess failed.");
        }
    }

    private static void CheckConf(SerializedDag document, string? conf)
    {
        if (conf is null)
        {
            return;
        }

        var declared = ParamDeclarations.Of(document).WithValues(JsonNode.Parse(conf) as JsonObject);
        try
        {
            _ = declared.Resolve();
        }
        catch (ParamException exception)
        {
            throw Invalid(ParamRefusal.Of(declared) ?? exception.Problems[0]);
        }
    }

    private static AirflowException Invalid(string message) => new(BackfillErrors.Invalid, message);
}
