using System.Collections;
using System.Numerics;
using System.Text.Json;

namespace Airflow.Engine.Templates;

/// <summary>Turns plain .NET values into template values and back; nothing else ever enters a template.</summary>
public static class TemplateValues
{
    private const int MaxDepth = 100;

    internal static object? From(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException("The value is nested too deeply for a template.", nameof(value));
        }

        return value switch
        {
            null or bool or long or double or string or BigInteger => value,
            PyList or PyTuple or PyDict or PySet or PyRange or PyDateTime or PyTimeDelta or PyDate or PyTime or PyTimeZone or TemplateObject or PyCallable => value,
            int number => (long)number,
            short number => (long)number,
            byte number => (long)number,
            float number => (double)number,
            decimal number => (double)number,
            DateTimeOffset instant => PyDateTime.Pendulum(instant),
            TimeSpan duration => new PyTimeDelta(duration.Ticks / TimeSpan.TicksPerMicrosecond),
            Guid id => id.ToString(),
            Uri uri => uri.ToString(),
            Enum name => name.ToString(),
            JsonElement element => From(element, depth),
            IDictionary map => FromMap(map, depth),
            IEnumerable list => new PyList(list.Cast<object?>().Select(item => From(item, depth + 1))),
            _ => throw new ArgumentException($"A {value.GetType().Name} cannot be used in a template; give it as text, number, date, list or dictionary.", nameof(value)),
        };
    }

    /// <summary>The plain .NET value: null, bool, long, BigInteger, double, text, DateTimeOffset, TimeSpan, List or Dictionary; all else as its text.</summary>
    internal static object? ToPlain(object? value) => value switch
    {
        null or bool or long or double or string or BigInteger => value,
        PyList list => list.Items.ConvertAll(ToPlain),
        PyTuple tuple => tuple.Items.Select(ToPlain).ToList(),
        PySet set => set.Items.Select(ToPlain).ToList(),
        PyDictView view => view.Items.Select(ToPlain).ToList(),
        PyRange range => range.Items().ToList(),
        PyDict dict => new OrderedDictionary<string, object?>(dict.Items.Select(item => KeyValuePair.Create(PyText.Str(item.Key), ToPlain(item.Value))), StringComparer.Ordinal),
        PyDateTime date => date.Instant.InZone(date.Zone?.Zone ?? NodaTime.DateTimeZone.Utc).ToDateTimeOffset(),
        PyTimeDelta delta => TimeSpan.FromMicroseconds(delta.Microseconds),
        PyUndefined undefined => throw undefined.Error(),
        _ => PyText.Str(value),
    };

    private static PyDict FromMap(IDictionary map, int depth)
    {
        var dict = new PyDict();
        foreach (DictionaryEntry entry in map)
        {
            dict[From(entry.Key, depth + 1)] = From(entry.Value, depth + 1);
        }

        return dict;
    }

    private static object? From(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element),
        JsonValueKind.Array => new PyList(element.EnumerateArray().Select(item => From((object)item, depth + 1))),
        JsonValueKind.Object => new PyDict(element.EnumerateObject().Select(item => KeyValuePair.Create((object?)item.Name, From((object)item.Value, depth + 1)))),
        _ => null,
    };

    private static object Number(JsonElement element)
    {
        var text = element.GetRawText();
        return text.AsSpan().ContainsAny('.', 'e', 'E') ? element.GetDouble()
            : PyNumber.TryParseInteger(text, 10, out var number) ? number : element.GetDouble();
    }
}
