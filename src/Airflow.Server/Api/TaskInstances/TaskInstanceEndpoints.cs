using Airflow.Engine.Clearing;
using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances: finding and listing.</summary>
internal static class TaskInstanceEndpoints
{
    public const string Tag = "Task Instance";

    public const string Tasks = DagRunEndpoints.Run + "/taskInstances";

    public const string One = Tasks + "/{task_id}";

    /// <summary>The path of an instance of a mapped task.</summary>
    public const string Mapped = One + "/{map_index}";

    private static readonly string[] Times = ["run_after", "logical_date", "start_date", "end_date", "updated_at"];

    public static ApiParameter MapIndexInPath { get; } = ApiParameter.Integer("map_index") with { In = "path", IsRequired = true };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", One, "get_task_instance", ApiNeed.Read(ApiResources.TaskInstances), GetAsync) { Tag = Tag, Answer = typeof(TaskInstanceResponse) });
        routes.Map(new("GET", One + "/listMapped", "get_mapped_task_instances", ApiNeed.Read(ApiResources.TaskInstances), ListMappedAsync)
        {
            Tag = Tag,
            Parameters = [.. FilterParameters(), .. MoreFilterParameters(), Paging.Limit, Paging.Offset, Paging.OrderBy("map_index")],
            Answer = typeof(TaskInstanceCollectionResponse),
        });
        routes.Map(new("GET", Mapped, "get_mapped_task_instance", ApiNeed.Read(ApiResources.TaskInstances), GetMappedAsync)
        {
            Tag = Tag,
            Parameters = [MapIndexInPath],
            Answer = typeof(TaskInstanceResponse),
        });
        routes.Map(new("GET", Tasks, "get_task_instances", ApiNeed.Read(ApiResources.TaskInstances), ListAsync)
        {
            Tag = Tag,
            IsList = true,
            Parameters =
            [
                Paging.Cursor, ApiParameter.Text("task_id"), .. FilterParameters(), .. ApiParameter.Pattern("task_display_name"), ApiParameter.Text("task_group_id"),
                .. ApiParameter.Pattern("dag_id"), .. ApiParameter.Pattern("run_id"), .. MoreFilterParameters(), Paging.Limit, Paging.Offset, Paging.OrderBy("map_index"),
            ],
            Answer = typeof(TaskInstanceCollectionResponse),
        });
    }

    public static async Task<ListedTask?> FindAsync(ApiCall call, TaskInstanceKey key)
    {
        var query = new ListQuery { Filters = [.. OfTask(key.DagId, key.RunId, key.TaskId), ListFilter.Is("map_index", key.MapIndex)], Limit = 1 };
        return (await ListAsync(call, query)).Items is [var task] ? task : null;
    }

    /// <summary>Lists; the instances of a run that waits to be started are made when somebody looks for them.</summary>
    public static Task<ListPage<ListedTask>> ListAsync(ApiCall call, ListQuery query) => ListAsync(call, query, call.Route("dag_id"), call.Route("dag_run_id"));

    public static async Task<ListPage<ListedTask>> ListAsync(ApiCall call, ListQuery query, string dagId, string runId)
    {
        var page = await call.Services.Listings.Tasks.ListAsync(query, call.Aborted);
        if (page.Total == 0 && dagId != DagScope.Any && runId != DagScope.Any
            && await new EarlyInstances(call.Services.Stores, call.Services.Versions, call.Services.Clock).MakeAsync(dagId, runId, call.Aborted))
        {
            page = await call.Services.Listings.Tasks.ListAsync(query, call.Aborted);
        }

        await RenderedArguments.LoadAsync(call, page.Items);
        return page;
    }

    public static IEnumerable<ListFilter> OfTask(string dagId, string runId, string taskId) =>
        [ListFilter.Is("dag_id", dagId), ListFilter.Is("run_id", runId), ListFilter.Is("task_id", taskId)];

    /// <summary>The ranges that every list of task instances takes.</summary>
    private static IEnumerable<ApiParameter> FilterParameters() =>
        [.. Times.SelectMany(static name => ApiParameter.Range(name)), .. ApiParameter.Range("duration", ApiKind.Number)];

    private static IEnumerable<ApiParameter> MoreFilterParameters() =>
    [
        ApiParameter.Texts("state"), ApiParameter.Texts("pool"), .. ApiParameter.Pattern("pool_name"), ApiParameter.Texts("queue"), .. ApiParameter.Pattern("queue_name"),
        ApiParameter.Texts("executor"), ApiParameter.Integer("version_number") with { IsList = true }, ApiParameter.Integer("try_number") with { IsList = true },
        ApiParameter.Texts("operator"), .. ApiParameter.Pattern("operator_name"), ApiParameter.Integer("map_index") with { IsList = true },
        .. ApiParameter.Pattern("rendered_map_index"),
    ];

    private static ListFilters Filtered(ApiCall call)
    {
        var filters = new ListFilters(call)
            .Range("duration", "duration", ApiKind.Number)
            .TaskStateIn(call.Texts("state"))
            .AnyOf("pool", "pool").Pattern("pool", "pool_name").AnyOf("queue", "queue").Pattern("queue", "queue_name").ExecutorIn(call, call.Texts("executor"))
            .AnyNumber("version_number", "version_number").AnyNumber("try_number", "try_number")
            .AnyOf("operator", "operator").Pattern("operator_name", "operator_name")
            .AnyNumber("map_index", "map_index").Pattern("shown_map_index", "rendered_map_index");
        foreach (var name in Times)
        {
            filters.Range(name, name);
        }

        return filters;
    }

    private static async Task GetAsync(ApiCall call)
    {
        var (dagId, runId, taskId) = (call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"));
        var page = await ListAsync(call, new ListQuery { Filters = [.. OfTask(dagId, runId, taskId)], Limit = 1 });
        if (page.Items is not [var task])
        {
            throw ApiException.NotFound($"The Task Instance with dag_id: `{dagId}`, run_id: `{runId}` and task_id: `{taskId}` was not found");
        }

        await call.AnswerAsync(task.Task.Key.MapIndex < 0
            ? TaskInstanceResponse.Of(call, task)
            : throw ApiException.NotFound("Task instance is mapped, add the map_index value to the URL"));
    }

    private static async Task GetMappedAsync(ApiCall call)
    {
        var (dagId, runId, taskId) = (call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"));
        var mapIndex = call.Long("map_index")!.Value;
        var task = mapIndex is < int.MinValue or > int.MaxValue ? null : await FindAsync(call, new TaskInstanceKey(dagId, runId, taskId, (int)mapIndex));
        await call.AnswerAsync(TaskInstanceResponse.Of(call, task ?? throw ApiException.NotFound(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The Mapped Task Instance with dag_id: `{dagId}`, run_id: `{runId}`, task_id: `{taskId}`, and map_index: `{mapIndex}` was not found"))));
    }

    private static async Task ListAsync(ApiCall call)
    {
        var runId = call.Route("dag_run_id");
        if (DagScope.IsAny(call) && runId != DagScope.Any)
        {
            throw ApiException.BadRequest("dag_id is required when dag_run_id is specified");
        }

        var filters = Filtered(call).OfDag(call, ApiResources.TaskInstances).Is("task_id", "task_id")
            .Pattern("task_display_name", "task_display_name").Pattern("dag_id", "dag_id").Pattern("run_id", "run_id");
        if (runId != DagScope.Any)
        {
            filters.Add(ListFilter.Is("run_id", runId));
        }

        await TaskGroupFilter.AddAsync(call, filters);
        var listing = call.Services.Listings.Tasks;
        var query = Paging.Read(call, listing, filters.All);
        var page = await ListAsync(call, query);
        if (page.Total == 0)
        {
            await RequireRunAsync(call);
        }

        await call.AnswerAsync(TaskInstanceCollectionResponse.Of(call, page, query.HasCursors));
    }

    private static async Task RequireRunAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("dag_run_id"));
        if (runId != DagScope.Any && await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) is null)
        {
            throw ApiException.NotFound($"DagRun with dag_id: `{dagId}` and run_id: `{runId}` was not found");
        }

        await DagScope.RequireAsync(call);
    }

    private static async Task ListMappedAsync(ApiCall call)
    {
        var (dagId, runId, taskId) = (call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"));
        var filters = Filtered(call);
        var listing = call.Services.Listings.Tasks;
        var query = Paging.Read(call, listing, [.. OfTask(dagId, runId, taskId), new ListFilter("map_index", ListOperator.AtLeast, 0), .. filters.All]);
        var page = await ListAsync(call, query);
        if (page.Total == 0)
        {
            await RequireMappedAsync(call, dagId, runId, taskId);
        }

        await call.AnswerAsync(TaskInstanceCollectionResponse.Of(call, page));
    }

    /// <summary>That there is nothing is right for a mapped task that has not expanded, or did to nothing, in the version of the run or else in the latest.</summary>
    private static async Task RequireMappedAsync(ApiCall call, string dagId, string runId, string taskId)
    {
        var dag = await TaskGroupFilter.DagOfRunAsync(call, dagId, runId);
        if (!dag.Graph.TryGetIndex(taskId, out var index))
        {
            throw ApiException.NotFound($"Task id {taskId} not found");
        }

        if (!dag.Rules.NeedsExpansion(index))
        {
            throw ApiException.NotFound($"Task id {taskId} is not mapped");
        }
    }
}
