using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Bodies;

/// <summary>Numbers and flags that were sent in another form, as far as it is clear which are meant.</summary>
internal static class BodyCoercion
{
    /// <summary>null when the value is as it should be, or cannot be read.</summary>
    public static JsonNode? Of(BodyField field, JsonElement value) => field.Kind switch
    {
        BodyKind.Integer => ToInteger(value),
        BodyKind.Number => ToNumber(value),
        BodyKind.Flag => ToFlag(value) is { } flag ? JsonValue.Create(flag) : null,
        BodyKind.Time when value.ValueKind == JsonValueKind.Number && Wire.TryTime(value.GetRawText(), out var time) => Wire.Time(time),
        BodyKind.List when field.Item is { } item && value.ValueKind == JsonValueKind.Array => ToList(item, value),
        _ => null,
    };

    private static JsonNode? ToInteger(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(value.GetBoolean() ? 1 : 0);
            case JsonValueKind.Number when !value.TryGetInt64(out _) && value.TryGetDouble(out var real) && double.IsInteger(real) && Math.Abs(real) < 1L << 53:
                return JsonValue.Create((long)real);
            case JsonValueKind.String when long.TryParse(Whole(value.GetString()!), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return JsonValue.Create(number);
            default:
                return null;
        }
    }

    private static JsonNode? ToNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.GetBoolean() ? 1.0 : 0.0),
        JsonValueKind.String when double.TryParse(value.GetString()!.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            JsonValue.Create(number),
        _ => null,
    };

    private static bool? ToFlag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && number is 0 or 1 => value.GetDouble() > 0,
        JsonValueKind.String => value.GetString()!.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" or "t" or "y" => true,
            "false" or "0" or "no" or "off" or "f" or "n" => false,
            _ => null,
        },
        _ => null,
    };

    private static JsonArray? ToList(BodyShape item, JsonElement list)
    {
        var coerced = list.EnumerateArray().Select(item.Coerce).ToList();
        return coerced.TrueForAll(static one => one is null)
            ? null
            : new JsonArray([.. list.EnumerateArray().Select((one, index) => coerced[index] ?? JsonNode.Parse(one.GetRawText()))]);
    }

    /// <summary>1.0 is a whole number as well, and so is 1_000.</summary>
    public static string Whole(string text)
    {
        const int MostDigits = 4_300;
        var trimmed = text.Trim();
        var point = trimmed.IndexOf('.', StringComparison.Ordinal);
        var whole = point > 0 && trimmed.AsSpan(point + 1).TrimEnd('0').IsEmpty ? trimmed[..point] : trimmed;
        var isGrouped = whole.Contains('_', StringComparison.Ordinal) && !whole.StartsWith('_') && !whole.EndsWith('_') && !whole.Contains("__", StringComparison.Ordinal);
        return whole.Length > MostDigits ? "" : isGrouped ? whole.Replace("_", "", StringComparison.Ordinal) : whole;
    }
}
