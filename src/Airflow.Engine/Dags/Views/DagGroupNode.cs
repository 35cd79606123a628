using System.Collections.Immutable;

namespace Airflow.Engine.Dags.Views;

/// <summary>A group of a DAG with the numbers of the tasks within.</summary>
internal sealed class DagGroupNode
{
    private readonly DagGraph _graph;
    private readonly HashSet<int> _members;

    public DagGroupNode(string? id, SerializedTaskGroup group, DagGraph graph)
    {
        Id = id;
        Group = group;
        _graph = graph;
        Tasks = [.. Collect(group)];
        _members = [.. Tasks];
    }

    public string? Id { get; }

    public SerializedTaskGroup Group { get; }

    /// <summary>All tasks within, also in inner groups, in document order.</summary>
    public ImmutableArray<int> Tasks { get; }

    public string UpstreamJoinId => GroupJoin.Upstream(Id);

    public string DownstreamJoinId => GroupJoin.Downstream(Id);

    /// <summary>Tasks without upstream tasks in the group.</summary>
    public IEnumerable<int> Roots => Tasks.Where(task => !Any(_graph.Upstream(task), _members.Contains));

    /// <summary>Tasks without downstream tasks in the group; teardowns stand back for what they come after.</summary>
    public IEnumerable<int> Leaves => Tasks
        .Where(task => !Any(_graph.Downstream(task), _members.Contains))
        .SelectMany(task => _graph.Settings(task).IsTeardown ? BeforeTeardown(task) : [task]);

    /// <summary>The group and all groups in it, each before those in it.</summary>
    public static IEnumerable<DagGroupNode> All(DagGraph graph) =>
        graph.Dag.TaskGroup is { } root ? Walk(null, root, graph) : [];

    private static IEnumerable<DagGroupNode> Walk(string? id, SerializedTaskGroup group, DagGraph graph) =>
        group.Children.Where(child => child.Group is not null)
            .SelectMany(child => Walk(child.Id, child.Group!, graph))
            .Prepend(new DagGroupNode(id, group, graph));

    private static bool Any(ReadOnlySpan<int> tasks, Func<int, bool> test)
    {
        foreach (var task in tasks)
        {
            if (test(task))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<int> Collect(SerializedTaskGroup group) =>
        group.Children.SelectMany(child => child.Group is { } inner ? Collect(inner) : [_graph.IndexOf(child.Id)]);

    private IEnumerable<int> BeforeTeardown(int teardown)
    {
        var pending = new Stack<int>([teardown]);
        var seen = new HashSet<int>();
        while (pending.TryPop(out var task))
        {
            foreach (var upstream in _graph.Upstream(task).ToArray().Where(upstream => _members.Contains(upstream) && seen.Add(upstream)))
            {
                if (_graph.Settings(upstream).IsTeardown)
                {
                    pending.Push(upstream);
                }
                else if (!_graph.Settings(upstream).IsSetup && !HasWorkAfter(upstream, except: task))
                {
                    yield return upstream;
                }
            }
        }
    }

    private bool HasWorkAfter(int task, int except) =>
        Any(_graph.Downstream(task), next => next != except && _members.Contains(next) && !_graph.Settings(next).IsTeardown);
}
