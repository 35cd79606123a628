using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>What a mapped task or group is expanded over: <c>dict-of-lists</c> (product of arguments) or <c>list-of-dicts</c>.</summary>
public sealed record SerializedExpandInput(string Type, JsonElement Value)
{
    public const string DictOfLists = "dict-of-lists";
    public const string ListOfDicts = "list-of-dicts";

    /// <summary>The tasks whose results decide how many instances there will be, each once, in document order.</summary>
    public ImmutableArray<string> ReferencedTaskIds { get; } = FindReferences(Value);

    private static ImmutableArray<string> FindReferences(JsonElement value)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        Collect(value, found);
        return found.ToImmutable();
    }

    private static void Collect(JsonElement value, ImmutableArray<string>.Builder found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Collect(item, found);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.TryGetProperty("__type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("xcomref")
                && value.TryGetProperty("__var", out var reference))
            {
                AddReference(reference, found);
                return;
            }

            foreach (var property in value.EnumerateObject())
            {
                Collect(property.Value, found);
            }
        }
    }

    /// <summary>A plain reference names its task; a zipped, concatenated, filtered or converted one has others within.</summary>
    private static void AddReference(JsonElement reference, ImmutableArray<string>.Builder found)
    {
        if (reference.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (reference.TryGetProperty("task_id", out var taskId) && taskId.ValueKind == JsonValueKind.String && taskId.GetString() is { } id && !found.Contains(id))
        {
            found.Add(id);
        }

        if (reference.TryGetProperty("arg", out var inner))
        {
            AddReference(inner, found);
        }

        if (reference.TryGetProperty("args", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in parts.EnumerateArray())
            {
                AddReference(part, found);
            }
        }
    }
}
