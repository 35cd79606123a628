using System.Text.Json;

namespace Airflow;

/// <summary>Elements of the sequence that another task leaves, or the results of the instances of a mapped task.</summary>
/// <param name="Output">What is mapped over.</param>
internal sealed record XComSource(ITaskOutput Output) : ExpandSource
{
    public override IEnumerable<ITaskOutput> Outputs => [Output];

    public override string Describe() => $"the result of '{Output.Task.Id}'";

    public override ValueTask<IMappedValues> LoadAsync(TaskContext context)
    {
        var taskId = Output.Task.Id;
        if (Output.Task.HasInstances)
        {
            return new(new SequenceValues(context, context.XCom.KeyOf(taskId, Output.Key, null)));
        }

        var key = context.XCom.KeyOf(taskId, Output.Key, null);
        return new(new ElementValues(context, key, () => LoadWholeAsync(context, taskId)));
    }

    private async ValueTask<IMappedValues> LoadWholeAsync(TaskContext context, string taskId)
    {
        return await context.XCom.PullRawAsync(taskId, Output.Key) switch
        {
            { ValueKind: JsonValueKind.Array } list => new ListedValues([.. list.EnumerateArray()]),
            { ValueKind: JsonValueKind.Object } map => new ListedValues([.. map.EnumerateObject().Select(Pair)]),
            null => throw new InvalidOperationException($"Task '{context.TaskId}' is mapped over '{Output.Key}' of '{taskId}', which left none."),
            { } other => throw new InvalidOperationException(
                $"Task '{context.TaskId}' is mapped over '{Output.Key}' of '{taskId}', which is no sequence but {other.ValueKind}."),
        };
    }

    /// <summary>An entry of a mapping, in the shape of a <see cref="KeyValuePair{TKey, TValue}"/>.</summary>
    private static JsonElement Pair(JsonProperty property) =>
        JsonSerializer.SerializeToElement(new KeyValuePair<string, JsonElement>(property.Name, property.Value), XComJson.Options);
}
