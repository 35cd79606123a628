namespace Airflow.Storage.HumanInput;

/// <summary>Statements of answers.</summary>
internal static class HumanAnswerSql
{
    public const string Save = """
        UPDATE hitl_detail
        SET responded_at = @at, responded_by = @by, chosen_options = @chosen_options, params_input = @params_input
        WHERE ti_id = @ti_id AND responded_at IS NULL
        """;

    public const string ListExpired = """
        SELECT h.ti_id, h.options, h.subject, h.body, h.defaults, h.multiple, h.params, h.assignees, h.created_at, h.responded_at, h.responded_by, h.chosen_options,
               h.params_input
        FROM task_instance t
        JOIN hitl_detail h ON h.ti_id = t.id
        WHERE t.state = 'awaiting_input' AND t.trigger_timeout <= @now
        """;

    public const string FindOfEarlierTry = """
        SELECT ti_history_id, options, subject, body, defaults, multiple, params, assignees, created_at, responded_at, responded_by, chosen_options, params_input
        FROM hitl_detail_history
        WHERE ti_history_id = @ti_id
        """;

    public const string Fail = """
        UPDATE task_instance SET next_method = @next_method, next_kwargs = @next_kwargs, updated_at = @at WHERE id = @ti_id AND state = 'awaiting_input'
        """;

    public const string GoOn = """
        UPDATE task_instance SET next_kwargs = @next_kwargs, updated_at = @at WHERE id = @ti_id AND state = 'awaiting_input'
        """;
}
