namespace Airflow.Server.Api.Ui;

/// <summary>A cell of the grid: one task, or a group, in one run.</summary>
/// <param name="ChildStates">How many are in which state, where there are several; null: there is one.</param>
internal sealed record GridSummary(
    string TaskId, string? State, IReadOnlyDictionary<string, int>? ChildStates, DateTimeOffset? MinStartDate, DateTimeOffset? MaxEndDate);
