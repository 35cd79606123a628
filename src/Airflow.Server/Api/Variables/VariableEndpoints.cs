using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Variables;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Variables;

/// <summary>/variables.</summary>
internal static class VariableEndpoints
{
    private const string Tag = "Variable";

    private static readonly BodyModel VariableBody = new(
        new BodyField("key", BodyKind.Text) { MaxLength = VariableCatalog.MaxKeyLength },
        new BodyField("value", BodyKind.Any),
        BodyField.Optional("description", BodyKind.Text),
        TeamRule.Field)
    {
        Name = "VariableBody",
        Rule = TeamRule.Check,
    };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("DELETE", "/variables/{**variable_key}", "delete_variable", ApiNeed.Delete(ApiResources.Variables), DeleteAsync) { Tag = Tag, Status = 204 });
        routes.Map(new("GET", "/variables/{**variable_key}", "get_variable", ApiNeed.Read(ApiResources.Variables), GetAsync)
        {
            Tag = Tag,
            Answer = typeof(VariableResponse),
        });
        routes.Map(new("PATCH", "/variables/{**variable_key}", "patch_variable", ApiNeed.Edit(ApiResources.Variables), PatchAsync)
        {
            Tag = Tag,
            Parameters = [UpdateMask.Parameter],
            Body = VariableBody,
            Answer = typeof(VariableResponse),
        });
        routes.Map(new("GET", "/variables", "get_variables", ApiNeed.Read(ApiResources.Variables), ListAsync)
        {
            Tag = Tag,
            Parameters = [Paging.Limit, Paging.Offset, Paging.OrderBy("id"), .. ApiParameter.Pattern("variable_key")],
            Answer = typeof(VariableCollectionResponse),
        });
        routes.Map(new("POST", "/variables", "post_variable", ApiNeed.Create(ApiResources.Variables), CreateAsync)
        {
            Tag = Tag,
            Body = VariableBody,
            Answer = typeof(VariableResponse),
            Status = 201,
        });
        routes.Map(new("PATCH", "/variables", "bulk_variables", ApiNeed.Edit(ApiResources.Variables), BulkAsync)
        {
            Tag = Tag,
            Body = BulkBody.Model(VariableBody, isReadTwice: true),
            Answer = typeof(BulkResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Variables;
        var filters = new ListFilters(call).Pattern("key", "variable_key").All;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters), call.Aborted);
        await call.AnswerAsync(new VariableCollectionResponse([.. page.Items.Select(variable => VariableResponse.Of(variable, call.Services))], page.Total));
    }

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(VariableResponse.Of(await FindAsync(call, call.Route("variable_key")), call.Services));

    private static async Task CreateAsync(ApiCall call)
    {
        var key = KeyOf(call.Body);
        if (await call.Services.Variables.FindStoredAsync(key, call.Aborted) is not null)
        {
            throw ApiException.Conflict($"The Variable with key: `{key}` already exists");
        }

        await SaveAsync(call, call.Body);
        await call.AuditAsync(new AuditEntry { At = default, Event = "post_variable", Extra = SecretBody.Redact(call.Services.Masker, call.Body) });
        await call.AnswerAsync(VariableResponse.Of(await FindAsync(call, key), call.Services));
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var key = call.Route("variable_key");
        if (KeyOf(call.Body) != key)
        {
            throw ApiException.BadRequest("Invalid body, key from request body doesn't match uri parameter");
        }

        var before = VariableResponse.Of(await FindAsync(call, key), call.Services);
        await ChangeAsync(call, call.Body, call.Texts("update_mask"));
        await call.AuditAsync(new AuditEntry { At = default, Event = "patch_variable", Extra = AuditChange.Of(call, before) });
        await call.AnswerAsync(VariableResponse.Of(await FindAsync(call, key), call.Services));
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var key = call.Route("variable_key");
        var before = VariableResponse.Of(await FindAsync(call, key), call.Services);
        if (!await call.Services.Variables.DeleteAsync(key, call.Aborted))
        {
            throw NotFound(key);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_variable", Extra = AuditChange.OfDeleted(call, before) });
        await call.EndAsync();
    }

    private static async Task BulkAsync(ApiCall call)
    {
        var bulk = new NamedBulk
        {
            Words = "variables with these keys",
            SeesCreated = true,
            Resource = ApiResources.Variables,
            NameOf = KeyOf,
            ExistsAsync = async key => await call.Services.Variables.FindStoredAsync(key, call.Aborted) is not null,
            SaveAsync = entity => SaveAsync(call, entity),
            UpdateAsync = (entity, mask) => ChangeAsync(call, entity, mask),
            DeleteAsync = key => call.Services.Variables.DeleteAsync(key, call.Aborted),
        };
        var response = await bulk.RunAsync(call);
        await call.AuditAsync(new AuditEntry { At = default, Event = "bulk_variables", Extra = SecretBody.Redact(call.Services.Masker, call.Body) });
        await call.AnswerAsync(response);
    }

    private static async Task ChangeAsync(ApiCall call, JsonElement body, IReadOnlyList<string>? names)
    {
        var key = KeyOf(body);
        var stored = await FindAsync(call, key);
        var mask = new UpdateMask(body, names);
        mask.Refuse("key");
        var value = mask.Touches("value")
            ? ValueOf(body)
            : call.Services.Variables.Open(stored) ?? throw ApiException.BadRequest($"The value of variable `{key}` cannot be decrypted; give it anew");
        await call.Services.Variables.SaveAsync(new Variable(key, value, mask.Text("description", stored.Description)), call.Aborted);
    }

    private static Task SaveAsync(ApiCall call, JsonElement body) => call.Services.Variables.SaveAsync(
        new Variable(KeyOf(body), ValueOf(body), body.TryGetProperty("description", out var description) ? description.GetString() : null), call.Aborted);

    private static async Task<StoredVariable> FindAsync(ApiCall call, string key) =>
        await call.Services.Variables.FindStoredAsync(key, call.Aborted) ?? throw NotFound(key);

    private static string KeyOf(JsonElement body) => body.GetProperty("key").GetString()!;

    /// <summary>A text as it is, anything else as JSON the way Python writes it.</summary>
    private static string ValueOf(JsonElement body) => body.GetProperty("value") is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : PythonJson.Write(JsonNode.Parse(body.GetProperty("value").GetRawText()));

    private static ApiException NotFound(string key) => ApiException.NotFound($"The Variable with key: `{key}` was not found");
}
