using System.Runtime.CompilerServices;
using System.Text.Json;
using Airflow.Engine.Scheduling;

namespace Airflow.Server.Api.Ui;

/// <summary>The rows of a DAG version's grid and what is asked of them at every look, made once and kept as long as the version is.</summary>
internal sealed class GridRows
{
    private static readonly ConditionalWeakTable<ScheduledDag, GridRows> Known = [];

    private GridRows(ScheduledDag dag)
    {
        Nodes = GridStructure.Of(dag.Graph);
        Json = JsonSerializer.Serialize(Nodes, ApiJson.Options);
        Groups = GridStructure.Places(Nodes).ToDictionary(static one => one.TaskId, static one => one.Groups, StringComparer.Ordinal);
    }

    public IReadOnlyList<GridNode> Nodes { get; }

    public string Json { get; }

    /// <summary>By task id, the groups that it is in.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; }

    public static GridRows Of(ScheduledDag dag) => Known.GetValue(dag, static one => new GridRows(one));
}
