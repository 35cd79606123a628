using System.Text.Json.Nodes;
using Airflow.Engine.HumanInput;
using Airflow.Storage.Sql;

namespace Airflow.Storage.HumanInput;

/// <summary>Answers in table hitl_detail; the first one counts.</summary>
internal sealed class HumanAnswers(ISqlDatabase database) : IHumanAnswers
{
    /// <summary>What a worker knows as the end of a try that is not to go on.</summary>
    private const string FailMethod = "__fail__";

    public Task<IReadOnlyList<HitlDetail>> ListExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ListAsync(HumanAnswerSql.ListExpired, row => HumanInputStore.Read(row, 0), cancellationToken, ("now", now));

    public Task FailAsync(Guid taskInstanceId, string error, DateTimeOffset now, CancellationToken cancellationToken) => database.ExecuteAsync(
        HumanAnswerSql.Fail,
        cancellationToken,
        ("next_method", FailMethod),
        ("next_kwargs", new JsonObject { ["error"] = error }.ToJsonString()),
        ("at", now),
        ("ti_id", taskInstanceId));

    public Task<HitlDetail?> FindOfEarlierTryAsync(Guid taskInstanceId, CancellationToken cancellationToken) =>
        database.FirstAsync(HumanAnswerSql.FindOfEarlierTry, row => HumanInputStore.Read(row, 0), cancellationToken, ("ti_id", taskInstanceId));

    public Task<bool> SaveAsync(Guid taskInstanceId, HumanAnswer answer, string nextKwargs, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var isFirst = await session.ExecuteAsync(
                HumanAnswerSql.Save,
                ("at", answer.At),
                ("by", answer.By),
                ("chosen_options", answer.ChosenOptions),
                ("params_input", answer.ParamsInput),
                ("ti_id", taskInstanceId)) > 0;
            if (isFirst)
            {
                await session.ExecuteAsync(HumanAnswerSql.GoOn, ("next_kwargs", nextKwargs), ("at", answer.At), ("ti_id", taskInstanceId));
            }

            return isFirst;
        },
        cancellationToken);
}
