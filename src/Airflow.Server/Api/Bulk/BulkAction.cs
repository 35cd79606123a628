using System.Text.Json;

namespace Airflow.Server.Api.Bulk;

/// <summary>One action of a bulk call.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Entities">With what: objects, and for a deletion also texts.</param>
internal sealed record BulkAction(BulkActionKind Kind, IReadOnlyList<JsonElement> Entities)
{
    /// <summary>What to do with what is there already: fail, skip or overwrite.</summary>
    public string OnExistence { get; init; } = "fail";

    /// <summary>Whether what is not there is passed over; else it makes the action fail.</summary>
    public bool SkipsMissing { get; init; }

    /// <summary>The fields that an update may touch; null: all that were given.</summary>
    public IReadOnlyList<string>? UpdateMask { get; init; }

    public bool Overwrites => OnExistence == "overwrite";

    /// <summary>The actions of a body that was checked by <see cref="BulkBody.Model"/>.</summary>
    public static IReadOnlyList<BulkAction> ReadAll(JsonElement body) => [.. body.GetProperty("actions").EnumerateArray().Select(Read)];

    private static BulkAction Read(JsonElement action)
    {
        var kind = action.GetProperty("action").GetString() switch
        {
            "create" => BulkActionKind.Create,
            "update" => BulkActionKind.Update,
            _ => BulkActionKind.Delete,
        };
        return new BulkAction(kind, [.. action.GetProperty("entities").EnumerateArray()])
        {
            OnExistence = TextOf(action, "action_on_existence") ?? "fail",
            SkipsMissing = TextOf(action, "action_on_non_existence") == "skip",
            UpdateMask = action.TryGetProperty("update_mask", out var mask) && mask.ValueKind == JsonValueKind.Array
                ? [.. mask.EnumerateArray().Select(static name => name.GetString()!)]
                : null,
        };
    }

    private static string? TextOf(JsonElement action, string name) => action.TryGetProperty(name, out var value) ? value.GetString() : null;
}
