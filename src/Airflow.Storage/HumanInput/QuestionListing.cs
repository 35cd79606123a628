using Airflow.Engine.HumanInput;
using Airflow.Storage.Listing;
using Airflow.Storage.Tasks;

namespace Airflow.Storage.HumanInput;

/// <summary>The list of questions to people, each with the try that asks.</summary>
internal static class QuestionListing
{
    public const string ResponderId = "h.responded_by ->> 'id'";
    public const string ResponderName = "h.responded_by ->> 'name'";

    public static readonly ListingShape<ListedQuestion> Shape = new(
        $"""
        {TaskListing.Select},
        h.ti_id, h.options, h.subject, h.body, h.defaults, h.multiple, h.params, h.assignees, h.created_at, h.responded_at, h.responded_by, h.chosen_options,
        h.params_input
        """,
        $"{TaskListing.From}\nJOIN hitl_detail h ON h.ti_id = t.id",
        static row => new ListedQuestion(HumanInputStore.Read(row, TaskListing.Columns), TaskListing.Read(row)))
    {
        Columns = TaskListing.Columns + 13,
        Key = ["ti_id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["ti_id"] = ListedField.Id("h.ti_id"),
            ["subject"] = ListedField.Text("h.subject"),
            ["responded_at"] = ListedField.Time("h.responded_at", isNullable: true),
            ["created_at"] = ListedField.Time("h.created_at"),
            ["responded_by_user_id"] = ListedField.Text($"({ResponderId})", isNullable: true),
            ["responded_by_user_name"] = ListedField.Text($"({ResponderName})", isNullable: true),
            ["dag_id"] = ListedField.Text("t.dag_id"),
            ["run_id"] = ListedField.Text("t.run_id"),
            ["task_display_name"] = ListedField.Text("COALESCE(t.task_display_name, t.task_id)"),
            ["run_after"] = ListedField.Time("r.run_after", isNullable: true),
            ["rendered_map_index"] = ListedField.Text(TaskListing.ShownMapIndex, isNullable: true),
            ["task_instance_operator"] = ListedField.Text("t.operator", isNullable: true),
            ["task_instance_state"] = ListedField.Text("t.state", isNullable: true),
            ["body"] = ListedField.Text("h.body", isNullable: true) with { IsOrdered = false },
            ["task_id"] = ListedField.Text("t.task_id") with { IsOrdered = false },
            ["map_index"] = ListedField.Number("t.map_index") with { IsOrdered = false },
            ["state"] = ListedField.Text("t.state", isNullable: true) with { IsOrdered = false },
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["is_answered"] = "h.responded_at IS NOT NULL",
            ["is_open"] = "h.responded_at IS NULL",
        },
    };
}
