using System.Text.Json.Nodes;

namespace Airflow.Conformance.Dags;

/// <summary>Builds a C# DAG by the steps of a recorded case.</summary>
internal sealed class StepDag
{
    private readonly Dictionary<string, TaskNode> _named = new(StringComparer.Ordinal);

    private StepDag(Dag dag) => Dag = dag;

    public Dag Dag { get; }

    public static Dag Build(JsonArray steps)
    {
        var builder = new StepDag(new Dag("graph"));
        builder.Take(steps, builder.Dag);
        return builder.Dag;
    }

    private List<TaskNode> Take(JsonArray steps, ITaskContainer container) => [.. steps.Select(step => Take(step!.AsObject(), container)).OfType<TaskNode>()];

    private TaskNode? Take(JsonObject step, ITaskContainer container)
    {
        switch (step["op"]!.GetValue<string>())
        {
            case "task":
                return Name(step, AddTask(step, container));
            case "mapped":
                return Name(step, container.Map(Id(step), step["expand"]!.AsArray().Select(value => value!.GetValue<int>()), value => value));
            case "group":
                return AddGroup(step, container);
            case "inside":
                ((Operator)_named[step["task"]!.GetValue<string>()]).Around([.. Take(step["steps"]!.AsArray(), container)]);
                return null;
            default:
                Connect(step);
                return null;
        }
    }

    private Operator AddTask(JsonObject step, ITaskContainer container)
    {
        var task = container.Task(Id(step), () => { });
        return step["kind"]?.GetValue<string>() switch
        {
            "setup" => task.AsSetup(),
            "teardown" => task.AsTeardown(
                step["on_failure_fail_dagrun"]?.GetValue<bool>() ?? false,
                [.. (step["setups"]?.AsArray() ?? []).Select(setup => (Operator)_named[setup!.GetValue<string>()])]),
            _ => task,
        };
    }

    private TaskGroup AddGroup(JsonObject step, ITaskContainer container)
    {
        var group = container.Group(Id(step), new GroupOptions
        {
            PrefixGroupId = step["prefix_group_id"]?.GetValue<bool>() ?? true,
            AddSuffixOnCollision = step["add_suffix_on_collision"]?.GetValue<bool>() ?? false,
        });
        Name(step, group);
        Take(step["steps"]!.AsArray(), group);
        return group;
    }

    private void Connect(JsonObject step)
    {
        switch (step["op"]!.GetValue<string>())
        {
            case "sequence":
                Sequence(step);
                break;
            case "chain":
                Chain(step["items"]!.AsArray());
                break;
            case "chain_linear":
                Dag.ChainLinear([.. step["items"]!.AsArray().Select(Side)]);
                break;
            case "cross_downstream":
                Dag.CrossDownstream(Side(step["from"]), Side(step["to"]));
                break;
            case "set_upstream":
                Side(step["other"]).Then(Side(step["task"])[0]);
                break;
            case "set_downstream":
                Side(step["task"])[0].Then([.. Side(step["other"])]);
                break;
            case "as_teardown":
                ((Operator)Side(step["task"])[0]).AsTeardown([.. Side(step["setups"] ?? new JsonArray()).Cast<Operator>()]);
                break;
            case var unknown:
                throw new NotSupportedException($"The step '{unknown}' is not known.");
        }
    }

    private void Sequence(JsonObject step)
    {
        string? label = null;
        TaskList? last = null;
        foreach (var item in step["items"]!.AsArray())
        {
            if (Label(item) is { } text)
            {
                label = text;
                continue;
            }

            var next = Side(item);
            if (last is not null)
            {
                var (from, to) = step["direction"]?.GetValue<string>() == "<<" ? (next, last) : (last, next);
                from.Then(to, label);
                label = null;
            }

            last = next;
        }
    }

    /// <summary>A chain takes tasks; a label between two of them is what Then is for.</summary>
    private void Chain(JsonArray items)
    {
        if (!items.Any(item => Label(item) is not null || (item is JsonArray list && list.Any(entry => Label(entry) is not null))))
        {
            Dag.Chain([.. items.Select(Side)]);
            return;
        }

        for (var i = 0; i + 2 < items.Count; i += 2)
        {
            var (from, to) = (Side(items[i]), Side(items[i + 2]));
            string?[] labels = items[i + 1] is JsonArray several ? [.. several.Select(Label)] : [.. Enumerable.Repeat(Label(items[i + 1]), Math.Max(from.Count, to.Count))];
            for (var pair = 0; pair < labels.Length; pair++)
            {
                from[from.Count == 1 ? 0 : pair].Then(to[to.Count == 1 ? 0 : pair], labels[pair]);
            }
        }
    }

    private TaskList Side(JsonNode? operand) => operand switch
    {
        JsonArray list => Dag.Side([.. list.Select(entry => _named[entry!.GetValue<string>()])]),
        JsonObject label => throw new ArgumentException($"A label is no task: {label.ToJsonString()}"),
        _ => Dag.Side(_named[operand!.GetValue<string>()]),
    };

    private static string? Label(JsonNode? item) => item is JsonObject map ? map["label"]!.GetValue<string>() : null;

    private static string Id(JsonObject step) => step["id"]!.GetValue<string>();

    private T Name<T>(JsonObject step, T node)
        where T : TaskNode
    {
        _named[step["as"]?.GetValue<string>() ?? Id(step)] = node;
        return node;
    }
}
