using System.Text.Json;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>Reads fields of a body that was checked; null where a field is null or was left out.</summary>
internal static class BodyValues
{
    public static string? Text(this JsonElement body, string name) => Find(body, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static bool? Flag(this JsonElement body, string name) => Find(body, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static long? Long(this JsonElement body, string name) => Find(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static double? Number(this JsonElement body, string name) => Find(body, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>Where a time may come without a zone, it is of UTC then.</summary>
    public static DateTimeOffset? Time(this JsonElement body, string name) => Text(body, name) is { } text && Wire.TryTimeOrNaive(text, out var time) ? time : null;

    /// <summary>The elements of a list; null among them stays null.</summary>
    public static IReadOnlyList<string?>? Texts(this JsonElement body, string name) =>
        Find(body, name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(static item => item.ValueKind == JsonValueKind.String ? item.GetString() : null)] : null;

    public static JsonElement? Find(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
