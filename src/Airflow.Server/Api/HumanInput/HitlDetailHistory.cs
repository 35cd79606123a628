using Airflow.Server.Api.TaskInstances;

namespace Airflow.Server.Api.HumanInput;

/// <summary>A question that a try asked people, the answer, and the try as it was.</summary>
internal sealed record HitlDetailHistory(
    RawJson Options,
    string Subject,
    string? Body,
    RawJson Defaults,
    bool Multiple,
    RawJson Params,
    RawJson AssignedUsers,
    DateTimeOffset? CreatedAt,
    RawJson RespondedByUser,
    DateTimeOffset? RespondedAt,
    RawJson ChosenOptions,
    RawJson ParamsInput,
    bool ResponseReceived,
    TaskInstanceHistoryResponse TaskInstance)
{
    public static HitlDetailHistory Of(Engine.HumanInput.HitlDetail detail, TaskInstanceHistoryResponse task) => new(
        new RawJson(detail.Options),
        detail.Subject,
        detail.Body,
        new RawJson(detail.Defaults),
        detail.Multiple,
        new RawJson(detail.Params),
        new RawJson(detail.Assignees ?? "[]"),
        detail.CreatedAt,
        new RawJson(detail.RespondedBy),
        detail.RespondedAt,
        new RawJson(detail.ChosenOptions),
        new RawJson(detail.ParamsInput),
        detail.RespondedAt is not null,
        task);
}
