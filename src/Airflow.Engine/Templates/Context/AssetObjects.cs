namespace Airflow.Engine.Templates;

/// <summary>Assets and their events as objects of the context.</summary>
internal static class AssetObjects
{
    public static PyList List(IReadOnlyList<TemplateAsset> assets) => new(assets.Select(Asset));

    public static TemplateObject Asset(TemplateAsset asset) => new AssetObject(asset);

    /// <summary>A mapping with one entry for each asset.</summary>
    public static TemplateObject Accessors(string type, IReadOnlyList<TemplateAsset> assets) => new(type)
    {
        Length = () => assets.Count,
        Each = () => assets.Select(Asset),
    };

    /// <summary>The events that made the run, by asset.</summary>
    public static TemplateObject TriggeringEvents(IReadOnlyList<TemplateAssetEvent> events)
    {
        var byAsset = new PyDict();
        foreach (var group in events.GroupBy(item => (item.Asset.Name, item.Asset.Uri)))
        {
            byAsset[Asset(group.First().Asset)] = new PyList(group.Select(Event));
        }

        var accessor = new TemplateObject("TriggeringAssetEventsAccessor")
        {
            AsText = () => $"TriggeringAssetEventAccessor(_events={PyText.Repr(byAsset)})",
            Length = () => byAsset.Count,
            Each = () => byAsset.Keys,
            FindItem = key => key is AssetObject && byAsset.TryGet(key, out var found) ? () => found : null,
        };
        foreach (var method in DictMethods.All.Where(method => method.Name is "items" or "keys" or "values" or "get"))
        {
            accessor.With(method.Name, new PyCallable(method.Name, arguments => method.Call(arguments.Prepend(byAsset))));
        }

        return accessor;
    }

    public static TemplateObject Event(TemplateAssetEvent item) => new TemplateObject("AssetEventDagRunReferenceResult")
        .With("asset", Asset(item.Asset))
        .With("extra", TemplateValues.From(item.Extra))
        .With("source_task_id", item.SourceTaskId)
        .With("source_dag_id", item.SourceDagId)
        .With("source_run_id", item.SourceRunId)
        .With("source_map_index", (long)item.SourceMapIndex)
        .With("source_aliases", new PyList(item.SourceAliases.Select(alias => (object?)new TemplateObject("AssetAlias").With("name", alias))))
        .With("timestamp", PyDateTime.From(NodaTime.Instant.FromDateTimeOffset(item.Timestamp), PyTimeZone.Utc, isPendulum: false))
        .With("partition_key", item.PartitionKey);

    private sealed class AssetObject : TemplateObject
    {
        private readonly TemplateAsset _asset;

        public AssetObject(TemplateAsset asset)
            : base("Asset")
        {
            _asset = asset;
            AsText = () => $"Asset(name={PyText.Quote(asset.Name)}, uri={PyText.Quote(asset.Uri)}, group={PyText.Quote(asset.Group)}, extra={PyText.Repr(TemplateValues.From(asset.Extra))}, watchers=[], access_control=AssetAccessControl(producer_teams=[], consumer_teams=None, allow_global=True))";
            With("name", asset.Name).With("asset_type", "asset").With("watchers", new PyList([])).With("uri", asset.Uri).With("group", asset.Group).WithLazy("extra", () => TemplateValues.From(asset.Extra));
        }

        public override bool Equals(object? obj) => obj is AssetObject other && other._asset.Name == _asset.Name && other._asset.Uri == _asset.Uri;

        public override int GetHashCode() => HashCode.Combine(_asset.Name, _asset.Uri);
    }
}
