using System.Text.Json;
using Airflow.Hosting;

namespace Airflow;

/// <summary>The results of the instances of a mapped task, fetched one by one: an instance needs only its own.</summary>
internal sealed class SequenceValues(TaskContext context, XComKey key) : IMappedValues
{
    public ValueTask<int> CountAsync() => context.Backend.GetXComCountAsync(key, context.CancellationToken);

    public ValueTask<JsonElement?> ItemAsync(int index) => context.Backend.GetXComSequenceItemAsync(key, index, context.CancellationToken);
}
