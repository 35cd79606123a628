namespace Airflow.Server.Api.HumanInput;

/// <summary>A page of questions to people.</summary>
internal sealed record HitlDetailCollection(IReadOnlyList<HitlDetail> HitlDetails, int TotalEntries);
