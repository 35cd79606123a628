namespace Airflow.Engine.Assets;

/// <summary>
/// Which assets of a DAG's schedule were updated since its last run: the rows of <c>asset_dag_run_queue</c> of one DAG. Only the first update
/// of an asset counts until a run takes them. A paused DAG queues nothing.
/// </summary>
public sealed class AssetEventQueue(AssetCondition condition, AssetCatalog catalog)
{
    private readonly Dictionary<AssetKey, DateTimeOffset> waiting = [];

    /// <summary>The waiting assets with the time of their first update.</summary>
    public IReadOnlyDictionary<AssetKey, DateTimeOffset> Waiting => waiting;

    /// <summary>Whether a run is due.</summary>
    public bool IsSatisfied => waiting.Count > 0 && condition.IsMet(waiting.ContainsKey, catalog);

    /// <summary>Notes an update; true if it is the first of an asset that the DAG waits for.</summary>
    public bool Add(AssetKey asset, DateTimeOffset timestamp) =>
        condition.Leaves().SelectMany(catalog.Resolve).Contains(asset) && waiting.TryAdd(asset, timestamp);

    /// <summary>
    /// Empties the queue if a run is due and returns the date of the run: the latest of the first updates. The run consumes every event of an
    /// asset of the schedule after the previous run's date and up to this one (<see cref="Consumes"/>).
    /// </summary>
    public DateTimeOffset? Take()
    {
        if (!IsSatisfied)
        {
            return null;
        }
        var date = waiting.Values.Max();
        waiting.Clear();
        return date;
    }

    /// <summary>Whether a run consumes an event.</summary>
    public bool Consumes(AssetKey asset, DateTimeOffset timestamp, DateTimeOffset runDate, DateTimeOffset? previousRunDate) =>
        timestamp <= runDate && (previousRunDate is not { } previous || timestamp > previous)
        && condition.Leaves().SelectMany(catalog.Resolve).Contains(asset);
}
