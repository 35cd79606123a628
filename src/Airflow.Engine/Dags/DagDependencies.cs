using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Assets;

namespace Airflow.Engine.Dags;

/// <summary>Finds what links a DAG to other DAGs and to assets: tasks that trigger or wait for other DAGs, outlets, and its schedule.</summary>
public static class DagDependencies
{
    private const string AssetType = "asset";
    private const string AliasType = "asset-alias";
    private const string NameType = "asset-name-ref";
    private const string UriType = "asset-uri-ref";

    /// <summary>The ends that stand for no DAG: an asset, or what stands for assets.</summary>
    public static IReadOnlyList<string> AssetEnds { get; } = [AssetType, AliasType, NameType, UriType];

    /// <summary>The links, ordered by their ends; an asset that the schedule names twice is there twice, as Airflow stores it.</summary>
    public static ImmutableArray<DagDependency> Of(string dagId, IEnumerable<SerializedTask> tasks, AssetCondition? schedule)
    {
        ArgumentNullException.ThrowIfNull(dagId);
        ArgumentNullException.ThrowIfNull(tasks);
        var found = tasks.SelectMany(task => OfTask(dagId, task)).Concat((schedule?.Leaves() ?? []).Select(leaf => OfSchedule(dagId, leaf)));
        return
        [
            .. found.OfType<DagDependency>()
                .OrderBy(link => link.Source, StringComparer.Ordinal).ThenBy(link => link.Target, StringComparer.Ordinal)
                .ThenBy(link => link.Label, StringComparer.Ordinal).ThenBy(link => link.DependencyType, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<DagDependency?> OfTask(string dagId, SerializedTask task)
    {
        var label = task.TaskDisplayName ?? task.TaskId;
        switch (task.TaskType)
        {
            case "TriggerDagRunOperator" when Text(task, "trigger_dag_id") is { } target:
                yield return new DagDependency(dagId, target, label, "trigger", task.TaskId);
                break;
            case "ExternalTaskSensor" when Text(task, "external_dag_id") is { } source:
                yield return new DagDependency(source, dagId, label, "sensor", task.TaskId);
                break;
        }

        foreach (var outlet in task.Outlets ?? [])
        {
            yield return OfOutlet(dagId, outlet);
        }
    }

    private static DagDependency? OfOutlet(string dagId, SerializedAssetLink outlet) => outlet.Type switch
    {
        "asset" when outlet.Name is { } name => new DagDependency(dagId, AssetType, name, AssetType, Key(name, outlet.Uri ?? name)),
        "asset_alias" when outlet.Name is { } name => new DagDependency(dagId, AliasType, name, AliasType, name),
        _ => null,
    };

    private static DagDependency? OfSchedule(string dagId, AssetCondition leaf) => leaf switch
    {
        AssetLeaf asset => new DagDependency(AssetType, dagId, asset.Name, AssetType, Key(asset.Name, asset.Uri)),
        AssetAliasLeaf alias => new DagDependency(AliasType, dagId, alias.Name, AliasType, alias.Name),
        AssetNameRef reference => new DagDependency(NameType, dagId, reference.Name, NameType, reference.Name),
        AssetUriRef reference => new DagDependency(UriType, dagId, reference.Uri, UriType, reference.Uri),
        _ => null,
    };

    /// <summary>Airflow's text of an asset's key, with a blank behind each colon and comma.</summary>
    private static string Key(string name, string uri) => $"{{\"name\": {Quoted(name)}, \"uri\": {Quoted(uri)}}}";

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString(Compact);

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? Text(SerializedTask task, string field) =>
        task.Extra.TryGet(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
