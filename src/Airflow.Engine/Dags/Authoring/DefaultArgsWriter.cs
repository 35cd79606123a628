using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>What a DAG says for all of its tasks, as the document tells it to people; the tasks have taken it over already. Code is left out: it has no text.</summary>
internal static class DefaultArgsWriter
{
    public static JsonElement? Write(DefaultArgs? arguments, ScheduleZone zone)
    {
        if (arguments is null)
        {
            return null;
        }

        var written = new JsonObject();
        foreach (var (name, value) in Options(arguments).Concat(arguments.Arguments.Select(static pair => (pair.Key, pair.Value))))
        {
            if (Value(value, zone) is { } node)
            {
                written[name] = node;
            }
        }

        return written.Count == 0 ? null : JsonElements.Dict(written);
    }

    private static IEnumerable<(string Name, object? Value)> Options(DefaultArgs options) =>
    [
        ("owner", options.Owner),
        ("retries", options.Retries),
        ("retry_delay", options.RetryDelay),
        ("retry_exponential_backoff", options.RetryExponentialBackoff),
        ("max_retry_delay", options.MaxRetryDelay),
        ("start_date", options.StartDate),
        ("end_date", options.EndDate),
        ("depends_on_past", options.DependsOnPast),
        ("ignore_first_depends_on_past", options.IgnoreFirstDependsOnPast),
        ("wait_for_past_depends_before_skipping", options.WaitForPastDependsBeforeSkipping),
        ("wait_for_downstream", options.WaitForDownstream),
        ("priority_weight", options.PriorityWeight),
        ("weight_rule", options.WeightRule is { } rule ? AirflowName.Of(rule) : null),
        ("queue", options.Queue),
        ("pool", options.Pool),
        ("pool_slots", options.PoolSlots),
        ("execution_timeout", options.ExecutionTimeout),
        ("trigger_rule", options.TriggerRule is { } trigger ? AirflowName.Of(trigger) : null),
        ("run_as_user", options.RunAsUser),
        ("map_index_template", options.MapIndexTemplate),
        ("max_active_tis_per_dag", options.MaxActiveTisPerDag),
        ("max_active_tis_per_dagrun", options.MaxActiveTisPerDagrun),
        ("executor", options.Executor),
        ("do_xcom_push", options.DoXComPush),
        ("multiple_outputs", options.MultipleOutputs),
        ("doc", options.Doc),
        ("doc_md", options.DocMd),
        ("doc_json", options.DocJson),
        ("doc_yaml", options.DocYaml),
        ("doc_rst", options.DocRst),
    ];

    private static JsonNode? Value(object? value, ScheduleZone zone) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => number,
        TimeSpan span => Kind("timedelta", span.TotalSeconds),
        DateTime date => Kind("datetime", DagDates.ToUtc(date, zone).ToUnixTimeMilliseconds() / 1000.0),
        _ => null,
    };

    private static JsonObject Kind(string type, double value) => new() { ["__type"] = type, ["__var"] = value };
}
