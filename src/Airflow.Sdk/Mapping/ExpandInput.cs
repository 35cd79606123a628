using System.Text.Json;

namespace Airflow;

/// <summary>What a task is mapped over: one instance for every combination of the arguments' elements.</summary>
/// <param name="Kind">Form of it in Airflow's serialised DAG.</param>
/// <param name="Arguments">The arguments; the last one changes fastest from instance to instance.</param>
internal sealed record ExpandInput(ExpandKind Kind, IReadOnlyList<ExpandArgument> Arguments)
{
    public static ExpandInput Over(params ExpandArgument[] arguments) => new(ExpandKind.DictOfLists, arguments);

    /// <summary>Tasks whose results decide the number of instances.</summary>
    public IEnumerable<ITaskOutput> Outputs => Arguments.SelectMany(argument => argument.Source.Outputs);

    /// <summary>The elements of one instance, one for each argument.</summary>
    public async ValueTask<IReadOnlyList<JsonElement>> ResolveAsync(TaskContext context)
    {
        var sources = new List<IMappedValues>(Arguments.Count);
        foreach (var argument in Arguments)
        {
            sources.Add(await argument.Source.LoadAsync(context));
        }

        var elements = new JsonElement[sources.Count];
        var index = context.MapIndex;
        for (var i = sources.Count - 1; i >= 0; i--)
        {
            var count = sources.Count == 1 ? int.MaxValue : await sources[i].CountAsync();
            if (count == 0 || index < 0)
            {
                throw OutOfRange(context);
            }

            elements[i] = await sources[i].ItemAsync(index % count) ?? throw OutOfRange(context);
            index /= count;
        }

        return index == 0 ? elements : throw OutOfRange(context);
    }

    private InvalidOperationException OutOfRange(TaskContext context) => new(
        $"Task '{context.TaskId}' has no instance {context.MapIndex}: {string.Join(", ", Arguments.Select(argument => $"'{argument.Name}' over {argument.Source.Describe()}"))} has fewer elements now than when it was mapped.");
}
