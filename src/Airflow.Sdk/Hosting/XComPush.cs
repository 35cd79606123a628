using System.Text.Json;

namespace Airflow.Hosting;

/// <summary>Stores a task's result for the tasks after it.</summary>
internal static class XComPush
{
    public static async ValueTask PushAsync(Operator task, TaskSucceeded success, TaskContext context)
    {
        var isMappedOver = !task.HasInstances && task.Dag.Graph.IsMappedOver(task);
        if (success.Value is null)
        {
            if (isMappedOver)
            {
                throw new XComSerializationException($"Task '{task.Id}' left no result, but tasks are mapped over it: {Followers(task)}. Return an empty sequence if there is nothing.");
            }

            return;
        }

        if (task.ResolvedOptions.DoXComPush == false)
        {
            return;
        }

        var value = XComJson.Serialize(success.Value, success.Type, task.Id, XComs.ReturnValue);
        int? length = isMappedOver ? Length(value, task) : null;
        if (task.ResolvedOptions.MultipleOutputs == true)
        {
            await PushPartsAsync(value, task, context);
        }

        var key = context.XCom.KeyOf(context.TaskId, XComs.ReturnValue, context.MapIndex);
        await context.Backend.SetXComAsync(key, value, length, context.CancellationToken);
    }

    private static async ValueTask PushPartsAsync(JsonElement value, Operator task, TaskContext context)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new XComSerializationException($"Task '{task.Id}' has multiple outputs, but its result is no object with properties: {value.ValueKind}.");
        }

        foreach (var property in value.EnumerateObject())
        {
            await context.Backend.SetXComAsync(
                context.XCom.KeyOf(context.TaskId, property.Name, context.MapIndex), property.Value, mappedLength: null, context.CancellationToken);
        }
    }

    private static int Length(JsonElement value, Operator task) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.EnumerateObject().Count(),
        var kind => throw new XComSerializationException($"Task '{task.Id}' left a {kind}, but tasks are mapped over it: {Followers(task)}. Return a sequence."),
    };

    private static string Followers(Operator task) => string.Join(", ", task.Dag.Graph.MappedOver(task).Select(follower => follower.Id));
}
