namespace Airflow.Server.Api.HumanInput;

/// <summary>An answer as it was taken.</summary>
internal sealed record HitlDetailResponse(HitlUser RespondedBy, DateTimeOffset RespondedAt, RawJson ChosenOptions, RawJson ParamsInput);
