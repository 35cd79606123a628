using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Notes;
using Airflow.Engine.Params;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Timetables;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.DagRuns;

/// <summary>POST /dags/{dag_id}/dagRuns: a run that somebody asks for.</summary>
internal static class RunTrigger
{
    /// <summary>Ids of this form are always allowed, whatever the setting says.</summary>
    private const string OwnForm = @"^(?:manual|scheduled|asset_triggered)__(?:\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00)$";

    private const int MaxIdLength = 250;

    public static Task AnswerAsync(ApiCall call) => AnswerAsync(call, call.Route("dag_id"), RunType.Manual, "trigger_dag_run");

    /// <summary>Makes a run of some kind of a DAG, as the body says.</summary>
    public static async Task AnswerAsync(ApiCall call, string dagId, RunType type, string eventName)
    {
        CheckInterval(call);
        var (record, dag) = await FindDagAsync(call, dagId, type);
        var run = Build(call, record, dag, RequestOf(call, type) with { RunType = type });
        switch (await call.Services.Stores.Runs.CreateAsync(run, call.Aborted))
        {
            case RunCreation.AlreadyExists:
                throw ApiException.UniqueViolation();
            case RunCreation.NoSuchDag:
                throw NoSuchDag(run.DagId);
        }

        call.Services.Wake.Wake("queued");
        if (run.Note is { Length: > 0 })
        {
            await call.Services.Stores.Runs.SetNoteAsync(run.DagId, run.RunId, run.Note, call.User.Name, call.Aborted);
        }

        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = eventName,
            DagId = run.DagId,
            RunId = run.RunId,
            Extra = BodyText(call),
        });
        await call.AnswerAsync(DagRunResponse.Of(new ListedRun(AsWritten(call, run), null, record.DisplayName, dag.Version)));
    }

    private static string BodyText(ApiCall call) => call.Body.ValueKind == JsonValueKind.Undefined ? "{}" : call.Body.GetRawText();

    private static ApiException NoSuchDag(string dagId) => ApiException.NotFound($"Dag with dag_id: '{dagId}' not found");

    private static void CheckInterval(ApiCall call)
    {
        if (call.Body.Time("data_interval_start") is null != call.Body.Time("data_interval_end") is null)
        {
            throw ApiException.Invalid([Problems.Value(
                ["body"],
                "Either both data_interval_start and data_interval_end must be provided or both must be None",
                JsonNode.Parse(call.Body.GetRawText()))]);
        }

        if (call.Body.Text("note") is { Length: > Note.MaxLength } || call.Body.Text("dag_run_id") is { Length: > MaxIdLength })
        {
            throw ApiException.ValueRejected();
        }
    }

    private static async Task<(DagRecord Record, ScheduledDag Dag)> FindDagAsync(ApiCall call, string dagId, RunType type)
    {
        var record = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        if (record is not { IsStale: false, LatestVersionId: { } versionId } || await call.Services.Versions.FindAsync(versionId, call.Aborted) is not { } dag)
        {
            throw NoSuchDag(dagId);
        }

        if (record.HasImportErrors)
        {
            throw ApiException.BadRequest($"Dag with dag_id: '{dagId}' has import errors and cannot be triggered");
        }

        return dag.Document.AllowedRunTypes is { IsEmpty: false } allowed && !allowed.Contains(type.Name())
            ? throw ApiException.BadRequest($"Dag with dag_id: '{dagId}' does not allow {type.Name().Replace('_', ' ')} runs")
            : (record, dag);
    }

    private static ManualRunRequest RequestOf(ApiCall call, RunType runType)
    {
        var body = call.Body;
        var runId = body.Text("dag_run_id") is { Length: > 0 } given ? given : null;
        var pattern = call.Services.Configuration.GetString("scheduler", "allowed_run_id_pattern");
        if (runId is not null && RunIds.Problem(runId, pattern) is { } problem)
        {
            throw ApiException.BadRequest(runId.Contains("..", StringComparison.Ordinal)
                ? problem
                : $"The run_id provided '{runId}' does not match regex pattern '{pattern.Trim()}' or '{OwnForm}'");
        }

        if (runType == RunType.Manual && runId is not null && KindOf(runId) is not RunType.Manual and var kind)
        {
            throw ApiException.BadRequest($"A manual DAG run cannot use ID '{runId}' since it is reserved for {kind.Name()} runs");
        }

        var logicalDate = body.Time("logical_date");
        return new ManualRunRequest
        {
            RunId = runId,
            LogicalDate = logicalDate,
            RunAfter = body.Time("run_after") ?? call.Services.Clock.GetUtcNow(),
            DataIntervalStart = logicalDate is null ? null : body.Time("data_interval_start"),
            DataIntervalEnd = logicalDate is null ? null : body.Time("data_interval_end"),
            Conf = body.Find("conf")?.GetRawText() ?? "{}",
            // as in Airflow, what comes from a page says so by the head that browsers add
            TriggeredBy = runType == RunType.Manual && call.Context.Request.Headers.Referer.Count > 0 ? "ui" : "rest_api",
            User = call.User.Name,
            PartitionKey = body.Text("partition_key"),
            Note = DagRunChanges.NoteOf(body.Text("note")),
        };
    }

    /// <summary>What an id looks as if it had been made by.</summary>
    private static RunType KindOf(string runId) => Enum.GetValues<RunType>().FirstOrDefault(type => runId.StartsWith($"{type.Name()}__", StringComparison.Ordinal));

    private static DateTimeOffset? PartitionDate(string dagId, ITimetable timetable, string key)
    {
        if (!timetable.IsPartitioned && !timetable.IsPartitionedAtRuntime)
        {
            throw ApiException.BadRequest($"Dag '{dagId}' is not a partitioned Dag and does not accept a partition_key.");
        }

        if (string.IsNullOrWhiteSpace(key))
        {
            throw ApiException.BadRequest("partition_key must not be empty or whitespace-only.");
        }

        return key.Length > MaxIdLength
            ? throw ApiException.BadRequest(string.Create(CultureInfo.InvariantCulture, $"partition_key must be at most {MaxIdLength} characters; got {key.Length}."))
            : (timetable as IPartitionedTimetable)?.ResolvePartitionDate(key);
    }

    private static DagRun Build(ApiCall call, DagRecord record, ScheduledDag dag, ManualRunRequest request)
    {
        try
        {
            var run = ManualRuns.Build(record, dag.Document, request, call.Services.Clock.GetUtcNow());
            return request.PartitionKey is { } key ? run with { PartitionDate = PartitionDate(record.DagId, dag.Document.BuildTimetable(), key) } : run;
        }
        catch (ParamException exception)
        {
            var declared = ParamDeclarations.Of(dag.Document).WithValues(JsonNode.Parse(request.Conf) as JsonObject);
            throw ApiException.BadRequest((exception.Code == ParamException.InvalidValue ? ParamRefusal.Of(declared) : null) ?? exception.Problems[0]);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw ApiException.BadRequest("The dates are too far away for the schedule of the Dag.");
        }
    }

    /// <summary>The run with its logical date, and an interval that is that moment, at the offset that it was given with.</summary>
    private static DagRun AsWritten(ApiCall call, DagRun run)
    {
        if (call.Body.Text("logical_date") is not { } text || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return run;
        }

        var isMoment = call.Body.Time("data_interval_start") is null && run.DataIntervalStart == time && run.DataIntervalEnd == time;
        return run with
        {
            LogicalDate = time,
            DataIntervalStart = isMoment ? time : run.DataIntervalStart,
            DataIntervalEnd = isMoment ? time : run.DataIntervalEnd,
        };
    }
}
