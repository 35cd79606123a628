namespace Airflow.Server.Api.Tasks;

/// <summary>Orders tasks by a field of theirs.</summary>
internal static class TaskOrder
{
    private static readonly Dictionary<string, Func<TaskResponse, IComparable?>> Fields = new(StringComparer.Ordinal)
    {
        ["task_id"] = static task => task.TaskId,
        ["task_display_name"] = static task => task.TaskDisplayName,
        ["owner"] = static task => task.Owner,
        ["start_date"] = static task => task.StartDate,
        ["end_date"] = static task => task.EndDate,
        ["trigger_rule"] = static task => task.TriggerRule,
        ["depends_on_past"] = static task => task.DependsOnPast,
        ["wait_for_downstream"] = static task => task.WaitForDownstream,
        ["retries"] = static task => task.Retries,
        ["queue"] = static task => task.Queue,
        ["pool"] = static task => task.Pool,
        ["pool_slots"] = static task => task.PoolSlots,
        ["retry_exponential_backoff"] = static task => task.RetryExponentialBackoff,
        ["priority_weight"] = static task => task.PriorityWeight,
        ["weight_rule"] = static task => task.WeightRule,
        ["ui_color"] = static task => task.UiColor,
        ["ui_fgcolor"] = static task => task.UiFgcolor,
        ["operator_name"] = static task => task.OperatorName,
        ["execution_timeout"] = static task => SpanOf(task.ExecutionTimeout),
        ["retry_delay"] = static task => SpanOf(task.RetryDelay),
    };

    /// <summary>What is nothing comes last, and so first where the order is turned round.</summary>
    private static readonly Comparer<IComparable?> Comparison = Comparer<IComparable?>.Create(static (left, right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string one, string other) => string.CompareOrdinal(one, other),
        _ => left.CompareTo(right),
    });

    /// <summary>In the order of a field's name, or against it where a minus stands before the name.</summary>
    /// <exception cref="ApiException">400: tasks have no such field.</exception>
    public static IReadOnlyList<TaskResponse> Sort(IReadOnlyList<TaskResponse> tasks, string order)
    {
        var name = order.TrimStart('-');
        if (!Fields.TryGetValue(name, out var field))
        {
            throw ApiException.BadRequest($"Ordering with '{name}' is disallowed or the attribute does not exist on the model");
        }

        return order.StartsWith('-') ? [.. tasks.OrderByDescending(field, Comparison)] : [.. tasks.OrderBy(field, Comparison)];
    }

    private static IComparable? SpanOf(TimeDelta? span) => span is null ? null : (span.Days, span.Seconds, span.Microseconds);
}
