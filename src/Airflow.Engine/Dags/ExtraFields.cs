using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Named JSON values of a document object that have no property of their own, in ordinal order of their names.</summary>
public sealed class ExtraFields
{
    private readonly ImmutableArray<KeyValuePair<string, JsonElement>> fields;

    private ExtraFields(ImmutableArray<KeyValuePair<string, JsonElement>> fields) => this.fields = fields;

    public static ExtraFields Empty { get; } = new([]);

    public int Count => fields.Length;

    public ImmutableArray<KeyValuePair<string, JsonElement>> Items => fields;

    /// <summary>Makes the set from fields in any order; the values must outlive it, so they must not come from a pooled document.</summary>
    public static ExtraFields From(IEnumerable<KeyValuePair<string, JsonElement>> fields)
    {
        var sorted = fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToImmutableArray();
        return sorted.IsEmpty ? Empty : new ExtraFields(sorted);
    }

    public bool TryGet(string name, [MaybeNullWhen(false)] out JsonElement value)
    {
        foreach (var (key, field) in fields)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                value = field;
                return true;
            }
        }

        value = default;
        return false;
    }
}
