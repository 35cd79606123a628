namespace Airflow.Server.Api.HumanInput;

/// <summary>Somebody who answers questions.</summary>
internal sealed record HitlUser(string Id, string Name);
