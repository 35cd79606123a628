using Airflow.Engine.HumanInput;
using Airflow.Server.Api.TaskInstances;

namespace Airflow.Server.Api.HumanInput;

/// <summary>A question to people, the answer, and the try that asks.</summary>
internal sealed record HitlDetail(
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
    TaskInstanceResponse TaskInstance)
{
    public static HitlDetail Of(ApiCall call, ListedQuestion listed)
    {
        var detail = listed.Detail;
        return new(
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
            TaskInstanceResponse.Of(call, listed.Task));
    }
}
