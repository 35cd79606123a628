using System.Text.Json;

namespace Airflow;

/// <summary>Elements that are all at hand.</summary>
internal sealed class ListedValues(IReadOnlyList<JsonElement> values) : IMappedValues
{
    public ValueTask<int> CountAsync() => ValueTask.FromResult(values.Count);

    public ValueTask<JsonElement?> ItemAsync(int index) => ValueTask.FromResult<JsonElement?>(index < values.Count ? values[index] : null);
}
