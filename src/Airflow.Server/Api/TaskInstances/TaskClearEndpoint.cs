using System.Text.Json;
using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Notes;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>POST /dags/{dag_id}/clearTaskInstances.</summary>
internal static class TaskClearEndpoint
{
    private static readonly BodyModel Body = new(
        TaskInstanceBodies.Flag("dry_run"), BodyField.Optional("start_date", BodyKind.Time), BodyField.Optional("end_date", BodyKind.Time),
        TaskInstanceBodies.Flag("only_failed"), TaskInstanceBodies.Flag("only_running"), TaskInstanceBodies.Flag("reset_dag_runs"),
        BodyField.Optional("task_ids", BodyKind.List) with { Item = new TaskIdShape() }, BodyField.Optional("dag_run_id", BodyKind.Text),
        TaskInstanceBodies.Flag("include_upstream"), TaskInstanceBodies.Flag("include_downstream"),
        TaskInstanceBodies.Flag("include_future"), TaskInstanceBodies.Flag("include_past"), BodyField.Optional("run_on_latest_version", BodyKind.Flag),
        TaskInstanceBodies.Flag("prevent_running_task"), BodyField.Optional("note", BodyKind.Text) with { MaxLength = Note.MaxLength })
    { Name = "ClearTaskInstancesBody", FirstRule = Rule };

    public static void Map(ApiRoutes routes) =>
        routes.Map(new("POST", "/dags/{dag_id}/clearTaskInstances", "post_clear_task_instances", ApiNeed.Edit(ApiResources.TaskInstances), AnswerAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Body = Body,
            Answer = typeof(TaskInstanceCollectionResponse),
        });

    /// <summary>Airflow asks this of the body as it came, before it looks at its fields.</summary>
    private static string? Rule(JsonElement body)
    {
        if (IsTrue(body, "only_failed") && IsTrue(body, "only_running"))
        {
            return "only_failed and only_running both are set to True";
        }

        var (start, end, hasRun) = (TextOf(body, "start_date"), TextOf(body, "end_date"), TextOf(body, "dag_run_id") is not null);
        if (start is not null && end is not null && string.CompareOrdinal(start, end) > 0)
        {
            return "end_date is sooner than start_date";
        }

        if (hasRun && (start ?? end) is not null)
        {
            return $"Exactly one of dag_run_id or {(start is null ? "end_date" : end is null ? "start_date" : "(start_date and end_date)")} must be provided";
        }

        return body.Find("task_ids") is { ValueKind: JsonValueKind.Array } ids && ids.GetArrayLength() == 0 ? "task_ids list should have at least 1 element." : null;
    }

    private static bool IsTrue(JsonElement body, string name) => body.Find(name)?.ValueKind == JsonValueKind.True;

    private static string? TextOf(JsonElement body, string name) => body.Text(name) is { Length: > 0 } text ? text : null;

    private static bool OnlyFailed(JsonElement body) => body.Flag("only_failed") ?? true;

    private static async Task AnswerAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var dag = await TaskInstanceChanges.DagAsync(call, dagId);
        var body = call.Body;
        if (body.Text("dag_run_id") is { } runId)
        {
            var run = await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) ?? throw ApiException.NotFound($"Dag Run id {runId} not found in dag {dagId}");
            if (run.LogicalDate is null && (body.Flag("include_past") == true || body.Flag("include_future") == true))
            {
                throw ApiException.BadRequest("Cannot use include_past or include_future with no logical_date(e.g. manually or asset-triggered).");
            }

            await new EarlyInstances(call.Services.Stores, call.Services.Versions, call.Services.Clock).MakeAsync(dagId, runId, call.Aborted);
        }

        var clearing = new TaskClearing(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock);
        var requests = RequestsOf(call, dag, await DagRuns.RerunVersion.IsLatestAsync(call, dagId));
        var selected = new Dictionary<TaskInstanceKey, TaskInstance>();
        foreach (var request in requests)
        {
            foreach (var task in await clearing.SelectAsync(request, call.Aborted))
            {
                selected.TryAdd(task.Key, task);
            }
        }

        var keys = Sorted(dag, selected.Keys);
        var before = await TaskLookup.OfKeysAsync(call, keys);
        if (body.Flag("dry_run") ?? true)
        {
            await TaskInstanceChanges.AnswerAsync(call, before);
            return;
        }

        if (body.Flag("prevent_running_task") == true && selected.Values.Any(static task => task.State == TaskState.Running))
        {
            throw ApiException.Conflict(
                "AirflowClearRunningTaskException: Disable 'prevent_running_task' to proceed, or wait until the task is not running, queued, or scheduled state.");
        }

        await ClearAsync(call, clearing, requests, before);
        var known = before.ToDictionary(static task => task.Task.Key);
        var after = await TaskLookup.OfKeysAsync(call, keys);
        await TaskInstanceChanges.AnswerAsync(call, [.. after.Select(task => known.TryGetValue(task.Task.Key, out var old) ? AsTold(task, old) : task)]);
    }

    /// <summary>As in Airflow the answer tells of the note and the dates as they were.</summary>
    private static ListedTask AsTold(ListedTask task, ListedTask old) => task with
    {
        Note = old.Note,
        Task = task.Task with { StartDate = old.Task.StartDate, EndDate = old.Task.EndDate, Duration = old.Task.Duration },
    };

    private static async Task ClearAsync(ApiCall call, TaskClearing clearing, IReadOnlyList<ClearRequest> requests, IReadOnlyList<ListedTask> tasks)
    {
        foreach (var request in requests)
        {
            await clearing.ClearAsync(request, call.Aborted);
        }

        if (call.Body.Text("note") is { } note)
        {
            await TaskInstanceChanges.NoteAsync(call, tasks, note);
        }

        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = "post_clear_task_instances",
            DagId = call.Route("dag_id"),
            RunId = call.Body.Text("dag_run_id"),
            Extra = call.Body.GetRawText(),
        });
    }

    /// <summary>One request for whole tasks, and one for each map index that is named; tasks that the DAG does not have are passed over.</summary>
    private static List<ClearRequest> RequestsOf(ApiCall call, ScheduledDag dag, bool isOnLatest)
    {
        var whole = WholeOf(call, call.Body) with { OnLatestVersion = isOnLatest };
        if (call.Body.Find("task_ids") is not { } ids)
        {
            return [whole];
        }

        var requests = new List<ClearRequest>();
        var tasks = new List<string>();
        var indexes = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var id in ids.EnumerateArray())
        {
            var taskId = (id.ValueKind == JsonValueKind.Array ? id[0] : id).GetString()!;
            if (!dag.Graph.TryGetIndex(taskId, out _))
            {
                continue;
            }

            if (id.ValueKind == JsonValueKind.String)
            {
                tasks.Add(taskId);
            }
            else if (indexes.TryGetValue(taskId, out var known))
            {
                known.Add(id[1].GetInt32());
            }
            else
            {
                indexes[taskId] = [id[1].GetInt32()];
            }
        }

        if (tasks.Count > 0)
        {
            requests.Add(whole with { TaskIds = tasks });
        }

        requests.AddRange(indexes.SelectMany(task => OfIndexes(dag, whole, task.Key, task.Value)));
        return requests;
    }

    /// <summary>What the body asks for, of all tasks.</summary>
    private static ClearRequest WholeOf(ApiCall call, JsonElement body) => new()
    {
        DagId = call.Route("dag_id"),
        RunIds = body.Text("dag_run_id") is { } runId ? [runId] : null,
        From = body.Flag("include_past") == true ? null : body.Time("start_date"),
        To = body.Flag("include_future") == true ? null : body.Time("end_date"),
        IncludeUpstream = body.Flag("include_upstream") ?? false,
        IncludeDownstream = body.Flag("include_downstream") ?? false,
        IncludePast = body.Flag("include_past") ?? false,
        IncludeFuture = body.Flag("include_future") ?? false,
        OnlyFailed = OnlyFailed(body) && !(body.Flag("only_running") == true && body.Flag("only_failed") is null),
        OnlyRunning = body.Flag("only_running") ?? false,
        ResetsRuns = body.Flag("reset_dag_runs") ?? true,
    };

    /// <summary>The map index narrows the task that it was given with, not those around it.</summary>
    private static IEnumerable<ClearRequest> OfIndexes(ScheduledDag dag, ClearRequest whole, string taskId, IReadOnlyCollection<int> indexes)
    {
        yield return whole with { TaskIds = [taskId], MapIndexes = indexes, IncludeUpstream = false, IncludeDownstream = false };
        var others = Neighbours(dag, whole, taskId);
        if (others.Count > 0)
        {
            yield return whole with { TaskIds = others, IncludeUpstream = false, IncludeDownstream = false };
        }
    }

    private static List<string> Neighbours(ScheduledDag dag, ClearRequest request, string taskId)
    {
        var options = new Engine.Dags.DagSubsetOptions { IncludeUpstream = request.IncludeUpstream, IncludeDownstream = request.IncludeDownstream };
        return request.IncludeUpstream || request.IncludeDownstream
            ? [.. Engine.Dags.DagSubset.Select(dag.Graph, [dag.Graph.IndexOf(taskId)], options).Select(dag.Graph.TaskId).Where(id => id != taskId)]
            : [];
    }

    /// <summary>Each task after those that it waits for.</summary>
    private static List<TaskInstanceKey> Sorted(ScheduledDag dag, IEnumerable<TaskInstanceKey> keys)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var task in dag.Graph.Topological)
        {
            places[dag.Graph.TaskId(task)] = places.Count;
        }

        return [.. keys.OrderBy(key => places.GetValueOrDefault(key.TaskId, int.MaxValue)).ThenBy(static key => key.MapIndex)];
    }
}
