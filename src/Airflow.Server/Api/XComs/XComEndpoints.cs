using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Engine.XComs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.XComs;

/// <summary>…/taskInstances/{task_id}/xcomEntries.</summary>
internal static class XComEndpoints
{
    private const string Tag = "XCom";
    private const string Entries = TaskInstanceEndpoints.One + "/xcomEntries";
    private const string Entry = Entries + "/{**xcom_key}";

    private static readonly ApiParameter MapIndex = ApiParameter.Integer("map_index") with { Default = -1, Minimum = -1 };

    private static readonly BodyField Index = new("map_index", BodyKind.Integer, IsRequired: false);

    private static readonly BodyField Value = new("value", BodyKind.Any, IsRequired: true, IsNullable: true) { Rule = ReservedKeys.FaultOf };

    private static readonly BodyModel CreateBody = new(new BodyField("key", BodyKind.Text) { MinLength = 1 }, Value, Index) { Name = "XComCreateBody" };

    private static readonly BodyModel UpdateBody = new(Value, Index) { Name = "XComUpdateBody" };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", Entries, "get_xcom_entries", ApiNeed.Read(ApiResources.XComs), ListAsync)
        {
            Tag = Tag,
            IsList = true,
            Parameters =
            [
                ApiParameter.Text("xcom_key"), ApiParameter.Integer("map_index") with { Minimum = -1 }, Paging.Limit, Paging.Offset, .. ApiParameter.Pattern("xcom_key"),
                .. ApiParameter.Pattern("dag_display_name"), .. ApiParameter.Pattern("run_id"), .. ApiParameter.Pattern("task_id"), ApiParameter.Integer("map_index_filter"),
                .. ApiParameter.Range("logical_date"), .. ApiParameter.Range("run_after"), Paging.OrderBy("dag_id", "task_id", "run_id", "map_index", "key"),
            ],
            Answer = typeof(XComCollectionResponse),
        });
        routes.Map(new("GET", Entry, "get_xcom_entry", ApiNeed.Read(ApiResources.XComs), GetAsync)
        {
            Tag = Tag,
            Parameters = [MapIndex, ApiParameter.Flag("deserialize", false), ApiParameter.Flag("stringify", false)],
            Answer = typeof(XComResponseNative),
        });
        routes.Map(new("POST", Entries, "create_xcom_entry", ApiNeed.Create(ApiResources.XComs), CreateAsync)
        {
            Tag = Tag,
            Body = CreateBody,
            Answer = typeof(XComResponseNative),
            Status = 201,
        });
        routes.Map(new("PATCH", Entry, "update_xcom_entry", ApiNeed.Edit(ApiResources.XComs), UpdateAsync) { Tag = Tag, Body = UpdateBody, Answer = typeof(XComResponseNative) });
        routes.Map(new("DELETE", Entry, "delete_xcom_entry", ApiNeed.Delete(ApiResources.XComs), DeleteAsync) { Tag = Tag, Parameters = [MapIndex], Status = 204 });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var filters = new ListFilters(call).OfDag(call, ApiResources.XComs)
            .IsNumber("map_index", "map_index").IsNumber("map_index", "map_index_filter")
            .Pattern("key", "xcom_key").Pattern("dag_display_name", "dag_display_name").Pattern("run_id", "run_id").Pattern("task_id", "task_id")
            .Range("logical_date", "logical_date").Range("run_after", "run_after");
        if (call.Text("xcom_key") is { } key)
        {
            filters.Add(ListFilter.Is("key", key));
        }

        OfPath(call, filters, "run_id", "dag_run_id");
        OfPath(call, filters, "task_id", "task_id");
        var listing = call.Services.Listings.XComs;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new XComCollectionResponse([.. page.Items.Select(XComResponse.Of)], page.Total));
    }

    private static void OfPath(ApiCall call, ListFilters filters, string field, string part)
    {
        if (call.Route(part) != DagScope.Any)
        {
            filters.Add(ListFilter.Is(field, call.Route(part)));
        }
    }

    private static async Task GetAsync(ApiCall call)
    {
        var key = KeyOf(call, call.Route("xcom_key"), call.Long("map_index"));
        var stored = await call.Services.Stores.XComs.FindAsync(key, includePriorDates: false, call.Aborted);
        var listed = stored is null ? null : await FindAsync(call, key);
        if (stored is null || listed is null)
        {
            throw ApiException.NotFound($"XCom entry with key: `{key.Key}` not found");
        }

        await call.AnswerAsync(XComResponseNative.Of(listed, call.Flag("stringify") == true ? Stringified(stored.Value) : new RawJson(stored.Value)));
    }

    /// <summary>The value as Python writes it; null stays null.</summary>
    private static RawJson Stringified(string json) => new(json == "null" ? null : JsonSerializer.Serialize(XComText.Of(json), Wire.Json));

    private static XComKey KeyOf(ApiCall call, string key, long? mapIndex) => new(
        call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"), key, (int)Math.Clamp(mapIndex ?? -1, int.MinValue, int.MaxValue));

    private static async Task<ListedXCom?> FindAsync(ApiCall call, XComKey key)
    {
        var query = new ListQuery
        {
            Filters = [.. TaskInstanceEndpoints.OfTask(key.DagId, key.RunId, key.TaskId), ListFilter.Is("map_index", key.MapIndex), ListFilter.Is("key", key.Key)],
            Limit = 1,
        };
        return (await call.Services.Listings.XComs.ListAsync(query, call.Aborted)).Items is [var found] ? found : null;
    }

    private static async Task CreateAsync(ApiCall call)
    {
        var key = KeyOf(call, call.Body.Text("key")!, call.Body.Long("map_index"));
        var dag = await TaskInstanceChanges.DagAsync(call, key.DagId);
        if (!dag.Graph.TryGetIndex(key.TaskId, out _))
        {
            throw ApiException.NotFound($"Task with ID: `{key.TaskId}` not found in dag: `{key.DagId}`");
        }

        if (await call.Services.Stores.Runs.FindAsync(key.DagId, key.RunId, call.Aborted) is null)
        {
            throw ApiException.NotFound($"Dag Run with ID: `{key.RunId}` not found for dag: `{key.DagId}`");
        }

        var task = new Engine.Tasks.TaskInstanceKey(key.DagId, key.RunId, key.TaskId, key.MapIndex);
        if (await TaskInstanceEndpoints.FindAsync(call, task) is null)
        {
            throw TaskInstanceChanges.NotFound(task, isList: false);
        }

        if (await FindAsync(call, key) is not null)
        {
            throw ApiException.Conflict($"The XCom with key: `{key.Key}` with mentioned task instance already exists.");
        }

        await SaveAsync(call, key, "create_xcom_entry");
    }

    private static async Task UpdateAsync(ApiCall call)
    {
        var key = KeyOf(call, call.Route("xcom_key"), call.Body.Long("map_index"));
        if (await FindAsync(call, key) is null)
        {
            throw Missing(key.Key);
        }

        await SaveAsync(call, key, "update_xcom_entry");
    }

    private static async Task SaveAsync(ApiCall call, XComKey key, string operation)
    {
        var value = call.Body.GetProperty("value").GetRawText();
        await call.Services.Stores.XComs.SaveAsync(new XCom(key, value), call.Aborted);
        await AuditAsync(call, key, operation);
        var listed = await FindAsync(call, key) ?? throw Missing(key.Key);
        await call.AnswerAsync(XComResponseNative.Of(listed, new RawJson(value)));
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var key = KeyOf(call, call.Route("xcom_key"), call.Long("map_index"));
        if (!await call.Services.Stores.XComs.DeleteAsync(key, call.Aborted))
        {
            throw Missing(key.Key);
        }

        await AuditAsync(call, key, "delete_xcom_entry");
        await call.EndAsync();
    }

    /// <summary>The value is not told: it may be great, or a secret.</summary>
    private static Task AuditAsync(ApiCall call, XComKey key, string operation) => call.AuditAsync(new AuditEntry
    {
        At = default,
        Event = operation,
        DagId = key.DagId,
        RunId = key.RunId,
        TaskId = key.TaskId,
        MapIndex = key.MapIndex,
        Extra = new JsonObject { ["xcom_key"] = key.Key }.ToJsonString(Wire.Json),
    });

    private static ApiException Missing(string key) => ApiException.NotFound($"The XCom with key: `{key}` with mentioned task instance doesn't exist.");
}
