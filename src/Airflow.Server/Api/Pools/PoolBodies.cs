using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Pools;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Pools;

/// <summary>What describes a pool in a body.</summary>
internal static class PoolBodies
{
    private const int MaxNameLength = 256;
    private static readonly BodyField Slots = new("slots", BodyKind.Integer) { Minimum = -1, Maximum = int.MaxValue };

    /// <summary>Of a new pool; its name may be called pool as well.</summary>
    public static BodyModel New { get; } = new(
        new BodyField("name", BodyKind.Text) { MaxLength = MaxNameLength, Alias = "pool", IsCalledByName = true },
        Slots,
        BodyField.Optional("description", BodyKind.Text),
        new BodyField("include_deferred", BodyKind.Flag, IsRequired: false),
        TeamRule.Field)
    {
        Name = "PoolBody",
        Rule = TeamRule.Check,
    };

    public static BodyModel Patch { get; } = new(
        BodyField.Optional("pool", BodyKind.Text) with { Alias = "name" },
        Slots with { IsRequired = false, IsNullable = true },
        BodyField.Optional("description", BodyKind.Text),
        BodyField.Optional("include_deferred", BodyKind.Flag),
        TeamRule.Field)
    {
        Name = "PoolPatchBody",
        Rule = TeamRule.Check,
    };

    /// <summary>What a patch must hold to be one of a whole pool.</summary>
    public static BodyModel Whole { get; } = new(
        allowsOthers: true,
        new BodyField("pool", BodyKind.Text),
        new BodyField("slots", BodyKind.Integer),
        BodyField.Optional("description", BodyKind.Text),
        new BodyField("include_deferred", BodyKind.Flag));

    /// <summary>The body as it is checked once more: with its name under the one key.</summary>
    public static JsonElement WithPool(JsonElement body)
    {
        if (!body.TryGetProperty("name", out var name) || body.TryGetProperty("pool", out _))
        {
            return body;
        }

        var whole = new JsonObject(body.EnumerateObject().Where(static field => field.Name != "name").Select(static field => KeyValuePair.Create(field.Name, JsonNode.Parse(field.Value.GetRawText()))));
        whole["pool"] = JsonNode.Parse(name.GetRawText());
        return JsonSerializer.SerializeToElement(whole, Wire.Json);
    }

    public static string NameOf(JsonElement body) => (body.TryGetProperty("pool", out var pool) ? pool : body.GetProperty("name")).GetString()!;

    public static Pool Read(JsonElement body) => new(
        NameOf(body),
        body.GetProperty("slots").GetInt32(),
        body.TryGetProperty("description", out var description) ? description.GetString() : null,
        body.TryGetProperty("include_deferred", out var deferred) && deferred.GetBoolean());
}
