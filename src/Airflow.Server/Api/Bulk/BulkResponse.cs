namespace Airflow.Server.Api.Bulk;

/// <summary>What became of a bulk call; null for a kind of action that it did not ask for.</summary>
internal sealed record BulkResponse
{
    public BulkActionResponse? Create { get; set; }

    public BulkActionResponse? Update { get; set; }

    public BulkActionResponse? Delete { get; set; }

    /// <summary>Where results of this kind are gathered.</summary>
    public BulkActionResponse Of(BulkActionKind kind) => kind switch
    {
        BulkActionKind.Create => Create ??= new BulkActionResponse(),
        BulkActionKind.Update => Update ??= new BulkActionResponse(),
        _ => Delete ??= new BulkActionResponse(),
    };
}
