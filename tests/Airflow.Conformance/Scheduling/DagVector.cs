using System.Text.Json.Nodes;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Scheduling;

/// <summary>Reads the DAG descriptions and instance states of the vectors.</summary>
internal sealed class DagVector
{
    private readonly List<RuleTask> _tasks = [];
    private readonly List<RuleGroup> _groups = [];
    private readonly List<(int From, int To)> _edges = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int?> _lengths = [];
    private readonly Dictionary<int, int?> _groupLengths = [];

    public DagVector(JsonObject dag)
    {
        AddTasks(dag, "", -1);
        foreach (var group in List(dag, "mapped_groups"))
        {
            var id = Text(group["id"]);
            _groups.Add(new RuleGroup(-1, true, []));
            _groupLengths[_groups.Count - 1] = (group["expand"] as JsonArray)?.Count;
            AddTasks(group, id + ".", _groups.Count - 1);
        }
        AddEdges(dag, "");
        foreach (var group in List(dag, "mapped_groups"))
        {
            AddEdges(group, Text(group["id"]) + ".");
        }
        Graph = new RuleGraph(_tasks, _groups, _edges);
    }

    public RuleGraph Graph { get; }

    /// <summary>The index of a task.</summary>
    public int Task(string id) => _indexes[id];

    /// <summary>The instances of a run: those named, and one without status for each task that is not.</summary>
    public RunInstances Run(JsonObject states)
    {
        var named = states.Select(entry => (Parse(entry.Key), TaskStates.Parse(entry.Value?.GetValue<string>())))
            .Select(entry => (entry.Item1.TaskId, new InstanceState(entry.Item1.MapIndex, entry.Item2))).ToList();
        foreach (var (id, task) in _indexes)
        {
            if (named.TrueForAll(entry => entry.TaskId != id))
            {
                var length = _lengths.GetValueOrDefault(task);
                named.AddRange(length is > 0
                    ? Enumerable.Range(0, length.Value).Select(index => (id, new InstanceState(index, TaskState.None)))
                    : [(id, new InstanceState(-1, TaskState.None))]);
            }
        }
        return new RunInstances(Graph, named, task => _lengths.GetValueOrDefault(task), group => _groupLengths.GetValueOrDefault(group));
    }

    public string Name(InstanceRef instance) => Name(_tasks[instance.Task].Id, instance.MapIndex);

    public static string Name(string taskId, int mapIndex) => mapIndex < 0 ? taskId : $"{taskId}[{mapIndex}]";

    private static (string TaskId, int MapIndex) Parse(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? (name, -1) : (name[..bracket], int.Parse(name.AsSpan(bracket + 1, name.Length - bracket - 2), null));
    }

    private static IEnumerable<JsonObject> List(JsonObject map, string name) =>
        (map[name] as JsonArray)?.Select(item => item!.AsObject()) ?? [];

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private void AddTasks(JsonObject owner, string prefix, int group)
    {
        foreach (var task in List(owner, "tasks"))
        {
            var kind = task["kind"]?.GetValue<string>();
            var rule = task["trigger_rule"]?.GetValue<string>() ?? (kind == "teardown" ? "all_done_setup_success" : "all_success");
            var source = (task["expand"] as JsonObject)?["xcom"]?.GetValue<string>();
            var index = _tasks.Count;
            _tasks.Add(new RuleTask
            {
                Id = prefix + Text(task["id"]),
                TriggerRule = TriggerRules.Parse(rule),
                IsSetup = kind == "setup",
                IsTeardown = kind == "teardown",
                OnFailureFailDagrun = task["on_failure_fail_dagrun"]?.GetValue<bool>() ?? false,
                IsMapped = task["expand"] is not null,
                Group = group,
                ExpandsOver = source is null ? [] : [_indexes[source]],
                MayWaitForOthers = (task["depends_on_past"]?.GetValue<bool>() ?? false)
                    || task["max_active_tis_per_dag"] is not null || task["max_active_tis_per_dagrun"] is not null,
            });
            _indexes[prefix + Text(task["id"])] = index;
            _lengths[index] = (task["expand"] as JsonArray)?.Count;
        }
    }

    private void AddEdges(JsonObject owner, string prefix)
    {
        foreach (var edge in (owner["edges"] as JsonArray) ?? [])
        {
            _edges.Add((Find(Text(edge![0]), prefix), Find(Text(edge[1]), prefix)));
        }
        foreach (var task in List(owner, "tasks"))
        {
            var index = _indexes[prefix + Text(task["id"])];
            _edges.AddRange(((task["setups"] as JsonArray) ?? []).Select(setup => (Find(Text(setup), prefix), index)));
            _edges.AddRange(_tasks[index].ExpandsOver.Select(source => (source, index)));
        }
    }

    private int Find(string id, string prefix) => _indexes.TryGetValue(prefix + id, out var index) ? index : _indexes[id];
}
