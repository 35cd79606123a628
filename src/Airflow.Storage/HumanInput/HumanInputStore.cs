using Airflow.Engine;
using Airflow.Engine.HumanInput;
using Airflow.Storage.Sql;

namespace Airflow.Storage.HumanInput;

/// <summary>Questions of tries in table hitl_detail.</summary>
internal sealed class HumanInputStore(ISqlDatabase database, TimeProvider time) : IHumanInputStore
{
    public Task<HitlDetail?> FindAsync(Guid taskInstanceId, CancellationToken cancellationToken) =>
        database.FirstAsync(HumanInputSql.Find, Read, cancellationToken, ("ti_id", taskInstanceId));

    public Task<HitlDetail> AskAsync(HitlDetail question, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            try
            {
                await session.ExecuteAsync(
                    HumanInputSql.Ask,
                    ("ti_id", question.TaskInstanceId),
                    ("options", question.Options),
                    ("subject", question.Subject),
                    ("body", question.Body),
                    ("defaults", question.Defaults),
                    ("multiple", question.Multiple),
                    ("params", question.Params),
                    ("assignees", question.Assignees),
                    ("now", time.GetUtcNow()),
                    ("no_input", "{}"));
            }
            catch (AirflowException exception) when (exception.Code == "database_constraint")
            {
                throw new AirflowException("task_instance_not_found", $"The question of try {question.TaskInstanceId} cannot be stored: there is no such try.", exception);
            }

            return await session.FirstAsync(HumanInputSql.Find, Read, ("ti_id", question.TaskInstanceId)) ?? question;
        },
        cancellationToken);

    private static HitlDetail Read(SqlRow row) => Read(row, 0);

    internal static HitlDetail Read(SqlRow row, int first) => new()
    {
        TaskInstanceId = row.Guid(first),
        Options = row.Text(first + 1),
        Subject = row.Text(first + 2),
        Body = row.TextOrNull(first + 3),
        Defaults = row.TextOrNull(first + 4),
        Multiple = !row.IsNull(first + 5) && row.Flag(first + 5),
        Params = row.Text(first + 6),
        Assignees = row.TextOrNull(first + 7),
        CreatedAt = row.Time(first + 8),
        RespondedAt = row.TimeOrNull(first + 9),
        RespondedBy = row.TextOrNull(first + 10),
        ChosenOptions = row.TextOrNull(first + 11),
        ParamsInput = row.Text(first + 12),
    };
}
