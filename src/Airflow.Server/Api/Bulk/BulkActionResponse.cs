namespace Airflow.Server.Api.Bulk;

/// <summary>What became of the actions of one kind.</summary>
internal sealed record BulkActionResponse
{
    /// <summary>The keys of what was done.</summary>
    public List<string> Success { get; init; } = [];

    public List<BulkError> Errors { get; init; } = [];

    public void Fail(int status, string error) => Errors.Add(new BulkError(error, status));
}
