using System.Runtime.InteropServices;

namespace Airflow;

/// <summary>What comes before what between tasks, worked out from the arrows between tasks and groups.</summary>
internal sealed class TaskGraph
{
    private static readonly HashSet<Operator> None = [];

    private readonly Dag _dag;
    private readonly Dictionary<string, Operator> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Operator, HashSet<Operator>> _downstream = [];
    private readonly Dictionary<Operator, HashSet<Operator>> _upstream = [];
    private readonly Dictionary<TaskGroup, GroupEdges> _groups = [];
    private readonly Dictionary<(Operator From, Operator To), string> _labels = [];
    private readonly HashSet<Operator> _mappedOver;

    public TaskGraph(Dag dag)
    {
        _dag = dag;
        foreach (var task in dag.Tasks)
        {
            _byId.TryAdd(task.Id, task);
        }

        _mappedOver = [.. dag.Tasks.Where(task => task.IsMapped).SelectMany(task => task.ExpandInput?.Outputs ?? []).Select(output => output.Task)];

        // which tasks an arrow at a group means depends on the arrows within the group: inner arrows first
        foreach (var relation in dag.Relations.OrderByDescending(relation => SharedDepth(relation.From, relation.To)))
        {
            Connect(relation);
        }
    }

    /// <summary>Texts on arrows, by the ids of both ends.</summary>
    public IReadOnlyDictionary<(Operator From, Operator To), string> Labels => _labels;

    public Operator? Find(string taskId) => _byId.GetValueOrDefault(taskId);

    public IReadOnlySet<Operator> Downstream(Operator task) => _downstream.GetValueOrDefault(task) ?? None;

    public IReadOnlySet<Operator> Upstream(Operator task) => _upstream.GetValueOrDefault(task) ?? None;

    public GroupEdges Edges(TaskGroup group) => CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _) ??= new GroupEdges();

    /// <summary>Tasks without any before them, in the order in which they were added.</summary>
    public IEnumerable<Operator> Roots => _dag.Tasks.Where(task => Upstream(task).Count == 0);

    /// <summary>Tasks without any after them, in the order in which they were added.</summary>
    public IEnumerable<Operator> Leaves => _dag.Tasks.Where(task => Downstream(task).Count == 0);

    /// <summary>Whether the number of instances of another task depends on this task's result.</summary>
    public bool IsMappedOver(Operator task) => _mappedOver.Contains(task);

    /// <summary>Tasks whose number of instances depends on this task's result.</summary>
    public IEnumerable<Operator> MappedOver(Operator task) =>
        _dag.Tasks.Where(follower => follower.ExpandInput is { } input && input.Outputs.Any(output => output.Task == task));

    /// <summary>Everything that comes after a task, however far.</summary>
    public HashSet<Operator> AllDownstream(Operator task) => Reach(task, Downstream);

    /// <summary>Everything that comes before a task, however far.</summary>
    public HashSet<Operator> AllUpstream(Operator task) => Reach(task, Upstream);

    /// <summary>Tasks at which a task or group starts.</summary>
    public IEnumerable<Operator> EntryTasks(TaskNode node) => node switch
    {
        Operator task => [task],
        TaskGroup group => Entries(group),
        _ => [],
    };

    private static HashSet<Operator> Reach(Operator task, Func<Operator, IReadOnlySet<Operator>> next)
    {
        HashSet<Operator> seen = [];
        var open = new Stack<Operator>(next(task));
        while (open.TryPop(out var current))
        {
            if (seen.Add(current))
            {
                foreach (var follower in next(current))
                {
                    open.Push(follower);
                }
            }
        }

        return seen;
    }

    private static int SharedDepth(TaskNode first, TaskNode second)
    {
        var around = new HashSet<TaskGroup>();
        for (var group = first.Group; group is not null; group = group.Group)
        {
            around.Add(group);
        }

        for (var group = second.Group; group is not null; group = group.Group)
        {
            if (around.Contains(group))
            {
                return Depth(group);
            }
        }

        return 0;
    }

    private static int Depth(TaskGroup group)
    {
        var depth = 1;
        for (var outer = group.Group; outer is not null; outer = outer.Group)
        {
            depth++;
        }

        return depth;
    }

    private void Connect(Relation relation)
    {
        NoteGroups(relation);
        var targets = EntryTasks(relation.To).ToList();
        foreach (var from in ExitTasks(relation.From))
        {
            foreach (var to in targets)
            {
                Set(_downstream, from).Add(to);
                Set(_upstream, to).Add(from);
                if (relation.Label is not null)
                {
                    _labels[(from, to)] = relation.Label;
                }
            }
        }
    }

    private void NoteGroups(Relation relation)
    {
        if (relation.From is TaskGroup from)
        {
            (relation.To is TaskGroup ? Edges(from).DownstreamGroupIds : Edges(from).DownstreamTaskIds).Add(relation.To.Id);
        }

        if (relation.To is TaskGroup to)
        {
            (relation.From is TaskGroup ? Edges(to).UpstreamGroupIds : Edges(to).UpstreamTaskIds).Add(relation.From.Id);
        }
    }

    private List<Operator> ExitTasks(TaskNode node) => node switch
    {
        Operator task => [task],
        TaskGroup group => Exits(group),
        _ => [],
    };

    private List<Operator> Entries(TaskGroup group)
    {
        var members = group.AllTasks().ToHashSet();
        return [.. group.AllTasks().Where(task => !Upstream(task).Overlaps(members))];
    }

    /// <summary>Tear-downs do not hold up what comes after their group, so the work before them is its end.</summary>
    private List<Operator> Exits(TaskGroup group)
    {
        var members = group.AllTasks().ToHashSet();
        return [.. group.AllTasks()
            .Where(task => !Downstream(task).Overlaps(members))
            .SelectMany(task => task.IsTeardown ? WorkBefore(task, members) : [task])
            .Distinct()];
    }

    private IEnumerable<Operator> WorkBefore(Operator teardown, HashSet<Operator> members) => Upstream(teardown)
        .Where(before => members.Contains(before) && !before.IsSetup)
        .SelectMany(before => before.IsTeardown ? WorkBefore(before, members) : [before]);

    private static HashSet<Operator> Set(Dictionary<Operator, HashSet<Operator>> map, Operator task) =>
        CollectionsMarshal.GetValueRefOrAddDefault(map, task, out _) ??= [];
}
