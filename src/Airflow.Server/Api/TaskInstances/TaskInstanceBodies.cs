using System.Text.Json;
using Airflow.Engine.Notes;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>Bodies that change task instances.</summary>
internal static class TaskInstanceBodies
{
    private static readonly string[] States = ["success", "failed", "skipped"];

    private static readonly BodyField[] Changes =
    [
        BodyField.Optional("new_state", BodyKind.Text) with { Rule = StateRule }, BodyField.Optional("note", BodyKind.Text) with { MaxLength = Note.MaxLength },
        Flag("include_upstream"), Flag("include_downstream"), Flag("include_future"), Flag("include_past"),
    ];

    public static BodyModel Patch { get; } = new([.. Changes]) { Name = "PatchTaskInstanceBody" };

    public static BodyModel Bulk { get; } = new([
        .. Changes, new BodyField("task_id", BodyKind.Text), BodyField.Optional("map_index", BodyKind.Integer), BodyField.Optional("dag_id", BodyKind.Text),
        BodyField.Optional("dag_run_id", BodyKind.Text),
    ])
    { Name = "BulkTaskInstanceBody" };

    public static BodyField Flag(string name) => new(name, BodyKind.Flag, IsRequired: false);

    /// <summary>The state that a body asks for, unless the mask leaves it out.</summary>
    public static TaskState? NewState(JsonElement body, UpdateMask mask)
    {
        if (!mask.Touches("new_state"))
        {
            return null;
        }

        return body.Text("new_state") is { } name
            ? TaskStates.Parse(name.ToLowerInvariant())
            : throw ApiException.Invalid([Problems.Value(["body", "new_state"], "'new_state' should not be empty", null)]);
    }

    private static string? StateRule(JsonElement value)
    {
        var name = value.GetString()!.ToLowerInvariant();
        return name.Length == 0 ? "'new_state' should not be empty"
            : States.Contains(name, StringComparer.Ordinal) ? null : $"'{name}' is not one of [{string.Join(", ", States.Select(static state => $"'{state}'"))}]";
    }
}
