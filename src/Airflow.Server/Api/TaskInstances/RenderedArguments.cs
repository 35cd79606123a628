using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>
/// What a decorated task shows as rendered fields once it has been tried. Ours takes what it works on from the code around it;
/// only the elements that a mapped one is called with are known here, where they stand in the DAG and are not the results of other tasks.
/// </summary>
internal static class RenderedArguments
{
    /// <summary>Reads the DAGs of these instances, so that <see cref="Of"/> finds them.</summary>
    public static Task LoadAsync(ApiCall call, IEnumerable<ListedTask> tasks) =>
        call.Services.Versions.LoadAsync(tasks.Where(static task => task.RenderedFields is null && task.Task.Key.MapIndex >= 0 && FieldsOf(task.Task) is not null).Select(static task => task.Version?.Id).OfType<Guid>(), call.Aborted);

    /// <summary>JSON.</summary>
    public static string Of(ApiCall call, ListedTask listed)
    {
        var task = listed.Task;
        if (FieldsOf(task) is not { } fields)
        {
            return "{}";
        }

        var arguments = task.Key.MapIndex >= 0 && listed.Version is { } version && call.Services.Versions.FindLoaded(version.Id) is { } dag && dag.Graph.TryGetIndex(task.Key.TaskId, out var index)
            ? Arguments(dag.Graph.Task(index).ExpandInput, task.Key.MapIndex)
            : null;
        return DecoratedFields.Values(fields, arguments).ToJsonString(Wire.Json);
    }

    private static IReadOnlyList<string>? FieldsOf(TaskInstance task) => task is { StartDate: not null, TryNumber: > 0 } ? DecoratedFields.Of(task.CustomOperatorName) : null;

    /// <summary>The last argument changes fastest from one instance to the next.</summary>
    private static JsonObject? Arguments(SerializedExpandInput? input, int mapIndex)
    {
        if (input is not { Type: SerializedExpandInput.DictOfLists, ReferencedTaskIds.IsEmpty: true } || !input.Value.TryGetProperty("__var", out var lists) || lists.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var found = new List<KeyValuePair<string, JsonNode?>>();
        foreach (var list in lists.EnumerateObject().Reverse())
        {
            if (list.Value.ValueKind != JsonValueKind.Array || list.Value.GetArrayLength() is not (> 0 and var length))
            {
                return null;
            }

            found.Add(KeyValuePair.Create(list.Name, JsonNode.Parse(list.Value[mapIndex % length].GetRawText())));
            mapIndex /= length;
        }

        found.Reverse();
        return mapIndex == 0 ? new JsonObject(found) : null;
    }
}
