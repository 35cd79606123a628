namespace Airflow.Server.Api.Explaining;

/// <summary>A check that is not met.</summary>
/// <param name="Name">The check.</param>
/// <param name="Code">What is wrong, for programs.</param>
/// <param name="Reason">What is wrong, for people.</param>
internal sealed record ExplainedReason(string Name, string Code, string Reason);
