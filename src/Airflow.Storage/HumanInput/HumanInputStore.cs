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

    private static HitlDetail Read(SqlRow row) => new()
    {
        TaskInstanceId = row.Guid(0),
        Options = row.Text(1),
        Subject = row.Text(2),
        Body = row.TextOrNull(3),
        Defaults = row.TextOrNull(4),
        Multiple = !row.IsNull(5) && row.Flag(5),
        Params = row.Text(6),
        Assignees = row.TextOrNull(7),
        CreatedAt = row.Time(8),
        RespondedAt = row.TimeOrNull(9),
        RespondedBy = row.TextOrNull(10),
        ChosenOptions = row.TextOrNull(11),
        ParamsInput = row.Text(12),
    };
}
