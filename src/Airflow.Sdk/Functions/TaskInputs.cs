using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>Reads the results of other tasks that a C# function takes.</summary>
internal static class TaskInputs
{
    public static async ValueTask<object?> ReadAsync(TaskContext context, ITaskOutput input, Type type)
    {
        if (input is IGroupElement element)
        {
            return await element.ReadAsync(context);
        }

        var taskId = input.Task.Id;
        var group = input.Task.MappedGroup;
        var isElementwise = !input.Task.IsMapped && group is not null && context.Task?.MappedGroup == group;
        if (input.Task.HasInstances && !isElementwise)
        {
            var values = await context.Backend.GetXComSequenceSliceAsync(
                context.XCom.KeyOf(taskId, input.Key, null), includePriorDates: false, context.CancellationToken);
            return XComJson.Read(JsonSerializer.SerializeToElement(values, XComJson.Options), type, taskId, input.Key);
        }

        var value = await context.Backend.GetXComAsync(
            context.XCom.KeyOf(taskId, input.Key, isElementwise ? context.MapIndex : null), includePriorDates: false, context.CancellationToken);
        return value is { } found && found.ValueKind != JsonValueKind.Null
            ? XComJson.Read(found, type, taskId, input.Key)
            : Missing(context, input, type);
    }

    /// <summary>A sequence, or the results of a mapped task, as what it is for the type system.</summary>
    public static bool IsSequence(Type type) => type != typeof(string) && !typeof(JsonNode).IsAssignableFrom(type) && typeof(IEnumerable).IsAssignableFrom(type);

    /// <summary>A task that was skipped leaves nothing; a reference or nullable type can say so, a plain value cannot.</summary>
    private static object? Missing(TaskContext context, ITaskOutput input, Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
        ? null
        : throw new InvalidOperationException(
            $"Task '{context.TaskId}' takes '{input.Key}' of '{input.Task.Id}' as {TypeName.Of(type)}, but there is none: it was skipped, failed or returned null. Take a {TypeName.Of(type)}? to allow that.");
}
