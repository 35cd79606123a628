namespace Airflow.Engine.HumanInput;

/// <summary>A row of hitl_detail: the question that a try asks people, and later the answer. Lists and maps are JSON.</summary>
public sealed record HitlDetail
{
    public required Guid TaskInstanceId { get; init; }
    public required string Options { get; init; }
    public required string Subject { get; init; }
    public string? Body { get; init; }
    public string? Defaults { get; init; }
    public bool Multiple { get; init; }
    public string Params { get; init; } = "{}";
    public string? Assignees { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? RespondedAt { get; init; }
    public string? RespondedBy { get; init; }
    public string? ChosenOptions { get; init; }
    public string ParamsInput { get; init; } = "{}";
}
