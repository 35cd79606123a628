using System.Text.Json;

namespace Airflow;

/// <summary>One element of what a group is mapped over, as an input of the group's tasks.</summary>
/// <typeparam name="T">Type of the element.</typeparam>
internal sealed class GroupElement<T>(TaskGroup group, MappedArguments arguments, int position) : IGroupElement, ITaskOutput<T>
{
    public TaskGroup Group => group;

    public string Key => arguments.Input.Arguments[Math.Min(position, arguments.Input.Arguments.Count - 1)].Name;

    Operator ITaskOutput.Task => throw new InvalidOperationException(
        $"'{Key}' of group '{group.Id}' is one element of what the group is mapped over, not the result of a task; take it as an input of a task in the group. Tasks in a mapped group cannot be mapped themselves.");

    public async ValueTask<object?> ReadAsync(TaskContext context)
    {
        IReadOnlyList<JsonElement> elements = await arguments.Input.ResolveAsync(context);
        return arguments.Bind(elements, context.TaskId)[position];
    }
}
