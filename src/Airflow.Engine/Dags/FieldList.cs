using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>The fields of one JSON object on its way to the writer; absent values are left out.</summary>
internal sealed class FieldList(bool keepOrder = false)
{
    private readonly List<KeyValuePair<string, object?>> items = [];

    /// <summary>Whether the order of the fields carries meaning and must not be sorted.</summary>
    public bool KeepOrder => keepOrder;

    public List<KeyValuePair<string, object?>> Items => items;

    public void Add(string name, object? value)
    {
        if (value is not null)
        {
            items.Add(new(name, value));
        }
    }

    public void Add(string name, TimeSpan? value)
    {
        if (value is { } duration)
        {
            Add(name, PythonTime.ToSeconds(duration));
        }
    }

    public void Add(string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            Add(name, PythonTime.ToSeconds(instant));
        }
    }

    public void Add(string name, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } element)
        {
            items.Add(new(name, element));
        }
    }

    /// <summary>Adds the unknown fields; one that a typed field now replaces is dropped.</summary>
    public void Add(ExtraFields extra)
    {
        if (extra.Count == 0)
        {
            return;
        }

        var known = items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in extra.Items)
        {
            if (!known.Contains(name))
            {
                items.Add(new(name, value));
            }
        }
    }

    public void AddNull(string name) => items.Add(new(name, null));
}
