namespace Airflow.Server.Api.Ui;

/// <summary>A log that could not be looked through, and why.</summary>
internal sealed record LogSearchProblem(string TaskId, int MapIndex, int TryNumber, string Reason);
