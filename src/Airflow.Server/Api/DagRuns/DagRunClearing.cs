using System.Text.Json;
using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.DagRuns;

/// <summary>Clearing runs: one, several, or those of partitions.</summary>
internal static class DagRunClearing
{
    private const string OneSelector =
        "Exactly one of dag_runs (non-empty), partition_key, or a partition date window (partition_date_start / partition_date_end) must be provided.";

    private static readonly BodyField[] Options =
    [
        new("dry_run", BodyKind.Flag, IsRequired: false), new("only_failed", BodyKind.Flag, IsRequired: false), new("only_new", BodyKind.Flag, IsRequired: false),
        BodyField.Optional("run_on_latest_version", BodyKind.Flag), DagRunChanges.RunNote(),
    ];

    private static readonly BodyField[] Partitions =
    [
        BodyField.Optional("partition_key", BodyKind.Text),
        BodyField.Optional("partition_date_start", BodyKind.Time) with { IsNaiveAllowed = true },
        BodyField.Optional("partition_date_end", BodyKind.Time) with { IsNaiveAllowed = true },
    ];

    private static readonly BodyModel ClearBody = new([.. Options]) { Name = "DAGRunClearBody", FirstRule = OnlyOneFilter };

    private static readonly BodyModel ClearManyBody = new([
        .. Partitions, .. Options, new BodyField("dag_runs", BodyKind.List, IsRequired: false) { Item = DagRunChanges.BulkEntity },
    ])
    { Name = "BulkDAGRunClearBody", IsReadTwice = true, FirstRule = OnlyOneFilter, Rule = SelectorRule };

    private static readonly BodyModel ClearPartitionsBody = new([
        .. Partitions, BodyField.Optional("run_id", BodyKind.Text),
        new BodyField("clear_task_instances", BodyKind.Flag, IsRequired: false), new BodyField("dry_run", BodyKind.Flag, IsRequired: false),
    ])
    { Name = "ClearPartitionsBody", Rule = PartitionRule };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("POST", DagRunEndpoints.Run + "/clear", "clear_dag_run", ApiNeed.Edit(ApiResources.DagRuns), ClearAsync)
        {
            Tag = DagRunEndpoints.Tag,
            Body = ClearBody,
            Answer = typeof(DagRunResponse),
            OtherAnswer = typeof(ClearTaskInstanceCollectionResponse),
        });
        routes.Map(new("POST", "/dags/{dag_id}/clearDagRuns", "clear_dag_runs", ApiNeed.Edit(ApiResources.DagRuns), ClearManyAsync)
        {
            Tag = DagRunEndpoints.Tag,
            IsList = true,
            Body = ClearManyBody,
            Answer = typeof(DagRunCollectionResponse),
            OtherAnswer = typeof(ClearTaskInstanceCollectionResponse),
        });
        routes.Map(new("POST", "/dags/{dag_id}/clearPartitions", "clear_dag_run_partitions", ApiNeed.Edit(ApiResources.DagRuns), ClearPartitionsAsync)
        {
            Tag = DagRunEndpoints.Tag,
            Body = ClearPartitionsBody,
            Answer = typeof(ClearPartitionsResponse),
        });
    }

    private static string? OnlyOneFilter(JsonElement body) =>
        body.Flag("only_failed") == true && body.Flag("only_new") == true ? "only_new and only_failed are mutually exclusive" : null;

    private static string? SelectorRule(JsonElement body)
    {
        var hasRuns = body.Find("dag_runs") is { ValueKind: JsonValueKind.Array } runs && runs.GetArrayLength() > 0;
        return new[] { hasRuns, body.Text("partition_key") is not null, HasWindow(body) }.Count(static isGiven => isGiven) != 1 ? OneSelector : WindowRule(body);
    }

    private static string? PartitionRule(JsonElement body) =>
        new[] { body.Text("run_id") is not null, body.Text("partition_key") is not null, HasWindow(body) }.Count(static isGiven => isGiven) != 1
            ? "Exactly one of run_id, partition_key, or a partition date window (partition_date_start / partition_date_end) must be provided."
            : WindowRule(body);

    private static bool HasWindow(JsonElement body) => (body.Time("partition_date_start") ?? body.Time("partition_date_end")) is not null;

    private static string? WindowRule(JsonElement body) =>
        body.Time("partition_date_start") > body.Time("partition_date_end") ? "partition_date_start must be on or before partition_date_end." : null;

    private static async Task ClearAsync(ApiCall call)
    {
        var run = (await DagRunEndpoints.FindAsync(call)).Run;
        if (call.Body.Flag("dry_run") ?? true)
        {
            await AnswerDryAsync(call, [run]);
            return;
        }

        await ClearAsync(call, run, "clear_dag_run");
        await call.AnswerAsync(DagRunResponse.Of(await DagRunEndpoints.FindAsync(call)));
    }

    private static async Task ClearManyAsync(ApiCall call)
    {
        var runs = await FindRunsAsync(call);
        if (call.Body.Flag("dry_run") ?? true)
        {
            await AnswerDryAsync(call, runs);
            return;
        }

        var cleared = new List<ListedRun>();
        foreach (var run in runs)
        {
            await ClearAsync(call, run, "clear_dag_runs");
            cleared.AddRange(await DagRunEndpoints.FindAsync(call, run.DagId, run.RunId) is { } found ? [found] : []);
        }

        await call.AnswerAsync(DagRunCollectionResponse.Of(new ListPage<ListedRun>(cleared, cleared.Count), hasCursors: false));
    }

    /// <summary>As in Airflow, runs without a partition count only where their tasks are to be cleared as well.</summary>
    private static async Task ClearPartitionsAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        await DagScope.RequireAsync(call);
        var runs = call.Body.Text("run_id") is not { } runId ? await OfPartitionAsync(call)
            : await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) is { } found ? [found] : [];
        var partitioned = runs.Where(static run => run.PartitionKey is not null || run.PartitionDate is not null).Select(static run => run.RunId).ToList();
        var isDry = call.Body.Flag("dry_run") ?? true;
        var tasks = 0;
        if (call.Body.Flag("clear_task_instances") == true && runs.Count > 0)
        {
            var request = new ClearRequest { DagId = dagId, RunIds = [.. runs.Select(static run => run.RunId)] };
            tasks = (isDry ? await ClearingOf(call).SelectAsync(request, call.Aborted) : await ClearingOf(call).ClearAsync(request, call.Aborted)).Count;
        }

        var cleared = isDry ? partitioned.Count : await call.Services.Stores.Runs.ClearPartitionsAsync(dagId, partitioned, call.Aborted);
        if (!isDry)
        {
            await call.AuditAsync(new AuditEntry { At = default, Event = "clear_dag_run_partitions", DagId = dagId, RunId = call.Body.Text("run_id"), Extra = call.Body.GetRawText() });
        }

        await call.AnswerAsync(new ClearPartitionsResponse(cleared, tasks, isDry));
    }

    private static TaskClearing ClearingOf(ApiCall call) => new(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock);

    private static async Task ClearAsync(ApiCall call, DagRun run, string operation)
    {
        var clearing = ClearingOf(call);
        if (call.Body.Flag("only_new") == true)
        {
            await clearing.QueueAsync(run.DagId, run.RunId, onLatestVersion: true, call.Aborted);
        }
        else
        {
            await MakeAsync(call, run);
            await clearing.ClearAsync(RequestOf(call, run) with { OnLatestVersion = await RerunVersion.IsLatestAsync(call, run.DagId) }, call.Aborted);
        }

        if (call.Body.Text("note") is { } note)
        {
            await call.Services.Stores.Runs.SetNoteAsync(run.DagId, run.RunId, DagRunChanges.NoteOf(note), call.User.Name, call.Aborted);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = operation, DagId = run.DagId, RunId = run.RunId, Extra = call.Body.GetRawText() });
    }

    private static ClearRequest RequestOf(ApiCall call, DagRun run) => new()
    {
        DagId = run.DagId,
        RunIds = [run.RunId],
        OnlyFailed = call.Body.Flag("only_failed") ?? false,
    };

    private static Task<bool> MakeAsync(ApiCall call, DagRun run) =>
        new EarlyInstances(call.Services.Stores, call.Services.Versions, call.Services.Clock).MakeAsync(run.DagId, run.RunId, call.Aborted);

    /// <summary>What would be cleared, or, when new tasks alone are asked for, which ones would be added.</summary>
    private static async Task AnswerDryAsync(ApiCall call, IReadOnlyList<DagRun> runs)
    {
        var found = new List<object>();
        foreach (var run in runs)
        {
            await MakeAsync(call, run);
            if (call.Body.Flag("only_new") == true)
            {
                found.AddRange(await NewTasksAsync(call, run));
                continue;
            }

            var tasks = await ClearingOf(call).SelectAsync(RequestOf(call, run), call.Aborted);
            var listed = await TaskLookup.OfKeysAsync(call, tasks.Where(task => task.Key.DagId == run.DagId).Select(static task => task.Key));
            found.AddRange(listed.OrderBy(static task => task.Task.Key.TaskId, StringComparer.Ordinal).ThenBy(static task => task.Task.Key.MapIndex).Select(task => TaskInstanceResponse.Of(call, task)));
        }

        await call.AnswerAsync(new ClearTaskInstanceCollectionResponse(found, found.Count));
    }

    private static async Task<IEnumerable<NewTaskResponse>> NewTasksAsync(ApiCall call, DagRun run)
    {
        var record = await call.Services.Stores.Dags.FindAsync(run.DagId, call.Aborted);
        var dag = record?.LatestVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        var there = (await call.Services.Stores.Tasks.ListForRunAsync(run.DagId, run.RunId, call.Aborted)).Select(static task => task.Key.TaskId).ToHashSet(StringComparer.Ordinal);
        return dag is null ? [] : Enumerable.Range(0, dag.Graph.Count).Where(task => !there.Contains(dag.Graph.TaskId(task)))
            .Select(dag.Graph.TaskId).Order(StringComparer.Ordinal).Select(static taskId => new NewTaskResponse(taskId, taskId));
    }

    private static async Task<IReadOnlyList<DagRun>> FindRunsAsync(ApiCall call)
    {
        if (call.Body.Find("dag_runs") is not { } entities || entities.GetArrayLength() == 0)
        {
            return await OfPartitionAsync(call);
        }

        // who may not change one of them is told so before anything is said of the others
        var named = entities.EnumerateArray().Select(static entity => (DagId: entity.Text("dag_id") is { Length: > 0 } given ? given : null, RunId: entity.Text("dag_run_id")!)).ToList();
        if (named.Any(one => (one.DagId ?? call.Route("dag_id")) is not DagScope.Any and var dagId && !call.User.CanFor(dagId, "can_edit", ApiResources.DagRuns)))
        {
            throw new ApiException(403, "Forbidden");
        }

        var runs = new List<DagRun>();
        foreach (var (dagId, runId) in named.Select(one => (DagIdOf(call, one.DagId, one.RunId), one.RunId)).Distinct())
        {
            runs.Add(await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) ?? throw DagRunEndpoints.NotFound(dagId, runId));
        }

        return runs;
    }

    private static string DagIdOf(ApiCall call, string? given, string runId)
    {
        if (DagScope.IsAny(call))
        {
            return given is null or DagScope.Any
                ? throw ApiException.BadRequest($"When the URL dag_id is '~', every entry must provide a concrete dag_id (missing on dag_run_id: '{runId}').")
                : given;
        }

        var dagId = call.Route("dag_id");
        return given is null || given == dagId ? dagId : throw ApiException.BadRequest($"Entry dag_id '{given}' does not match the URL dag_id '{dagId}'.");
    }

    private static async Task<IReadOnlyList<DagRun>> OfPartitionAsync(ApiCall call)
    {
        if (DagScope.IsAny(call))
        {
            throw ApiException.BadRequest("Partition selectors require a concrete dag_id; '~' is not supported.");
        }

        var dag = await TaskInstanceChanges.DagAsync(call, call.Route("dag_id"));
        var filters = new ListFilters(call).OfDag(call, ApiResources.DagRuns);
        if (call.Body.Text("partition_key") is { } key)
        {
            filters.Add(ListFilter.Is("partition_key", key));
        }
        else
        {
            PartitionWindow.Add(filters, dag, call.Body);
        }

        var query = new ListQuery { Filters = filters.All, Order = [new ListOrder("partition_date"), new ListOrder("run_id")], Limit = int.MaxValue };
        return [.. (await call.Services.Listings.Runs.ListAsync(query, call.Aborted)).Items.Select(static listed => listed.Run)];
    }
}
