using System.Text.Json;
using Airflow.Engine;
using Airflow.Engine.Backfills;
using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Ui;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Backfills;

/// <summary>/backfills.</summary>
internal static class BackfillEndpoints
{
    private const string Tag = "Backfill";
    private const string One = "/backfills/{backfill_id}";

    private static readonly ApiParameter Id = ApiParameter.Integer("backfill_id") with { In = "path", IsRequired = true, Minimum = 0 };

    private static readonly BodyModel Body = new(
        new BodyField("dag_id", BodyKind.Text),
        new BodyField("from_date", BodyKind.Time) { IsNaiveAllowed = true },
        new BodyField("to_date", BodyKind.Time) { IsNaiveAllowed = true },
        new BodyField("run_backwards", BodyKind.Flag, IsRequired: false),
        BodyField.Optional("dag_run_conf", BodyKind.Map),
        new BodyField("reprocess_behavior", BodyKind.Choice, IsRequired: false) { Choices = ["failed", "completed", "none"] },
        new BodyField("max_active_runs", BodyKind.Integer, IsRequired: false) { Maximum = int.MaxValue },
        BodyField.Optional("run_on_latest_version", BodyKind.Flag))
    {
        Name = "BackfillPostBody",
    };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/backfills", "list_backfills", ApiNeed.Read(ApiResources.Backfills), ListAsync)
        {
            Tag = Tag,
            IsList = true,
            Parameters = [ApiParameter.Text("dag_id") with { IsRequired = true }, Paging.Limit, Paging.Offset, Paging.OrderBy("id")],
            Answer = typeof(BackfillCollectionResponse),
        });
        routes.Map(new("POST", "/backfills", "create_backfill", ApiNeed.Create(ApiResources.Backfills), CreateAsync)
        {
            Tag = Tag,
            IsList = true,
            Body = Body,
            RefuseBody = RefuseDag,
            Answer = typeof(BackfillResponse),
        });
        routes.Map(new("POST", "/backfills/dry_run", "create_backfill_dry_run", ApiNeed.Create(ApiResources.Backfills), PreviewAsync)
        {
            Tag = Tag,
            IsList = true,
            Body = Body,
            RefuseBody = RefuseDag,
            Answer = typeof(DryRunBackfillCollectionResponse),
        });
        MapOne(routes, "GET", "", "get_backfill", GetAsync);
        MapOne(routes, "PUT", "/pause", "pause_backfill", call => SetPausedAsync(call, isPaused: true));
        MapOne(routes, "PUT", "/unpause", "unpause_backfill", call => SetPausedAsync(call, isPaused: false));
        MapOne(routes, "PUT", "/cancel", "cancel_backfill", CancelAsync);
        routes.Map(UiOperations.List(
            "/backfills",
            "list_backfills_ui",
            ApiResources.Backfills,
            ListForPagesAsync,
            Paging.Limit, Paging.Offset, Paging.OrderBy("id"), ApiParameter.Text("dag_id"), ApiParameter.Flag("active")) with
        {
            Answer = typeof(BackfillCollectionResponse),
        });
    }

    /// <summary>Which right is needed follows from the DAG of the backfill, so that is found first; whoever asks for one that is not there is told so.</summary>
    private static void MapOne(ApiRoutes routes, string method, string verb, string id, Func<ApiCall, Task> handler) =>
        routes.Map(new(method, One + verb, id, ApiNeed.Read(ApiResources.Backfills), handler)
        {
            Tag = Tag,
            IsList = true,
            Parameters = [Id],
            Answer = typeof(BackfillResponse),
        });

    private static string? RefuseDag(JsonElement body) => body.Find("dag_id") is { ValueKind: not JsonValueKind.String } ? "'dag_id' must be a string" : null;

    private static Task ListAsync(ApiCall call)
    {
        var dagId = call.Text("dag_id")!;
        Require(call, dagId, "can_read");
        return AnswerListAsync(call, [ListFilter.Is("dag_id", dagId)]);
    }

    private static Task ListForPagesAsync(ApiCall call)
    {
        var filters = new ListFilters(call);
        if (call.Text("dag_id") is { } dagId)
        {
            Require(call, dagId, "can_read");
            filters.Add(ListFilter.Is("dag_id", dagId));
        }
        else if (call.User.DagsFor("can_read", ApiResources.Backfills) is { } dags)
        {
            filters.Add(ListFilter.In("dag_id", dags));
        }

        if (call.Flag("active") is { } isActive)
        {
            filters.Add(ListFilter.Is(isActive ? "is_active" : "is_completed", true));
        }

        return AnswerListAsync(call, filters.All);
    }

    private static async Task AnswerListAsync(ApiCall call, IEnumerable<ListFilter> filters)
    {
        var listing = call.Services.Listings.Backfills;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters), call.Aborted);
        await call.AnswerAsync(new BackfillCollectionResponse([.. page.Items.Select(BackfillResponse.Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(BackfillResponse.Of(await FindAsync(call, "can_read")));

    private static async Task CreateAsync(ApiCall call)
    {
        var request = RequestOf(call);
        var backfill = await RefusedAsync(call, WorkOf(call).CreateAsync(request, RerunSetting.Of(call.Services.Configuration), call.Aborted));
        await call.AuditAsync(new AuditEntry { At = default, Event = "create_backfill", DagId = backfill.DagId, Extra = call.Body.GetRawText() });
        await call.AnswerAsync(BackfillResponse.Of((await call.Services.Backfills.FindAsync(backfill.Id, call.Aborted))!));
    }

    private static async Task PreviewAsync(ApiCall call)
    {
        var runs = await RefusedAsync(call, WorkOf(call).PreviewAsync(RequestOf(call), call.Aborted));
        var shown = runs.Select(static run => new DryRunBackfillResponse(run.LogicalDate, run.PartitionKey, run.PartitionDate)).ToList();
        await call.AnswerAsync(new DryRunBackfillCollectionResponse(shown, shown.Count));
    }

    private static async Task SetPausedAsync(ApiCall call, bool isPaused)
    {
        var id = (await FindAsync(call, "can_edit")).Backfill.Id;
        await RefusedAsync(call, AsTaskAsync(WorkOf(call).SetPausedAsync(id, isPaused, call.Aborted)));
        await AnswerChangedAsync(call);
    }

    private static async Task CancelAsync(ApiCall call)
    {
        var id = (await FindAsync(call, "can_edit")).Backfill.Id;
        await RefusedAsync(call, AsTaskAsync(WorkOf(call).CancelAsync(id, call.Aborted)));
        await AnswerChangedAsync(call);
    }

    private static async Task AnswerChangedAsync(ApiCall call)
    {
        var listed = await FindAsync(call, "can_edit");
        await call.AuditAsync(new AuditEntry { At = default, Event = call.OperationId, DagId = listed.Backfill.DagId, Extra = $$"""{"backfill_id": {{listed.Backfill.Id}}}""" });
        await call.AnswerAsync(BackfillResponse.Of(listed));
    }

    private static async Task<ListedBackfill> FindAsync(ApiCall call, string action)
    {
        var found = call.Long("backfill_id") is { } id and <= int.MaxValue ? await call.Services.Backfills.FindAsync((int)id, call.Aborted) : null;
        var listed = found ?? throw ApiException.NotFound("Backfill not found");
        Require(call, listed.Backfill.DagId, action);
        return listed;
    }

    private static BackfillWork WorkOf(ApiCall call) =>
        new(call.Services.Stores, call.Services.Backfills, call.Services.Versions, call.Services.Wake, call.Services.Clock);

    private static BackfillRequest RequestOf(ApiCall call)
    {
        var body = call.Body;
        var dagId = body.GetProperty("dag_id").GetString()!;
        Require(call, dagId, "can_create");
        return new BackfillRequest
        {
            DagId = dagId,
            From = TimeOf(body, "from_date"),
            To = TimeOf(body, "to_date"),
            RunBackwards = body.Flag("run_backwards") ?? false,
            Conf = body.Find("dag_run_conf")?.GetRawText(),
            ReprocessBehavior = ReprocessNames.Parse(body.Text("reprocess_behavior") ?? "none"),
            MaxActiveRuns = (int)(body.Long("max_active_runs") ?? Backfill.DefaultMaxActiveRuns),
            OnLatestVersion = body.Flag("run_on_latest_version"),
            User = call.User.Name,
        };
    }

    private static DateTimeOffset TimeOf(JsonElement body, string name) => Wire.TryTimeOrNaive(body.GetProperty(name).GetString()!, out var time)
        ? time
        : throw new InvalidOperationException($"{name} was checked to be a time, and is none.");

    private static void Require(ApiCall call, string dagId, string action)
    {
        if (!call.User.CanFor(dagId, action, ApiResources.Backfills))
        {
            throw new ApiException(403, "Forbidden");
        }
    }

    private static async Task<bool> AsTaskAsync(Task task)
    {
        await task;
        return true;
    }

    private static async Task<T> RefusedAsync<T>(ApiCall call, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (AirflowException exception)
        {
            throw exception.Code switch
            {
                "dag_not_found" or BackfillErrors.NotFound => ApiException.NotFound(exception.Message),
                BackfillErrors.NotAllowed => ApiException.BadRequest(exception.Message),
                BackfillErrors.NotPeriodic or BackfillErrors.Invalid => new ApiException(422, exception.Message),
                BackfillErrors.AlreadyRunning => ApiException.Conflict($"There is already a running backfill for dag {call.Body.Text("dag_id")}"),
                BackfillErrors.Completed => ApiException.Conflict(exception.Message),
                _ => exception,
            };
        }
    }
}
