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
    private readonly Dictionary<(string From, string To), string> _labels = [];
    private readonly HashSet<Operator> _mappedOver;

    public TaskGraph(Dag dag)
    {
        _dag = dag;
        foreach (var task in dag.Tasks)
        {
            _byId.TryAdd(task.Id, task);
        }

        var inputs = dag.Tasks.Select(task => task.ExpandInput).Concat(dag.Groups.Select(group => group.ExpandInput));
        _mappedOver = [.. inputs.SelectMany(input => input?.Outputs ?? []).Select(output => output.Task)];

        // which tasks an arrow at a group means depends on the arrows within the group: inner arrows first
        foreach (var relation in dag.Relations.OrderByDescending(relation => SharedDepth(relation.From, relation.To)))
        {
            Connect(relation);
        }

        // what is within an inner pair of set-up and tear-down decides what the ends within an outer one are
        foreach (var enclosure in dag.Enclosures.OrderBy(enclosure => Members(enclosure).Count))
        {
            Enclose(enclosure);
        }
    }

    /// <summary>Texts on arrows, by the ids of both ends as the graph view names them: an arrow at a group as a whole ends at its join.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Labels => _labels;

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
    public IEnumerable<TaskNode> MappedOver(Operator task) =>
        _dag.Tasks.Select(follower => (Node: (TaskNode)follower, Input: follower.ExpandInput)).Concat(_dag.Groups.Select(group => (Node: (TaskNode)group, Input: group.ExpandInput)))
            .Where(follower => follower.Input?.Outputs.Any(output => output.Task == task) == true).Select(follower => follower.Node);

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
        var (sources, targets) = (ExitTasks(relation.From), EntryTasks(relation.To).ToList());
        NoteGroups(relation, sources);
        NoteLabel(relation, targets);
        foreach (var from in sources)
        {
            foreach (var to in targets)
            {
                Add(from, to);
            }
        }
    }

    private void Add(Operator from, Operator to)
    {
        Set(_downstream, from).Add(to);
        Set(_upstream, to).Add(from);
    }

    private void NoteLabel(Relation relation, List<Operator> targets)
    {
        if (relation.Label is not { } label)
        {
            return;
        }

        var from = relation.From is TaskGroup ? $"{relation.From.Id}.downstream_join_id" : relation.From.Id;
        _labels[(from, relation.To is TaskGroup ? $"{relation.To.Id}.upstream_join_id" : relation.To.Id)] = label;
        if (relation is { From: Operator, To: TaskGroup })
        {
            foreach (var to in targets)
            {
                _labels[(from, to.Id)] = label;
            }
        }
    }

    private static HashSet<Operator> Members(Enclosure enclosure) => [.. enclosure.Nodes.SelectMany(node => node switch
    {
        TaskGroup group => group.AllTasks(),
        Operator task => [task],
        _ => [],
    })];

    private void Enclose(Enclosure enclosure)
    {
        var members = Members(enclosure);
        var setups = Upstream(enclosure.Teardown).Where(task => task.IsSetup).ToList();
        var (first, last) = (members.Where(task => !Upstream(task).Overlaps(members)).ToList(), members.Where(task => !Downstream(task).Overlaps(members)).ToList());
        foreach (var task in first)
        {
            setups.ForEach(setup => Add(setup, task));
        }

        last.ForEach(task => Add(task, enclosure.Teardown));
    }

    private void NoteGroups(Relation relation, IReadOnlyList<Operator> sources)
    {
        if (relation.From is TaskGroup from)
        {
            (relation.To is TaskGroup ? Edges(from).DownstreamGroupIds : Edges(from).DownstreamTaskIds).Add(relation.To.Id);
        }

        if (relation.To is TaskGroup to)
        {
            if (relation.From is TaskGroup)
            {
                Edges(to).UpstreamGroupIds.Add(relation.From.Id);
            }

            Edges(to).UpstreamTaskIds.UnionWith(sources.Select(task => task.Id));
        }
    }

    /// <summary>Tasks at which a task or group ends.</summary>
    public IReadOnlyList<Operator> ExitTasks(TaskNode node) => node switch
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
