using System.Text.Json.Nodes;
using Airflow.Engine.Dags;

namespace Airflow.Conformance.Dags;

/// <summary>Turns the description of a DAG in the semantics vectors into a serialised DAG, by way of its document.</summary>
internal static class DescribedDag
{
    private static readonly string[] Options =
    [
        "trigger_rule", "depends_on_past", "wait_for_downstream", "ignore_first_depends_on_past", "retries", "retry_delay", "pool", "pool_slots",
        "priority_weight", "weight_rule", "max_active_tis_per_dag", "max_active_tis_per_dagrun", "on_failure_fail_dagrun",
    ];

    public static SerializedDag Read(JsonObject description) => DagSerialization.Read(Document(description).ToJsonString());

    private static JsonObject Document(JsonObject description)
    {
        var tasks = new JsonArray();
        foreach (var task in description["tasks"]!.AsArray())
        {
            tasks.Add(Task(task!.AsObject(), description["edges"]?.AsArray() ?? []));
        }

        return new JsonObject
        {
            ["__version"] = 3,
            ["dag"] = new JsonObject { ["dag_id"] = "d", ["fileloc"] = "d.py", ["tasks"] = tasks },
        };
    }

    private static JsonObject Task(JsonObject task, JsonArray edges)
    {
        var id = task["id"]!.GetValue<string>();
        var fields = new JsonObject
        {
            ["task_id"] = id,
            ["task_type"] = "EmptyOperator",
            ["_task_module"] = "airflow.providers.standard.operators.empty",
            ["template_fields"] = new JsonArray(),
            ["downstream_task_ids"] = new JsonArray([.. edges.Where(edge => edge![0]!.GetValue<string>() == id).Select(edge => edge![1]!.DeepClone())]),
            ["is_setup"] = task["kind"]?.GetValue<string>() == "setup",
            ["is_teardown"] = task["kind"]?.GetValue<string>() == "teardown",
        };
        foreach (var option in Options)
        {
            if (task.TryGetPropertyValue(option, out var value))
            {
                fields[option] = value?.DeepClone();
            }
        }

        if (task["expand"] is { } expand)
        {
            Expand(fields, expand);
        }

        return new JsonObject { ["__type"] = "operator", ["__var"] = fields };
    }

    // a mapped task keeps its options among the partial arguments, as Airflow writes it
    private static void Expand(JsonObject fields, JsonNode expand)
    {
        var partial = new JsonObject();
        foreach (var option in Options)
        {
            if (fields.Remove(option, out var value))
            {
                partial[option] = value;
            }
        }

        fields["_is_mapped"] = true;
        fields["partial_kwargs"] = partial;
        fields["_expand_input_attr"] = "expand_input";
        fields["expand_input"] = new JsonObject
        {
            ["type"] = "dict-of-lists",
            ["value"] = new JsonObject { ["__type"] = "dict", ["__var"] = new JsonObject { ["x"] = expand.DeepClone() } },
        };
    }
}
