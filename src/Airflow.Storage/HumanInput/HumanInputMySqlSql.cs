namespace Airflow.Storage.HumanInput;

/// <summary>Statements of the questions to people in MySQL's words.</summary>
internal static class HumanInputMySqlSql
{
    /// <summary>The answer goes last: by it the other columns know whether the question is asked anew.</summary>
    public const string Ask = """
        INSERT INTO hitl_detail (ti_id, options, subject, body, defaults, multiple, params, assignees, created_at, params_input)
        VALUES (@ti_id, @options, @subject, @body, @defaults, @multiple, @params, @assignees, @now, @no_input)
        ON DUPLICATE KEY UPDATE
            options = IF(responded_at IS NULL, options, VALUES(options)),
            subject = IF(responded_at IS NULL, subject, VALUES(subject)),
            body = IF(responded_at IS NULL, body, VALUES(body)),
            defaults = IF(responded_at IS NULL, defaults, VALUES(defaults)),
            multiple = IF(responded_at IS NULL, multiple, VALUES(multiple)),
            params = IF(responded_at IS NULL, params, VALUES(params)),
            assignees = IF(responded_at IS NULL, assignees, VALUES(assignees)),
            created_at = IF(responded_at IS NULL, created_at, VALUES(created_at)),
            responded_by = IF(responded_at IS NULL, responded_by, NULL),
            chosen_options = IF(responded_at IS NULL, chosen_options, NULL),
            params_input = IF(responded_at IS NULL, params_input, VALUES(params_input)),
            responded_at = NULL
        """;
}
