using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;

namespace Airflow.Server.Api.Connections;

using Airflow.Engine.Connections;

/// <summary>/connections.</summary>
internal static class ConnectionEndpoints
{
    internal const string Tag = "Connection";

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("DELETE", "/connections/{connection_id}", "delete_connection", ApiNeed.Delete(ApiResources.Connections), DeleteAsync) { Tag = Tag, Status = 204 });
        routes.Map(new("GET", "/connections/{connection_id}", "get_connection", ApiNeed.Read(ApiResources.Connections), GetAsync)
        {
            Tag = Tag,
            Answer = typeof(ConnectionResponse),
        });
        routes.Map(new("PATCH", "/connections/{connection_id}", "patch_connection", ApiNeed.Edit(ApiResources.Connections), PatchAsync)
        {
            Tag = Tag,
            Parameters = [UpdateMask.Parameter],
            Body = ConnectionBodies.Whole,
            Answer = typeof(ConnectionResponse),
        });
        routes.Map(new("GET", "/connections", "get_connections", ApiNeed.Read(ApiResources.Connections), ListAsync)
        {
            Tag = Tag,
            Parameters = [Paging.Limit, Paging.Offset, Paging.OrderBy("id"), .. ApiParameter.Pattern("connection_id")],
            Answer = typeof(ConnectionCollectionResponse),
        });
        routes.Map(new("POST", "/connections", "post_connection", ApiNeed.Create(ApiResources.Connections), CreateAsync)
        {
            Tag = Tag,
            Body = ConnectionBodies.Whole,
            Answer = typeof(ConnectionResponse),
            Status = 201,
        });
        routes.Map(new("PATCH", "/connections", "bulk_connections", ApiNeed.Edit(ApiResources.Connections), BulkAsync)
        {
            Tag = Tag,
            Body = BulkBody.Model(ConnectionBodies.Whole, isReadTwice: true),
            Answer = typeof(BulkResponse),
        });
        routes.Map(new("POST", "/connections/defaults", "create_default_connections", ApiNeed.Create(ApiResources.Connections), CreateDefaultsAsync)
        {
            Tag = Tag,
            Status = 204,
        });
        ConnectionTestEndpoints.Map(routes);
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Connections;
        var filters = new ListFilters(call).Pattern("conn_id", "connection_id").All;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters), call.Aborted);
        await call.AnswerAsync(new ConnectionCollectionResponse([.. page.Items.Select(connection => ConnectionResponse.Of(connection, call.Services))], page.Total));
    }

    private static Task GetAsync(ApiCall call) => AnswerAsync(call, call.Route("connection_id"));

    private static async Task CreateAsync(ApiCall call)
    {
        if (!await call.Services.Connections.AddAsync(ConnectionBodies.Read(call.Body), call.Aborted))
        {
            throw ApiException.UniqueViolation();
        }

        await AuditAsync(call, "post_connection");
        await AnswerAsync(call, ConnectionBodies.IdOf(call.Body));
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var id = call.Route("connection_id");
        if (ConnectionBodies.IdOf(call.Body) != id)
        {
            throw ApiException.BadRequest("The connection_id in the request body does not match the URL parameter");
        }

        var before = await FindAsync(call, id);
        await ChangeAsync(call, call.Body, call.Texts("update_mask"));
        await call.AuditAsync(new AuditEntry { At = default, Event = "patch_connection", Extra = AuditChange.Of(call, before) });
        await AnswerAsync(call, id);
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var id = call.Route("connection_id");
        var before = await FindAsync(call, id);
        if (!await call.Services.Connections.DeleteAsync(id, call.Aborted))
        {
            throw NotFound(id);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_connection", Extra = AuditChange.OfDeleted(call, before) });
        await call.EndAsync();
    }

    private static async Task CreateDefaultsAsync(ApiCall call)
    {
        foreach (var connection in DefaultConnections.All)
        {
            await call.Services.Connections.AddAsync(connection, call.Aborted);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "create_default_connections" });
        await call.EndAsync();
    }

    private static async Task BulkAsync(ApiCall call)
    {
        var connections = call.Services.Connections;
        var bulk = new NamedBulk
        {
            Words = "connections with these connection_ids",
            RefusesTwins = true,
            Resource = ApiResources.Connections,
            NameOf = ConnectionBodies.IdOf,
            ExistsAsync = async id => await connections.FindRowAsync(id, call.Aborted) is not null,
            SaveAsync = entity => ReplaceAsync(call, entity),
            UpdateAsync = (entity, mask) => ChangeAsync(call, entity, mask),
            DeleteAsync = id => connections.DeleteAsync(id, call.Aborted),
        };
        var response = await bulk.RunAsync(call);
        await AuditAsync(call, "bulk_connections");
        await call.AnswerAsync(response);
    }

    /// <summary>What the body leaves out stays as it was where there is a connection already.</summary>
    private static async Task ReplaceAsync(ApiCall call, JsonElement body)
    {
        var stored = await call.Services.Connections.FindStoredAsync(ConnectionBodies.IdOf(body), call.Aborted);
        await call.Services.Connections.SaveAsync(ConnectionBodies.Replace(body, stored?.Connection), call.Aborted);
    }

    private static async Task ChangeAsync(ApiCall call, JsonElement body, IReadOnlyList<string>? names)
    {
        var id = ConnectionBodies.IdOf(body);
        var stored = await call.Services.Connections.FindStoredAsync(id, call.Aborted) ?? throw NotFound(id);
        await call.Services.Connections.SaveAsync(ConnectionBodies.Apply(body, names, stored.Connection, call.Services.Masker), call.Aborted);
    }

    private static async Task AnswerAsync(ApiCall call, string id) => await call.AnswerAsync(await FindAsync(call, id));

    private static async Task<ConnectionResponse> FindAsync(ApiCall call, string id) =>
        ConnectionResponse.Of(await call.Services.Connections.FindRowAsync(id, call.Aborted) ?? throw NotFound(id), call.Services);

    private static Task AuditAsync(ApiCall call, string name) =>
        call.AuditAsync(new AuditEntry { At = default, Event = name, Extra = SecretBody.Redact(call.Services.Masker, call.Body) });

    internal static ApiException NotFound(string id) => ApiException.NotFound($"The Connection with connection_id: `{id}` was not found");
}
