namespace Airflow;

/// <summary>Somebody who may answer, or has answered.</summary>
/// <param name="Id">Id of the user.</param>
/// <param name="Name">Name of the user.</param>
public sealed record HumanUser(string Id, string Name);
