using System.Text.Json;

namespace Airflow;

/// <summary>The elements of a mapped argument, once the tasks before have run.</summary>
internal interface IMappedValues
{
    ValueTask<int> CountAsync();

    /// <summary>One element; <see langword="null"/> if there are not as many.</summary>
    ValueTask<JsonElement?> ItemAsync(int index);
}
