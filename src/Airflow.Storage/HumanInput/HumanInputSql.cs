namespace Airflow.Storage.HumanInput;

/// <summary>Statements of the questions to people.</summary>
internal static class HumanInputSql
{
    public const string Find = """
        SELECT ti_id, options, subject, body, defaults, multiple, params, assignees, created_at, responded_at, responded_by, chosen_options, params_input
        FROM hitl_detail
        WHERE ti_id = @ti_id
        """;

    /// <summary>An answered question is asked anew; one that still waits is left alone.</summary>
    public const string Ask = """
        INSERT INTO hitl_detail (ti_id, options, subject, body, defaults, multiple, params, assignees, created_at, params_input)
        VALUES (@ti_id, @options, @subject, @body, @defaults, @multiple, @params, @assignees, @now, @no_input)
        ON CONFLICT (ti_id) DO UPDATE SET
            options = excluded.options,
            subject = excluded.subject,
            body = excluded.body,
            defaults = excluded.defaults,
            multiple = excluded.multiple,
            params = excluded.params,
            assignees = excluded.assignees,
            created_at = excluded.created_at,
            responded_at = NULL,
            responded_by = NULL,
            chosen_options = NULL,
            params_input = excluded.params_input
        WHERE hitl_detail.responded_at IS NOT NULL
        """;
}
