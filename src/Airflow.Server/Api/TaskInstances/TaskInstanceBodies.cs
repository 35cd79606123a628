using System.Text.Json;
using Airflow.Engine.Notes;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>Bodies that change task instances.</summary>
internal static class TaskInstanceBodies
{
    private static readonly string[] States = ["success", "failed", "skipped"];

    private const string NoState = "'new_state' should not be empty";

    private static readonly BodyField[] Changes =
    [
        BodyField.Optional("new_state", BodyKind.Text) with { Rule = StateRule, NullFault = NoState }, BodyField.Optional("note", BodyKind.Text) with { MaxLength = Note.MaxLength },
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

        return TaskStates.Parse(body.Text("new_state")!.ToLowerInvariant());
    }

    /// <summary>Whether a body gives or takes a note: with a mask null takes it, without one null says nothing.</summary>
    public static bool HasNote(JsonElement body, UpdateMask mask) => mask.Touches("note") && (mask.IsGiven || body.Text("note") is not null);

    private static string? StateRule(JsonElement value)
    {
        var name = value.GetString()!.ToLowerInvariant();
        return States.Contains(name, StringComparer.Ordinal) ? null : $"'{name}' is not one of [{string.Join(", ", States.Select(static state => $"'{state}'"))}]";
    }
}
