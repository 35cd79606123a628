using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Timetables.Partitions;

namespace Airflow.Engine.Timetables;

/// <summary>Runs are made for partitions, as their keys arrive in updates of assets.</summary>
public sealed class PartitionedAssetTimetable : AssetTriggeredTimetable, IPartitionedTimetable
{
    private readonly IReadOnlyList<(AssetCondition Asset, PartitionMapper Mapper)> _mappers;
    private readonly PartitionMapper _defaultMapper;
    private readonly Dictionary<string, PartitionMapper> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PartitionMapper> _byUri = new(StringComparer.Ordinal);

    public PartitionedAssetTimetable(
        AssetCondition condition,
        IReadOnlyList<(AssetCondition Asset, PartitionMapper Mapper)>? mappers = null,
        PartitionMapper? defaultMapper = null)
        : base(condition)
    {
        _mappers = mappers ?? [];
        _defaultMapper = defaultMapper ?? new IdentityMapper();
        foreach (var (asset, mapper) in _mappers.SelectMany(entry => entry.Asset.Leaves().Select(leaf => (leaf, entry.Mapper))))
        {
            Add(asset, mapper);
        }
    }

    public override string Summary => "Partitioned Asset";

    public override bool IsPartitioned => true;

    /// <summary>The mapper of an asset.</summary>
    public PartitionMapper MapperOf(string? name, string? uri) =>
        name is not null && _byName.TryGetValue(name, out var byName) ? byName
        : uri is not null && _byUri.TryGetValue(uri, out var byUri) ? byUri
        : _defaultMapper;

    /// <summary>The date that all assets agree on.</summary>
    public DateTimeOffset? ResolvePartitionDate(string partitionKey)
    {
        try
        {
            var dates = AssetCondition.Leaves().Where(leaf => leaf is not AssetAliasLeaf).Select(leaf => MapperOfLeaf(leaf).ToPartitionDate(partitionKey))
                .Where(date => date is not null).Distinct().ToArray();
            return dates.Length == 1 ? dates[0] : null;
        }
        catch (ArgumentException error)
        {
            throw new TimetableException(TimetableException.PartitionKeyInvalid, error.Message, error);
        }
    }

    public override JsonObject Serialize() => new()
    {
        ["asset_condition"] = AssetCondition.ToJson(),
        ["partition_mapper_config"] = new JsonArray(_mappers.Select(entry => (JsonNode)new JsonArray(entry.Asset.ToJson(), entry.Mapper.ToJson())).ToArray()),
        ["default_partition_mapper"] = _defaultMapper.ToJson(),
    };

    private PartitionMapper MapperOfLeaf(AssetCondition leaf) => leaf switch
    {
        AssetLeaf asset => MapperOf(asset.Name, asset.Uri),
        AssetNameRef reference => MapperOf(reference.Name, null),
        AssetUriRef reference => MapperOf(null, reference.Uri),
        _ => _defaultMapper,
    };

    private void Add(AssetCondition leaf, PartitionMapper mapper)
    {
        if (leaf is AssetLeaf asset)
        {
            _byName[asset.Name] = mapper;
            _byUri[asset.Uri] = mapper;
        }
        else if (leaf is AssetNameRef byName)
        {
            _byName[byName.Name] = mapper;
        }
        else if (leaf is AssetUriRef byUri)
        {
            _byUri[byUri.Uri] = mapper;
        }
    }
}
