using System.Text.Json;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Scheduling;

/// <summary>How many instances a mapped task gets, from literal values and from the lengths of upstream results.</summary>
internal static class MappedLengths
{
    /// <summary>The number, or null while a result that it depends on is not there.</summary>
    public static int? Of(SerializedExpandInput input, Func<string, int?> lengthOfResult)
    {
        if (input.Type == SerializedExpandInput.ListOfDicts)
        {
            return LengthOf(input.Value, lengthOfResult);
        }

        var product = 1;
        foreach (var argument in Unwrap(input.Value).EnumerateObject())
        {
            if (LengthOf(argument.Value, lengthOfResult) is not { } length)
            {
                return null;
            }

            product *= length;
        }

        return product;
    }

    private static JsonElement Unwrap(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("__var", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : value;

    private static int? LengthOf(JsonElement value, Func<string, int?> lengthOfResult)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.GetArrayLength();
        }

        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("__type", out var type))
        {
            return value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Count() : 1;
        }

        var inner = value.GetProperty("__var");
        return type.GetString() switch
        {
            "xcomref" => LengthOfReference(inner, lengthOfResult),
            "dict" => inner.EnumerateObject().Count(),
            _ => inner.ValueKind == JsonValueKind.Array ? inner.GetArrayLength() : 1,
        };
    }

    private static int? LengthOfReference(JsonElement reference, Func<string, int?> lengthOfResult)
    {
        var kind = reference.TryGetProperty("type", out var type) ? type.GetString() : null;
        return kind switch
        {
            "zip" => Combine(reference, lengthOfResult, reference.TryGetProperty("fillvalue", out _) ? Math.Max : Math.Min),
            "concat" => Combine(reference, lengthOfResult, (left, right) => left + right),
            "map" or "filter" => LengthOfReference(reference.GetProperty("arg"), lengthOfResult),
            _ => lengthOfResult(reference.GetProperty("task_id").GetString()!),
        };
    }

    private static int? Combine(JsonElement reference, Func<string, int?> lengthOfResult, Func<int, int, int> combine)
    {
        int? total = null;
        foreach (var argument in reference.GetProperty("args").EnumerateArray())
        {
            if (LengthOfReference(argument, lengthOfResult) is not { } length)
            {
                return null;
            }

            total = total is { } known ? combine(known, length) : length;
        }

        return total ?? 0;
    }
}
