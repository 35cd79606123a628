using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Takes the known fields out of one JSON object with their types checked; what is left over is unknown and kept.</summary>
internal sealed class FieldReader
{
    private readonly Dictionary<string, JsonElement> rest = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly ImmutableArray<string> lenient;

    /// <summary>Fields named in <paramref name="lenient"/> are templated: a text stands where a number may come out, so they stay unknown.</summary>
    /// <remarks>With <paramref name="unwrap"/>, a value in Airflow's typed envelope counts as the value inside.</remarks>
    public FieldReader(JsonElement element, string path, ImmutableArray<string> lenient = default, bool unwrap = false)
    {
        this.path = path;
        this.lenient = lenient.IsDefault ? [] : lenient;
        foreach (var property in Object(element, path).EnumerateObject())
        {
            rest[property.Name] = unwrap ? Unwrapped(property.Value) : property.Value;
        }
    }

    public ExtraFields Rest => ExtraFields.From(rest);

    public static JsonElement Object(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Expected("an object", element, path);

    public static DagSerializationException Expected(string what, JsonElement found, string path)
    {
        var text = found.ValueKind == JsonValueKind.Undefined ? "nothing" : found.GetRawText();
        return new(path, $"expected {what}, found {(text.Length > 60 ? text[..60] + "…" : text)}");
    }

    public string At(string name) => $"{path}.{name}";

    public string RequiredString(string name) =>
        String(name) ?? throw new DagSerializationException(At(name), "is required");

    public string? String(string name) =>
        Take(name, JsonValueKind.String, "a text", out var value) ? Text(value, At(name)) : null;

    public bool? Bool(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            rest.Remove(name);
            return value.ValueKind == JsonValueKind.True;
        }

        return Mismatch<bool?>(name, "true or false", value);
    }

    public int? Int(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && Whole(value) is { } number and >= int.MinValue and <= int.MaxValue)
        {
            rest.Remove(name);
            return (int)number;
        }

        return Mismatch<int?>(name, "a whole number of 32 bits", value);
    }

    public long? Long(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && Whole(value) is { } number)
        {
            rest.Remove(name);
            return number;
        }

        return Mismatch<long?>(name, "a whole number of 64 bits", value);
    }

    public TimeSpan? Seconds(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        if (PythonTime.TryDuration(value, out var duration))
        {
            rest.Remove(name);
            return duration;
        }

        return Mismatch<TimeSpan?>(name, "a number of seconds within 10,000 years", value);
    }

    public DateTimeOffset? Instant(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        if (PythonTime.TryInstant(value, out var instant))
        {
            rest.Remove(name);
            return instant;
        }

        return Mismatch<DateTimeOffset?>(name, "seconds since 1970 between the years 1 and 9999", value);
    }

    public ImmutableArray<string>? Strings(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            return Mismatch<ImmutableArray<string>?>(name, "a list of texts", value);
        }

        rest.Remove(name);
        var builder = ImmutableArray.CreateBuilder<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            builder.Add(Text(item, At(name)));
        }

        return builder.MoveToImmutable();
    }

    public JsonElement? ObjectValue(string name) => Take(name, JsonValueKind.Object, "an object", out var value) ? value : null;

    public JsonElement? ArrayValue(string name) => Take(name, JsonValueKind.Array, "a list", out var value) ? value : null;

    /// <summary>Any value but null, which stays among the unknown fields so that it is written back.</summary>
    public JsonElement? Any(string name)
    {
        if (!Has(name, out var value))
        {
            return null;
        }

        rest.Remove(name);
        return value;
    }

    /// <summary>Any value, null included; undefined when absent.</summary>
    public JsonElement AnyOrNull(string name) => rest.Remove(name, out var value) ? value : default;

    public static string Text(JsonElement value, string path)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new DagSerializationException(path, "holds half of a surrogate pair, which is no text", exception);
        }
    }

    private static JsonElement Unwrapped(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("__type", out _) && value.TryGetProperty("__var", out var inner)
            ? inner
            : value;

    private static long? Whole(JsonElement value)
    {
        if (value.TryGetInt64(out var number))
        {
            return number;
        }

        return value.TryGetDouble(out var real) && double.IsInteger(real) && Math.Abs(real) < 9e15
            ? Convert.ToInt64(real, CultureInfo.InvariantCulture)
            : null;
    }

    private bool Has(string name, out JsonElement value) =>
        rest.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null;

    private bool Take(string name, JsonValueKind kind, string what, out JsonElement value)
    {
        if (!Has(name, out value))
        {
            return false;
        }

        if (value.ValueKind != kind)
        {
            Mismatch<string?>(name, what, value);
            return false;
        }

        rest.Remove(name);
        return true;
    }

    private T? Mismatch<T>(string name, string what, JsonElement value) =>
        lenient.Contains(name, StringComparer.Ordinal) ? default : throw Expected(what, value, At(name));
}
